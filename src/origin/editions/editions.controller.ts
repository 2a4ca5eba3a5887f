// The press's routes: editions, and their bundles as exact bytes. protocol.md#editions
import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { EditionsResponse, EditionView } from './editions.dto.js';
import { EditionsService } from './editions.service.js';

/** How a private link's token comes, before the embargo is over. */
const ACCESS = { name: 'access', required: false, type: String };

@ApiTags('editions')
@Controller('letters/:id/editions')
export class EditionsController {
  constructor(private readonly editions: EditionsService) {}

  @Get()
  @ApiOperation({ summary: 'The published editions of a letter, oldest first' })
  @ApiOkResponse({ type: EditionsResponse })
  async list(@Param('id') id: string): Promise<EditionsResponse> {
    return { editions: await this.editions.list(id) };
  }

  @Get(':edition.bundle')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiProduces('application/json')
  @ApiOkResponse({ description: 'The bundle, as it is verified.', schema: { type: 'object' } })
  @ApiOperation({ summary: 'Everything that it takes to verify the edition offline' })
  @ApiQuery(ACCESS)
  async bundle(
    @Param('id') id: string,
    @Param('edition') edition: string,
    @Query('access') access?: unknown,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.editions.bundle(id, edition, textOf(access)));
  }

  @Get(':edition.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'UTF-8.', schema: { type: 'string' } })
  @ApiOperation({ summary: 'The edition as plain text: numbers, names, what they prove, the letter' })
  @ApiQuery(ACCESS)
  async text(
    @Param('id') id: string,
    @Param('edition') edition: string,
    @Query('access') access?: unknown,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.editions.text(id, edition, textOf(access)));
  }

  @Get(':edition.csv')
  @Header('content-type', 'text/csv; charset=utf-8; header=present')
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'RFC 4180, in UTF-8, with a header.', schema: { type: 'string' } })
  @ApiOperation({ summary: 'The edition as a table: numbers by workplace, method and role, and names' })
  @ApiQuery(ACCESS)
  async csv(
    @Param('id') id: string,
    @Param('edition') edition: string,
    @Query('access') access?: unknown,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.editions.csv(id, edition, textOf(access)));
  }

  @Get(':edition')
  @ApiOperation({ summary: 'What an edition says, without its records' })
  @ApiOkResponse({ type: EditionView })
  @ApiQuery(ACCESS)
  async get(
    @Param('id') id: string,
    @Param('edition') edition: string,
    @Query('access') access?: unknown,
  ): Promise<EditionView> {
    return this.editions.get(id, edition, textOf(access));
  }
}

/** A parameter that stands twice comes as a list: that is no token. */
function textOf(parameter: unknown): string | undefined {
  return typeof parameter === 'string' ? parameter : undefined;
}
