// What a person sees when something can't be shown: the problem in words, and what to do next.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../common/config.js';
import type { Problem } from '../../common/problem.js';
import { ProblemPage } from '../../common/problem-page.js';
import { ErrorPage } from './error-page.js';
import { errorText } from './error-text.js';
import { Pages } from './pages.service.js';

@Injectable()
export class ErrorPages extends ProblemPage {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
  ) {
    super();
  }

  async send(request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<void> {
    const { title } = errorText(this.pages.view(request).say, problem);
    // Who demanded it. RFC 7725, section 4.
    if (problem.status === 451) void reply.header('link', `<${this.config.publicUrl}>; rel="blocked-by"`);
    await this.pages.answer(request, reply, {
      title,
      content: <ErrorPage problem={problem} />,
      kind: 'personal',
      status: problem.status,
    });
  }
}
