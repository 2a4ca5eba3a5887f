// What organizers decide about an open letter ends issuance at once. protocol.md#states
import { Injectable } from '@nestjs/common';
import { nodePrimitives } from '../../common/node-primitives.js';
import { verifyActions } from '../../protocol/action.js';
import { equal, fromBase64url } from '../../protocol/codec.js';
import type { ActionRequest } from '../../protocol/issuer-api.js';
import { letterId } from '../../protocol/manifest.js';
import { IssuanceEndService } from '../issuance/issuance-end.service.js';
import { LetterUnknownError } from './opening.errors.js';
import { IssuerLettersService } from '../letters/issuer-letters.service.js';

@Injectable()
export class LetterActionsService {
  constructor(
    private readonly letters: IssuerLettersService,
    private readonly ending: IssuanceEndService,
  ) {}

  /**
   * Ends issuance if enough organizers signed one action; whichever it is, no token is due after it. Idempotent.
   * Throws `letter_unknown`, or what `verifyActions` throws.
   */
  async act({ letter: encoded, actions }: ActionRequest): Promise<void> {
    const digest = fromBase64url(encoded, 32, 'letter');
    const row = await this.letters.row(letterId(digest));
    const letter = row === undefined ? undefined : this.letters.read(row.manifest, row.countersignings);
    if (letter === undefined || !equal(letter.digest, digest)) throw new LetterUnknownError();
    await verifyActions(nodePrimitives, letter.manifest, digest, actions);
    await this.ending.end(letter);
  }
}
