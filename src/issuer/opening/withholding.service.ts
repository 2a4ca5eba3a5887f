// What the origin's operator takes down is not issued for while it is down. Nobody signs for that but the link itself: so it
// may rest issuance and take it up again, and destroys nothing. protocol.md#take-down
import { Injectable } from '@nestjs/common';
import { equal, fromBase64url } from '../../protocol/codec.js';
import type { WithholdRequest } from '../../protocol/issuer-api.js';
import { letterId } from '../../protocol/manifest.js';
import { TagsService } from '../issuance/tags.service.js';
import { IssuerLettersService } from '../letters/issuer-letters.service.js';
import { LetterUnknownError } from './opening.errors.js';

@Injectable()
export class WithholdingService {
  constructor(
    private readonly letters: IssuerLettersService,
    private readonly tags: TagsService,
  ) {}

  /** From its return on no process of this issuer gives a token, or they do again. Idempotent. Throws `letter_unknown`. */
  async withhold({ letter: encoded, withheld }: WithholdRequest): Promise<void> {
    const digest = fromBase64url(encoded, 32, 'letter');
    const row = await this.letters.row(letterId(digest));
    const letter = row === undefined ? undefined : this.letters.read(row.manifest, row.countersignings);
    if (letter === undefined || !equal(letter.digest, digest)) throw new LetterUnknownError();
    await this.tags.betweenClaims(letter, (manager) =>
      this.letters.setWithheld(manager, letter.id, withheld),
    );
    this.letters.forget(letter.id);
  }
}
