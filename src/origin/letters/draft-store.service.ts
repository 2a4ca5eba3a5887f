// Drafts as their organizers may see and change them: one look-up that knows who belongs to a draft and whether it lives. protocol.md#opening
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThanOrEqual, type EntityManager } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { transaction } from '../../common/database/transaction.js';
import { DraftEntity } from './draft.entity.js';
import { DraftNotFoundError } from './letters.errors.js';

const DRAFT_ID = /^[a-z2-7]{26}$/;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A draft that nobody saves is deleted after this many days. */
const IDLE_DAYS = 90;
/** A sealed draft that not everybody signs is deleted, with its keys, after this many days. */
const SIGNING_DAYS = 7;

@Injectable()
export class DraftStore {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The draft, for one of its organizers (signing key in base64url). Throws `draft_not_found` (404) for everybody else. */
  async find(draft: string, organizer: string): Promise<DraftEntity> {
    if (!DRAFT_ID.test(draft)) throw new DraftNotFoundError();
    return this.only(organizer, await this.dataSource.manager.findOneBy(DraftEntity, { draft }));
  }

  /** Runs `change` on the draft while nobody else can, and stores what it changed. Throws `draft_not_found` (404). */
  async change<T>(
    name: string,
    draft: string,
    organizer: string,
    change: (row: DraftEntity, manager: EntityManager) => T | Promise<T>,
  ): Promise<T> {
    return this.locked(name, draft, async (row, manager) => {
      const own = this.only(organizer, row);
      const result = await change(own, manager);
      await manager.save(own);
      return result;
    });
  }

  /** Runs `work` while nobody else can change the draft, whoever asks; null if there is none. */
  async locked<T>(
    name: string,
    draft: string,
    work: (row: DraftEntity | null, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const known = DRAFT_ID.test(draft);
    return transaction(this.dataSource, name, async (manager) => {
      if (!known) return work(null, manager);
      const lock = { mode: 'pessimistic_write' } as const;
      return work(await manager.findOne(DraftEntity, { where: { draft }, lock }), manager);
    });
  }

  /** The ids of drafts whose time is over. */
  async expired(): Promise<string[]> {
    const rows = await this.dataSource.manager.find(DraftEntity, {
      select: { draft: true },
      where: { expires: LessThanOrEqual(this.clock.now()) },
      order: { draft: 'ASC' },
    });
    return rows.map(({ draft }) => draft);
  }

  /** Adds a draft, if `first`, in the same transaction, lets it. */
  async add(row: DraftEntity, first: (manager: EntityManager) => Promise<void>): Promise<void> {
    await transaction(this.dataSource, 'start a draft', async (manager) => {
      await first(manager);
      await manager.insert(DraftEntity, row);
    });
  }

  isAlive(row: DraftEntity): boolean {
    return this.clock.now() < row.expires;
  }

  /** When a draft is deleted that is touched now. */
  idleUntil(): Date {
    return this.inDays(IDLE_DAYS);
  }

  /** Until when everybody must have signed a draft that is sealed now. */
  signableUntil(): Date {
    return this.inDays(SIGNING_DAYS);
  }

  /** The hour that it is: what expires now is over. */
  now(): Date {
    return this.inDays(0);
  }

  private only(organizer: string, row: DraftEntity | null): DraftEntity {
    const belongs = row?.organizers.some((one) => one.signingKey === organizer) === true;
    if (row === null || !belongs || !this.isAlive(row)) throw new DraftNotFoundError();
    return row;
  }

  /** A whole hour: no finer time is stored. */
  private inDays(days: number): Date {
    return new Date(Math.floor((this.clock.now().getTime() + days * DAY_MS) / HOUR_MS) * HOUR_MS);
  }
}
