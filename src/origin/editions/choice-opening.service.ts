// Opening the choices of a snapshot, which settles whom its proposal names: outside of any transaction, as it takes a
// while, and kept if the snapshot is still the same. protocol.md#named-set
import { Injectable } from '@nestjs/common';
import { inTurns } from '../../common/in-turns.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { openChoice, shareHashes, type Choice, type ChoiceContext } from '../../protocol/sealed-choice.js';
import { LetterKeysService } from '../letters/letter-keys.service.js';
import type { Letter } from '../letters/letters.service.js';
import type { StoredSignature } from '../signatures/signature-store.service.js';
import { choiceRow, type Chooser, type ChoiceRow } from './choice-row.js';
import { ChoiceStore } from './choice-store.service.js';
import { naming } from './named-rows.js';
import { isUnopened } from './proposal-life.js';
import { RoundsService, type Round } from './rounds.service.js';
import { SnapshotStore } from './snapshot-store.service.js';

interface Taken {
  readonly letter: Letter;
  readonly epoch: number;
  readonly signatures: readonly StoredSignature[];
}

@Injectable()
export class ChoiceOpeningService {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly rounds: RoundsService,
    private readonly keys: LetterKeysService,
    private readonly snapshots: SnapshotStore,
    private readonly choices: ChoiceStore,
  ) {}

  /**
   * Makes the proposal of a snapshot that was taken and is not opened yet; else does nothing. Whether enough could be taken
   * shows nowhere: slots are written either way. Throws `letter_not_found`, `letter_withheld` or `release_over`.
   */
  async settle(id: string): Promise<void> {
    const known = this.running.get(id);
    if (known !== undefined) return known;
    const settling = this.openTaken(id).finally(() => this.running.delete(id));
    this.running.set(id, settling);
    return settling;
  }

  private async openTaken(id: string): Promise<void> {
    const taken = await this.rounds.step('read a snapshot', id, (round) => this.read(round));
    if (taken === undefined) return;
    const rows = await this.open(taken);
    await this.rounds.step('propose a snapshot', id, async ({ manager, letter, state, save }) => {
      if (!isUnopened(state) || state.epoch !== taken.epoch) return;
      const capacity = await this.snapshots.capacity(manager, letter);
      await this.choices.create(manager, letter, { capacity, rows });
      const isEnough = state.proposal.length > 0;
      await save(
        isEnough
          ? { outcome: 'proposed', proposal: naming(state.proposal, rows) }
          : { outcome: 'no_snapshot' },
      );
    });
  }

  private async read({ manager, letter, state }: Round): Promise<Taken | undefined> {
    if (!isUnopened(state)) return undefined;
    const { epoch } = state;
    return { letter, epoch, signatures: await this.snapshots.read(manager, letter, epoch) };
  }

  private async open({ letter, signatures }: Taken): Promise<ChoiceRow[]> {
    const keys = await this.keys.get(letter.id);
    if (keys === undefined) throw new Error('This letter has no release key (any more).');
    return inTurns(signatures, async (one) => {
      const opened = await choiceOf(letter, one, keys.releaseSecret);
      return choiceRow(letter.manifest, chooser(letter, one), opened);
    });
  }
}

function chooser(letter: Letter, { nullifier, row }: StoredSignature): Chooser {
  return {
    nullifier: toBase64url(nullifier),
    cell: row.cell,
    said: p.sha256(row.signature),
    hashes: shareHashes(row.choice, contextOf(letter, row.key)),
  };
}

/** Undefined if it doesn't open: the signer sealed something else. */
async function choiceOf(
  letter: Letter,
  { row }: StoredSignature,
  releaseSecret: Uint8Array,
): Promise<Choice | undefined> {
  try {
    return await openChoice(p, row.choice, releaseSecret, contextOf(letter, row.key));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function contextOf({ digest, manifest }: Letter, publicKey: Uint8Array): ChoiceContext {
  return { letterDigest: digest, publicKey, organizers: manifest.organizers.length };
}
