// The mail with an organization's code: the same mail as a signer's, and limited for the domain too. protocol.md#organizations
import { Injectable } from '@nestjs/common';
import type { OrganizationMailbox } from '../../protocol/organization.js';
import { AttestationLimits } from './attestation-limits.js';
import { CodeMailer } from './code-mailer.js';
import { OrganizationLimits } from './organization-limits.js';

@Injectable()
export class OrganizationMailer {
  constructor(
    private readonly mailboxes: AttestationLimits,
    private readonly domains: OrganizationLimits,
    private readonly mailer: CodeMailer,
  ) {}

  /** Whether a code may be mailed now, which then counts. `letter` is an id. */
  async mayMail(letter: string, { address, domain }: OrganizationMailbox): Promise<boolean> {
    return (await this.domains.mayMail(letter, domain)) && (await this.mailboxes.mayMail(address));
  }

  sendSoon(address: string, code: string): void {
    this.mailer.sendSoon(address, code);
  }
}
