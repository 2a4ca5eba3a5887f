// Reporting a letter: whom to write to, and what the operator may do.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../common/config.js';
import { isLetterId } from '../../../protocol/manifest.js';
import { Pages } from '../pages.service.js';
import { ReportPage } from './report-page.js';

@ApiExcludeController()
@Controller('report')
export class ReportController {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
  ) {}

  /** `?letter=ID`: which one; whether it exists is not looked up. */
  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { letter } = request.query as { readonly letter?: unknown };
    const { operatorName: name, operatorContact: contact } = this.config;
    await this.pages.answer(request, reply, {
      title: this.pages.view(request).say('report.title'),
      content: (
        <ReportPage
          letter={typeof letter === 'string' && isLetterId(letter) ? letter : undefined}
          operator={{ name, contact }}
        />
      ),
      kind: 'personal',
    });
  }
}
