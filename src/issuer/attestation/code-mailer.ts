// The mail with the code. It names no letter, no workplace and no product, and holds no link: whoever reads over a shoulder, or
// runs the mail system, learns that a code came. protocol.md#asking
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { Config } from '../../common/config.js';
import { Mailer } from '../../common/mailer/mailer.js';
import { RandomSource } from '../../common/random.js';
import { CODE_LIFETIME_SECONDS } from './challenges.service.js';
import { formatCode } from './code.js';

const SUBJECT = 'Your code';
const LONGEST_WAIT_MS = 500;

@Injectable()
export class CodeMailer {
  constructor(
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {}

  /**
   * Hands the mail to the queue once the answer is on its way: no part of sending is in its time, nor, because of the random
   * wait, in the time of whatever is asked next.
   */
  sendSoon(to: string, code: string): void {
    const message = {
      to,
      subject: this.config.mailSubject ?? SUBJECT,
      text: textOf(code),
      expiresAt: new Date(this.clock.now().getTime() + CODE_LIFETIME_SECONDS * 1000),
    };
    setTimeout(() => {
      this.mailer.send(message);
    }, this.random.integer(LONGEST_WAIT_MS));
  }
}

function textOf(code: string): string {
  return [
    'Your code is',
    '',
    `    ${formatCode(code)}`,
    '',
    `It works for ${CODE_LIFETIME_SECONDS / 60} minutes, on the page where you asked for it.`,
    'If you did not ask for it, you need not do anything.',
    '',
  ].join('\n');
}
