// The development inbox as plain text. Not part of a server in production.
import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DevInbox } from './dev-inbox.js';

@ApiExcludeController()
@Controller('dev/inbox')
export class DevInboxController {
  constructor(private readonly inbox: DevInbox) {}

  /** Newest first; `?to=ADDRESS` for one mailbox. */
  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  read(@Query('to') to?: string): string {
    const messages = this.inbox.messages(to);
    if (messages.length === 0) return 'No mail.\n';
    return messages
      .map((mail) => `To: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text.trim()}\n`)
      .join('\n----\n\n');
  }
}
