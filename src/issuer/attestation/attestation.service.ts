// Asking for a code: one answer for everybody, decided before any mail is. protocol.md#asking
import { Injectable } from '@nestjs/common';
import { RandomSource } from '../../common/random.js';
import { canonicalMailbox } from '../../protocol/typed-address.js';
import { fromBase64url } from '../../protocol/codec.js';
import type { AttestationRequest } from '../../protocol/issuer-api.js';
import { IssuerLettersService } from '../letters/issuer-letters.service.js';
import { AttestationLimits } from './attestation-limits.js';
import { ChallengesService } from './challenges.service.js';
import { CodeMailer } from './code-mailer.js';
import { drawCode } from './code.js';

@Injectable()
export class AttestationService {
  constructor(
    private readonly letters: IssuerLettersService,
    private readonly limits: AttestationLimits,
    private readonly challenges: ChallengesService,
    private readonly mailer: CodeMailer,
    private readonly random: RandomSource,
  ) {}

  /**
   * A challenge of one size. It works with the code that is mailed to the canonical address, if that is a mailbox of the
   * letter that may be mailed to now; else nothing is mailed, and no code ever works. The work done is the same.
   */
  async ask(request: AttestationRequest): Promise<string> {
    const letter = fromBase64url(request.letter, 32, 'letter');
    const keyId = fromBase64url(request.keyId, 32, 'keyId');
    const mailbox = await this.mailboxOf(letter, keyId, request.address);
    const address = await this.limited(mailbox, request.address);
    const code = drawCode(this.random);
    const challenge = await this.challenges.seal({ letter, keyId, address, code });
    if (address !== undefined) this.mailer.sendSoon(address, code);
    return challenge;
  }

  /** The canonical address, if it is a mailbox of the workplace that this entry vouches for, in a letter that is open. */
  private async mailboxOf(digest: Uint8Array, keyId: Uint8Array, typed: string): Promise<string | undefined> {
    const letter = await this.letters.issuing(digest);
    const entry = letter === undefined ? undefined : this.letters.entry(letter, keyId);
    const mailbox = letter === undefined ? undefined : canonicalMailbox(letter.manifest, typed);
    return entry !== undefined && mailbox?.workplace.id === entry.workplace ? mailbox.address : undefined;
  }

  private async limited(mailbox: string | undefined, typed: string): Promise<string | undefined> {
    if (mailbox !== undefined) return (await this.limits.mayMail(mailbox)) ? mailbox : undefined;
    await this.limits.pretend(typed);
    return undefined;
  }
}
