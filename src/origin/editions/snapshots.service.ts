// Taking a snapshot at the end of an epoch, if enough signatures can be shown. Its choices are opened after that, so that
// nobody waits for it. protocol.md#proposal
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { sortRecords } from '../../protocol/bundle.js';
import { toBase64url } from '../../protocol/codec.js';
import { merkleRoot } from '../../protocol/merkle.js';
import { encodeProposal, namedDigest } from '../../protocol/proposal.js';
import { recordLeaf } from '../../protocol/record.js';
import { SignatureStore, type StoredSignature } from '../signatures/signature-store.service.js';
import { EpochEnds, type EpochEnd, type Snapshot } from '../tally/epoch-ends.service.js';
import { wholeHour } from './release-times.js';
import { settledState } from './release-state.js';
import { ReleaseStore } from './release-store.service.js';
import { SnapshotStore } from './snapshot-store.service.js';

@Injectable()
export class SnapshotsService implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly epochEnds: EpochEnds,
    private readonly signatures: SignatureStore,
    private readonly releases: ReleaseStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  onModuleInit(): void {
    this.epochEnds.register({ epochEnded: (manager, end) => this.epochEnded(manager, end) });
  }

  /**
   * A snapshot is due if one was asked for in an epoch that has ended, and at the close in any case, but never before the
   * announcement. Whether it could be taken shows nowhere: slots are written, and the state is sealed anew, either way.
   */
  private async epochEnded(
    manager: EntityManager,
    end: EpochEnd,
  ): Promise<readonly StoredSignature[] | undefined> {
    const { letter, epoch, capacity, announced, closing } = end;
    const state = await this.releases.read(manager, letter);
    const isDue = announced && (closing || (state.asked > 0 && state.asked <= epoch));
    if (!isDue) {
      await this.releases.write(manager, letter, state);
      return undefined;
    }
    const snapshot = end.snapshot();
    const isEnough = snapshot.count >= letter.manifest.threshold;
    await this.snapshots.replace(manager, letter, { epoch, capacity, taken: isEnough ? snapshot.taken : [] });
    await this.releases.write(manager, letter, {
      ...settledState(letter, state),
      epoch,
      outcome: 'taken',
      since: wholeHour(this.clock.now()),
      ...(isEnough ? { proposal: this.proposalOf(end, snapshot) } : {}),
    });
    return isEnough ? snapshot.marked : undefined;
  }

  /** What is proposed, naming nobody yet. */
  private proposalOf({ letter, epoch }: EpochEnd, { taken, cells, count }: Snapshot): Uint8Array {
    const records = taken.map((signature) => this.signatures.record(letter, signature));
    return encodeProposal({
      letter: toBase64url(letter.digest),
      epoch,
      count,
      root: toBase64url(merkleRoot(p, sortRecords(p, letter.digest, records).map(recordLeaf))),
      cells: letter.context.cells.map(({ workplace, issuers }, i) => ({
        workplace,
        issuers: [...issuers],
        count: cells[i]?.count ?? 0,
        waiting: cells[i]?.waiting ?? true,
      })),
      named: namedDigest(p, []),
    });
  }
}
