// Which letters this issuer vouches for: looked up at every request, so those that are open stay in memory. protocol.md#states
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { equal } from '../../protocol/codec.js';
import { letterId } from '../../protocol/manifest.js';
import { toSeconds } from '../../protocol/shape.js';
import type { SignedBy } from '../../protocol/signed.js';
import { issuerLetter, type IssuerLetter, type OwnEntry } from './issuer-letter.js';
import { IssuerLetterEntity } from './issuer-letter.entity.js';

export type { IssuerLetter, OwnEntry } from './issuer-letter.js';

/** A letter that isn't ended, and whether its tokens are held back. */
interface Known {
  readonly letter: IssuerLetter;
  readonly withheld: boolean;
}

@Injectable()
export class IssuerLettersService {
  /** Open letters only: as many as the operator let in, never as many as somebody asks for. */
  private readonly known = new Map<string, Known>();

  constructor(
    @InjectDataSource('issuer') private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The letter of this digest (32 bytes), if tokens are issued for it now. */
  async issuing(digest: Uint8Array): Promise<IssuerLetter | undefined> {
    const id = letterId(digest);
    const known = this.known.get(id) ?? (await this.load(id));
    return known === undefined || known.withheld || this.isOver(known.letter) ? undefined : known.letter;
  }

  /** The entry with this token key id (32 bytes), if it is one of this issuer's. */
  entry(letter: IssuerLetter, keyId: Uint8Array): OwnEntry | undefined {
    return letter.entries.find((entry) => equal(entry.keyId, keyId));
  }

  /** Whether the letter's close has passed: no token from then on, whatever the tables still say. */
  isOver({ manifest }: IssuerLetter): boolean {
    return this.clock.now().getTime() >= toSeconds(manifest.closesAt) * 1000;
  }

  /** The letter of these canonical bytes, for whose entries these are the countersignings. Throws `ProtocolError`. */
  read(encoded: Uint8Array, countersignings: readonly SignedBy[]): IssuerLetter {
    return issuerLetter(encoded, countersignings);
  }

  /** Every letter that isn't ended, read anew: what another process ended, withheld or restored is forgotten here too. */
  async open(): Promise<IssuerLetter[]> {
    const rows = await this.dataSource.manager.find(IssuerLetterEntity, {
      select: { letter: true, withheld: true },
      where: { state: 'open' },
    });
    const standing = new Map(rows.map(({ letter, withheld }) => [letter, withheld]));
    for (const [id, { withheld }] of this.known) if (standing.get(id) !== withheld) this.known.delete(id);
    const known = await Promise.all(rows.map(async ({ letter: id }) => this.known.get(id) ?? this.load(id)));
    return known.flatMap((one) => (one === undefined ? [] : [one.letter]));
  }

  /** The row of a letter, in whatever state. Inside a transaction it needs its manager. */
  async row(id: string, manager = this.dataSource.manager): Promise<IssuerLetterEntity | undefined> {
    return (await manager.findOneBy(IssuerLetterEntity, { letter: id })) ?? undefined;
  }

  /** The ids of all letters that aren't ended. */
  async openIds(): Promise<string[]> {
    return this.ids({ state: 'open' });
  }

  /** Which of these are ids of letters, in whatever state. */
  async among(ids: readonly string[]): Promise<string[]> {
    return this.ids({ letter: In([...ids]) });
  }

  /** Adds a letter; false if it, or another letter of the same draft, is there already. */
  async add(manager: EntityManager, row: Omit<IssuerLetterEntity, 'state' | 'withheld'>): Promise<boolean> {
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(IssuerLetterEntity)
      .values({ ...row, state: 'open', withheld: false })
      .orIgnore()
      .returning('letter')
      .execute();
    return (inserted.raw as unknown[]).length > 0;
  }

  /** Ends a letter for good. */
  async end(manager: EntityManager, id: string): Promise<void> {
    await manager.update(IssuerLetterEntity, { letter: id }, { state: 'ended' });
  }

  /** Holds the letter's tokens back, or gives them again. */
  async setWithheld(manager: EntityManager, id: string, withheld: boolean): Promise<void> {
    await manager.update(IssuerLetterEntity, { letter: id }, { withheld });
  }

  /** What the table says now, whatever this process remembers. */
  async isWithheld(manager: EntityManager, id: string): Promise<boolean> {
    return manager.existsBy(IssuerLetterEntity, { letter: id, withheld: true });
  }

  /** Forgets what is kept in memory of a letter. */
  forget(id: string): void {
    this.known.delete(id);
  }

  private async ids(where: FindOptionsWhere<IssuerLetterEntity>): Promise<string[]> {
    const order = { letter: 'ASC' } as const;
    const found = { select: { letter: true }, where, order };
    return (await this.dataSource.manager.find(IssuerLetterEntity, found)).map(({ letter }) => letter);
  }

  private async load(id: string): Promise<Known | undefined> {
    const row = await this.row(id);
    if (row?.state !== 'open') return undefined;
    const known = { letter: issuerLetter(row.manifest, row.countersignings), withheld: row.withheld };
    this.known.set(id, known);
    return known;
  }
}
