// Letters that are, or were, open: what never changes about one is read and checked once, its state every time. protocol.md#states
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, type EntityManager } from 'typeorm';
import { plain } from '../../common/bytes.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import {
  decodeManifest,
  isLetterId,
  letterDigest,
  letterId,
  type Manifest,
} from '../../protocol/manifest.js';
import type { SignedBy } from '../../protocol/signed.js';
import { prepareLetter, type LetterContext } from '../../protocol/vouching.js';
import { LetterEntity, type LetterState } from './letter.entity.js';
import {
  LetterChangedError,
  LetterNotFoundError,
  LetterWithheldError,
  NotAnOrganizerError,
} from './letters.errors.js';

/** How many letters' immutable parts are remembered; the one not used for longest is forgotten first. */
const REMEMBERED = 200;

/** What changes about a letter, and its id. */
const TURNING = {
  letter: true,
  state: true,
  closesAfter: true,
  ended: true,
  withheldOn: true,
  withheldReason: true,
} as const;

/** What never changes about a letter. */
interface Fixed {
  /** The 32 characters that stand in URLs, tables and vault names. */
  readonly id: string;
  /** letterDigest, 32 bytes. */
  readonly digest: Uint8Array;
  readonly manifest: Manifest;
  /** The canonical bytes that the digest is of. */
  readonly manifestBytes: Uint8Array;
  /** By each organizer, in the manifest's order. */
  readonly openings: readonly SignedBy[];
  /** By each issuer, in the manifest's order. */
  readonly countersignings: readonly SignedBy[];
  /** For `verifyVouchers`. */
  readonly context: LetterContext;
}

/** A letter, with its state as it was when it was read. */
export interface Letter extends Fixed {
  readonly state: LetterState;
  /** The number of the epoch whose end is its close, where enough organizers said so. */
  readonly closesAfter: number | null;
  /** Nothing sealed under its keys is left. */
  readonly ended: boolean;
}

// Inside a transaction, always hand over its manager: another connection sees none of it, and may have to wait for it.
@Injectable()
export class LettersService {
  private readonly remembered = new Map<string, Fixed>();

  constructor(@InjectDataSource('origin') private readonly dataSource: DataSource) {}

  /** The letter with this id. Throws `letter_not_found` (404), or `letter_withheld` (451) if the operator took it down. */
  async get(id: string, manager: EntityManager = this.dataSource.manager): Promise<Letter> {
    if (!isLetterId(id)) throw new LetterNotFoundError();
    const row = await manager.findOne(LetterEntity, { select: TURNING, where: { letter: id } });
    if (row?.state === 'withheld') throw new LetterWithheldError(row.withheldOn, row.withheldReason);
    return this.whole(row, manager);
  }

  /** The letter, withheld or not, and nobody else changes its state until the transaction ends. Throws `letter_not_found`. */
  async lock(manager: EntityManager, id: string): Promise<Letter> {
    const lock = { mode: 'pessimistic_write' } as const;
    return this.whole(
      await manager.findOne(LetterEntity, { select: TURNING, where: { letter: id }, lock }),
      manager,
    );
  }

  /** All letters in one of these states, by id; with `ended: false` only those whose keys live. */
  async inState(
    states: readonly LetterState[],
    manager: EntityManager = this.dataSource.manager,
    also: { readonly ended?: boolean } = {},
  ): Promise<Letter[]> {
    const where = { state: In([...states]), ...also };
    const rows = await manager.find(LetterEntity, { select: TURNING, where, order: { letter: 'ASC' } });
    const letters: Letter[] = [];
    for (const row of rows) letters.push(await this.whole(row, manager));
    return letters;
  }

  /** The organizer's index in the manifest. Throws `not_an_organizer` (403). `key` is her signing key in base64url. */
  requireOrganizer(letter: Letter, key: string): number {
    const index = letter.manifest.organizers.findIndex((one) => one.signingKey === key);
    if (index < 0) throw new NotAnOrganizerError();
    return index;
  }

  /** Moves the letter on from the state it was read in. Throws `letter_changed` (409) if it has left that since. */
  async setState(manager: EntityManager, letter: Letter, state: LetterState): Promise<void> {
    const seen = { letter: letter.id, state: letter.state };
    const { affected } = await manager.update(LetterEntity, seen, { state });
    if (affected !== 1) throw new LetterChangedError();
  }

  private async whole(row: LetterEntity | null, manager: EntityManager): Promise<Letter> {
    if (row === null) throw new LetterNotFoundError();
    const { letter, state, closesAfter, ended } = row;
    return { ...(await this.fixed(letter, manager)), state, closesAfter, ended };
  }

  private async fixed(id: string, manager: EntityManager): Promise<Fixed> {
    const known =
      this.remembered.get(id) ?? (await read(await manager.findOneByOrFail(LetterEntity, { letter: id })));
    this.remembered.delete(id);
    this.remembered.set(id, known);
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= REMEMBERED) break;
      this.remembered.delete(oldest);
    }
    return known;
  }
}

async function read(row: LetterEntity): Promise<Fixed> {
  const manifestBytes = plain(row.manifest);
  const manifest = decodeManifest(manifestBytes);
  const digest = letterDigest(nodePrimitives, manifestBytes);
  return {
    id: letterId(digest),
    digest,
    manifest,
    manifestBytes,
    openings: row.openings,
    countersignings: row.countersignings,
    context: await prepareLetter(nodePrimitives, manifest, digest),
  };
}
