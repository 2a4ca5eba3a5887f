// Taking a signature: everything is verified first, then it is written, and only then is a receipt signed.
// protocol.md#signing, protocol.md#receipt
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { toBase64url } from '../../protocol/codec.js';
import type { Manifest } from '../../protocol/manifest.js';
import { encodeReceipt } from '../../protocol/receipt.js';
import { toSeconds } from '../../protocol/shape.js';
import { statementHash } from '../../protocol/statement.js';
import { LetterKeysService } from '../letters/letter-keys.service.js';
import { LettersService, type Letter } from '../letters/letters.service.js';
import { SignatureWriter } from './signature-writer.service.js';
import { LetterClosedError, NotOpenYetError, NotSigningYetError, unvouched } from './signatures.errors.js';
import type { VerifiedStatement } from './standing-statement.js';
import { verifyPosting, type PostedSignature } from './verify-posting.js';

/** A receipt's canonical bytes and the receipt key's signature over them, in base64url. */
export interface SignedReceipt {
  readonly receipt: string;
  readonly signature: string;
}

@Injectable()
export class SignaturesService {
  constructor(
    private readonly clock: Clock,
    private readonly letters: LettersService,
    private readonly keys: LetterKeysService,
    private readonly writer: SignatureWriter,
  ) {}

  /**
   * Records a statement and answers with a receipt, also where another one ranks above it and so nothing changed.
   * Throws what `verifyPosting` does, `invalid_token` for a statement without tokens whose key has signed nothing, or
   * `letter_not_found`, `letter_withheld`, `not_open_yet`, `not_signing_yet`, `letter_closed`.
   */
  async post(id: string, posted: PostedSignature): Promise<SignedReceipt> {
    const letter = await this.letters.get(id);
    requireTaking(letter, this.clock.now());
    const statement = await verifyPosting(p, letter.context, posted);
    const keys = await this.keys.get(letter.id);
    if (keys === undefined) throw new LetterClosedError();
    const { epoch, stands } = await this.writer.write(letter, statement);
    if (!stands) throw unvouched();
    return this.receipt(letter, keys.receiptSeed, statement, epoch);
  }

  private async receipt(
    letter: Letter,
    seed: Uint8Array,
    { nullifier, statement, sequence }: VerifiedStatement,
    epoch: number,
  ): Promise<SignedReceipt> {
    const receipt = encodeReceipt({
      letter: toBase64url(letter.digest),
      nullifier: toBase64url(nullifier),
      statement: toBase64url(statementHash(p, statement)),
      sequence,
      epoch,
    });
    return { receipt: toBase64url(receipt), signature: toBase64url(await p.ed25519Sign(seed, receipt)) };
  }
}

/** Whether statements are taken now: by the manifest's times and the letter's state, both of which everybody knows. */
function requireTaking({ manifest, state }: { manifest: Manifest; state: string }, now: Date): void {
  const seconds = now.getTime() / 1000;
  if (state !== 'open' || seconds >= toSeconds(manifest.closesAt)) throw new LetterClosedError();
  if (seconds < toSeconds(manifest.opensAt)) throw new NotOpenYetError(manifest.opensAt);
  if (manifest.signsFrom !== null && seconds < toSeconds(manifest.signsFrom)) {
    throw new NotSigningYetError(manifest.signsFrom);
  }
}
