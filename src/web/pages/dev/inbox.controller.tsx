// The development inbox: a page for people, plain text for programs. Not part of a server in production.
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DevInbox, type DevMessage } from '../../../common/mailer/dev-inbox.js';
import { isForPerson } from '../../../common/problem.filter.js';
import { Pages } from '../pages.service.js';
import { InboxPage } from './inbox-page.js';

/** On the page; programs get all. */
const SHOWN = 50;

@ApiExcludeController()
@Controller('dev/inbox')
export class DevInboxController {
  constructor(
    private readonly pages: Pages,
    private readonly inbox: DevInbox,
  ) {}

  /** Newest first; `?to=ADDRESS` for one mailbox. */
  @Get()
  async read(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('to') to?: unknown,
  ): Promise<void> {
    const messages = this.inbox.messages(typeof to === 'string' ? to : undefined);
    if (!isForPerson(request)) {
      void reply.header('content-type', 'text/plain; charset=utf-8').send(plainText(messages));
      return;
    }
    await this.pages.answer(request, reply, {
      title: this.pages.view(request).say('dev.inbox'),
      content: <InboxPage messages={messages.slice(0, SHOWN)} />,
      kind: 'personal',
    });
  }
}

function plainText(messages: readonly DevMessage[]): string {
  if (messages.length === 0) return 'No mail.\n';
  return messages
    .map((mail) => `To: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text.trim()}\n`)
    .join('\n----\n\n');
}
