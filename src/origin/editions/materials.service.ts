// Everything that a proposal is of, as it was read in one round. protocol.md#editions
import { Injectable } from '@nestjs/common';
import { inTurns } from '../../common/in-turns.js';
import { equal, toBase64url } from '../../protocol/codec.js';
import type { BundleRecord } from '../../protocol/record.js';
import type { Letter } from '../letters/letters.service.js';
import type { StoredSignature } from '../signatures/signature-store.service.js';
import type { ChoiceRow } from './choice-row.js';
import { ChoiceStore } from './choice-store.service.js';
import { namedRows, type NamedRow } from './named-rows.js';
import type { ReleaseState } from './release-state.js';
import type { Round } from './rounds.service.js';
import { SnapshotStore } from './snapshot-store.service.js';

/** The opened choices of a snapshot. */
export interface Choices {
  readonly letter: Letter;
  readonly state: ReleaseState;
  /** One of each signature, in no order that means anything. */
  readonly rows: readonly ChoiceRow[];
  /** In the order of their nullifiers. */
  readonly named: readonly NamedRow[];
}

/** With the signatures that they are of. */
export interface Material extends Choices {
  /** By nullifier in base64url, in that order. */
  readonly signatures: ReadonlyMap<string, StoredSignature>;
}

/** Only where there is a proposal. */
@Injectable()
export class MaterialsService {
  constructor(
    private readonly snapshots: SnapshotStore,
    private readonly choices: ChoiceStore,
  ) {}

  async choicesOf({ manager, letter, state }: Round): Promise<Choices> {
    const rows = await this.choices.read(manager, letter);
    return { letter, state, rows, named: namedRows(rows) };
  }

  async read(round: Round): Promise<Material> {
    const choices = await this.choicesOf(round);
    const signatures = await this.snapshots.read(round.manager, round.letter, round.state.epoch);
    return {
      ...choices,
      signatures: new Map(signatures.map((one) => [toBase64url(one.nullifier), one])),
    };
  }

  /** As a bundle shows them, in the order of their nullifiers. */
  async records({ letter, signatures }: Material): Promise<BundleRecord[]> {
    return inTurns([...signatures.values()], async (one) =>
      Promise.resolve(this.snapshots.record(letter, one)),
    );
  }

  /** Who of these has said something since the snapshot that ranks higher: nullifiers in base64url. */
  async changed({ manager, letter }: Round, rows: readonly ChoiceRow[]): Promise<ReadonlySet<string>> {
    const now = await this.snapshots.saidNow(manager, letter);
    const isSame = ({ nullifier, said }: ChoiceRow): boolean =>
      equal(now.get(nullifier) ?? new Uint8Array(0), said);
    return new Set(rows.filter((row) => !isSame(row)).map(({ nullifier }) => nullifier));
  }
}
