// Scripts, styles and fonts.
import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Assets } from './assets.js';
import { send } from './pages.service.js';
import { headersOf } from './policy.js';

@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Get(':name')
  async read(
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asset = await this.assets.find(name);
    if (asset === undefined) throw new NotFoundException();
    const headers = { ...headersOf('asset'), 'content-type': asset.type };
    send(request, reply, { status: 200, body: asset.body, headers });
  }
}
