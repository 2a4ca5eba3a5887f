// The proof of work: demanded without keeping anything, taken once. Made and checked by altcha-lib. protocol.md#work
import { Injectable } from '@nestjs/common';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { Clock } from '../../common/clock.js';
import { MasterKey } from '../../common/master-key.js';
import { RandomSource } from '../../common/random.js';
import { toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import type { WorkDemand } from '../../protocol/issuer-api.js';
import { read, toTime } from '../../protocol/shape.js';
import { decodeWork, workDemand, type WorkDone } from '../../protocol/work.js';
import { WorkDemandedError } from './attestation.errors.js';
import { SpentWork } from './spent-work.js';
import { WorkCost } from './work-cost.js';

/** She reads the letter meanwhile. */
export const WORK_LIFETIME_SECONDS = 1_200;

@Injectable()
export class WorkService {
  private readonly secret: string;

  constructor(
    masterKey: MasterKey,
    private readonly clock: Clock,
    private readonly random: RandomSource,
    private readonly cost: WorkCost,
    private readonly spent: SpentWork,
  ) {
    this.secret = toBase64url(masterKey.derive('work'));
  }

  /** What is to be done for a letter (digest in base64url), known here or not. */
  async demand(letter: string): Promise<WorkDemand> {
    const most = this.cost.most();
    const expiresAt = toTime(new Date(this.clock.now().getTime() + WORK_LIFETIME_SECONDS * 1000));
    const challenge = await createChallenge({
      algorithm: 'SHA-256',
      cost: 1,
      counter: this.random.integer(most),
      // Not the library's own expiry, which goes by the system's clock.
      data: { expiresAt, letter, most },
      deriveKey,
      hmacSignatureSecret: this.secret,
    });
    return read(workDemand, challenge);
  }

  /** Takes the work for a letter. Throws `work_demanded` if there is none, or it isn't good, too old or used. */
  async spend(letter: string, work: string | undefined): Promise<void> {
    const done = work === undefined ? undefined : doneOf(work);
    if (done === undefined || !(await this.isGood(letter, done)) || !this.use(done)) {
      this.cost.failed();
      throw new WorkDemandedError();
    }
  }

  private async isGood(letter: string, { challenge, solution }: WorkDone): Promise<boolean> {
    if (challenge.parameters.data.letter !== letter) return false;
    const options = { challenge, solution, deriveKey, hmacSignatureSecret: this.secret };
    return (await verifySolution(options)).verified;
  }

  private use({ challenge: { parameters } }: WorkDone): boolean {
    return this.spent.spend(parameters.nonce, new Date(parameters.data.expiresAt));
  }
}

function doneOf(work: string): WorkDone | undefined {
  try {
    return decodeWork(work);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
