// Showing a mailbox: a challenge with its code, or one refusal for everything else. protocol.md#issuing
import { Injectable } from '@nestjs/common';
import { IssuerLettersService, type IssuerLetter, type OwnEntry } from '../letters/issuer-letters.service.js';
import { CodeRefusedError } from './attestation.errors.js';
import { ChallengesService, type Challenge } from './challenges.service.js';
import { parseCode } from './code.js';
import { Tries } from './tries.js';
import { WorkCost } from './work-cost.js';

export { CodeRefusedError } from './attestation.errors.js';

/** A mailbox that was shown. */
export interface Attested {
  readonly letter: IssuerLetter;
  readonly entry: OwnEntry;
  /** Canonical. */
  readonly address: string;
}

@Injectable()
export class CodeCheckService {
  constructor(
    private readonly challenges: ChallengesService,
    private readonly tries: Tries,
    private readonly letters: IssuerLettersService,
    private readonly work: WorkCost,
  ) {}

  /**
   * The mailbox that the code was mailed to, while its letter is open. Works again until the challenge is too old.
   * Throws `code_refused` if the challenge was changed, is too old, has been tried too often or never works, if the code is
   * another, or if the letter is over.
   */
  async check(challenge: string, typed: string): Promise<Attested> {
    return this.attested(await this.matching(challenge, typed));
  }

  /** The challenge whose code this is. Throws `code_refused` as `check`, whatever has become of its letter. */
  async matching(challenge: string, typed: string): Promise<Challenge> {
    const opened = await this.challenges.open(challenge);
    if (opened === undefined || !this.tries.allow(opened.id)) throw this.wrong();
    if (!this.challenges.matches(opened, parseCode(typed) ?? '')) {
      this.tries.fail(opened.id, opened.expiresAt);
      throw this.wrong();
    }
    return opened;
  }

  /** Whoever guesses codes makes the next ones dearer. */
  private wrong(): CodeRefusedError {
    this.work.failed();
    return new CodeRefusedError();
  }

  private async attested({ letter: digest, keyId, address }: Challenge): Promise<Attested> {
    const letter = await this.letters.issuing(digest);
    const entry = letter === undefined ? undefined : this.letters.entry(letter, keyId);
    if (letter === undefined || entry === undefined || address === undefined) throw new CodeRefusedError();
    return { letter, entry, address };
  }
}
