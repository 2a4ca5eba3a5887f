// Which sequence stands under a key: answered to whoever holds the key, now. protocol.md#statement
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { transaction } from '../../common/database/transaction.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromBase64url } from '../../protocol/codec.js';
import { isFreshLatest } from '../../protocol/login.js';
import { requireSignature } from '../../protocol/signed.js';
import { nullifierOf } from '../../protocol/statement.js';
import { LettersService } from '../letters/letters.service.js';
import { SignatureStore } from './signature-store.service.js';
import { StaleQuestionError } from './signatures.errors.js';

/** A signed question: bytes in base64url. */
export interface LatestQuestion {
  readonly key: string;
  readonly document: string;
  readonly signature: string;
}

@Injectable()
export class LatestService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly letters: LettersService,
    private readonly store: SignatureStore,
  ) {}

  /**
   * The highest sequence of the key, null if nothing stands under it (or the letter's signatures are no more).
   * Throws `malformed`, `not_canonical`, `unsupported_format`, `stale_question`, `invalid_signature`, `letter_not_found` or
   * `letter_withheld`.
   */
  async latest(id: string, question: LatestQuestion): Promise<number | null> {
    const letter = await this.letters.get(id);
    const key = fromBase64url(question.key, 32, 'key');
    const document = fromBase64url(question.document, undefined, 'document');
    const signature = fromBase64url(question.signature, 64, 'signature');
    if (!isFreshLatest(document, letter.digest, this.clock.now())) throw new StaleQuestionError();
    await requireSignature(p, key, document, signature, {
      code: 'invalid_signature',
      message: 'The question is not signed by its key.',
      place: 'signature',
    });
    const nullifier = nullifierOf(p, letter.digest, key);
    return transaction(this.dataSource, 'ask for the latest sequence', async (manager) => {
      if ((await this.store.state(manager, letter)) === undefined) return null;
      return (await this.store.find(manager, letter, nullifier))?.sequence ?? null;
    });
  }
}
