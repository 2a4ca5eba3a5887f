// Published editions, for ever; those under embargo sealed under the master key, so that a copy of the database shows no
// more than the public page does. protocol.md#edition
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThanOrEqual, type EntityManager } from 'typeorm';
import { buffer, plain } from '../../common/bytes.js';
import { Clock } from '../../common/clock.js';
import { MasterKey } from '../../common/master-key.js';
import { RandomSource } from '../../common/random.js';
import { openDocument, sealDocument } from '../../common/sealed-document.js';
import { toTime } from '../../protocol/shape.js';
import { LetterLifecycleService } from '../letters/letter-lifecycle.service.js';
import { EditionEntity } from './edition.entity.js';
import { EmbargoLinkEntity } from './embargo-link.entity.js';

/** What is published at once. */
export interface NewEdition {
  /** SHA-256 of the edition, base64url. */
  readonly edition: string;
  /** The letter's id. */
  readonly letter: string;
  readonly embargo: Date | null;
  /** What is shown without the records. */
  readonly summary: Uint8Array;
  /** The bundle's exact bytes. */
  readonly bundle: Uint8Array;
}

type Part = 'summary' | 'bundle';

@Injectable()
export class EditionStore implements OnModuleInit {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly masterKey: MasterKey,
    private readonly random: RandomSource,
    private readonly lifecycle: LetterLifecycleService,
  ) {}

  onModuleInit(): void {
    this.lifecycle.register({
      editions: async (letter) => (await this.shown(letter)).map(({ edition }) => edition),
    });
  }

  /** Publishes an edition, unless it is published already. Under the letter's lock. */
  async publish(manager: EntityManager, { edition, letter, embargo, ...parts }: NewEdition): Promise<void> {
    const last = await manager.maximum(EditionEntity, 'number', { letter });
    const sealed = embargo !== null && embargo > this.clock.now();
    const bytes = (part: Part): Buffer =>
      buffer(sealed ? sealDocument(this.sealOf(edition, part), parts[part], this.random) : parts[part]);
    await manager
      .createQueryBuilder()
      .insert()
      .into(EditionEntity)
      .values({
        edition,
        letter,
        number: (last ?? 0) + 1,
        embargo,
        sealed,
        summary: bytes('summary'),
        bundle: bytes('bundle'),
      })
      .orIgnore()
      .execute();
  }

  /** Whether it is published, under embargo or not. */
  async has(manager: EntityManager, letter: string, edition: string): Promise<boolean> {
    return manager.existsBy(EditionEntity, { letter, edition });
  }

  /** Whether it is not yet for everybody to see; undefined if it isn't published. */
  async isUnderEmbargo(
    manager: EntityManager,
    letter: string,
    edition: string,
  ): Promise<boolean | undefined> {
    const row = await manager.findOne(EditionEntity, {
      where: { letter, edition },
      select: { edition: true, embargo: true },
    });
    return row === null ? undefined : !this.isShown(row);
  }

  /** A letter's editions that not everybody may see yet, oldest first. */
  async underEmbargo(letter: string): Promise<{ edition: string; embargo: string }[]> {
    const rows = await this.dataSource.manager.find(EditionEntity, {
      where: { letter },
      select: { edition: true, embargo: true },
      order: { number: 'ASC' },
    });
    return rows.flatMap((row) =>
      row.embargo === null || this.isShown(row)
        ? []
        : [{ edition: row.edition, embargo: toTime(row.embargo) }],
    );
  }

  /** A letter's editions that everybody may see, oldest first. */
  async shown(letter: string): Promise<{ edition: string; summary: Uint8Array }[]> {
    const rows = await this.dataSource.manager.find(EditionEntity, {
      where: { letter },
      order: { number: 'ASC' },
    });
    return rows
      .filter((row) => this.isShown(row))
      .map((row) => ({ edition: row.edition, summary: this.open(row, 'summary') }));
  }

  /** The last edition of each letter that everybody may see, the newest first: at most so many, after so many others. */
  async lastOnes(most: number, after: number): Promise<{ letter: string; summary: Uint8Array }[]> {
    const rows: { letter: string; summary: Uint8Array }[] = await this.dataSource.query(
      `SELECT letter, summary FROM (
         SELECT DISTINCT ON (letter) letter, summary FROM origin.editions
         WHERE NOT sealed AND (embargo IS NULL OR embargo <= $1)
         ORDER BY letter, number DESC
       ) AS last
       ORDER BY convert_from(summary, 'UTF8')::json ->> 'asOf' DESC, letter
       LIMIT $2 OFFSET $3`,
      [this.clock.now(), most, after],
    );
    return rows.map(({ letter, summary }) => ({ letter, summary: plain(summary) }));
  }

  /** Summary or bundle of an edition that everybody may see; of one under embargo if `isAdmitted` says so. */
  async find(
    letter: string,
    edition: string,
    part: Part,
    isAdmitted: () => Promise<boolean>,
  ): Promise<Uint8Array | undefined> {
    const row = await this.dataSource.manager.findOne(EditionEntity, {
      where: { letter, edition },
      select: { edition: true, embargo: true, sealed: true, [part]: true },
    });
    if (row === null) return undefined;
    return this.isShown(row) || (await isAdmitted()) ? this.open(row, part) : undefined;
  }

  /** Stores in the clear those whose embargo is over; the private links to them are forgotten, with whom they were for. */
  async unseal(): Promise<void> {
    const { manager } = this.dataSource;
    const due = await manager.find(EditionEntity, {
      where: { sealed: true, embargo: LessThanOrEqual(this.clock.now()) },
      select: { edition: true, sealed: true, summary: true, bundle: true },
    });
    for (const row of due) {
      await manager.delete(EmbargoLinkEntity, { edition: row.edition });
      const opened = { summary: this.open(row, 'summary'), bundle: this.open(row, 'bundle') };
      await manager.update(
        EditionEntity,
        { edition: row.edition, sealed: true },
        { sealed: false, summary: buffer(opened.summary), bundle: buffer(opened.bundle) },
      );
    }
  }

  private isShown({ embargo }: EditionEntity): boolean {
    return embargo === null || embargo <= this.clock.now();
  }

  private open(row: EditionEntity, part: Part): Uint8Array {
    return row.sealed ? openDocument(this.sealOf(row.edition, part), row[part]) : plain(row[part]);
  }

  private sealOf(edition: string, place: Part) {
    return { key: this.masterKey.derive(`undersigned/embargo/${edition}`), place };
  }
}
