// Which drafts have keys, from before the first is made until a letter has them or they are dead: what has no row here never
// dies by a draft's end. protocol.md#keys
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, IsNull, LessThanOrEqual, type EntityManager } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { transaction } from '../../common/database/transaction.js';
import { IssuerDraftEntity } from './issuer-draft.entity.js';

const HOUR_MS = 3_600_000;
/** Seven days, and the hour that a birth may have been rounded down by. */
const LIFETIME_MS = (7 * 24 + 1) * HOUR_MS;

@Injectable()
export class IssuanceDraftsService {
  constructor(
    @InjectDataSource('issuer') private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Writes a draft down, durably, unless it is: before its keys are made, so that whatever happens then, they are found. */
  async note(draft: string): Promise<void> {
    await transaction(this.dataSource, 'note a draft', (manager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into(IssuerDraftEntity)
        .values({ draft, born: this.hour() })
        .orIgnore()
        .execute(),
    );
  }

  /** Its keys are about to be made, and its seven days begin; false if it ended since it was noted. */
  async begin(manager: EntityManager, draft: string): Promise<boolean> {
    const { affected } = await manager.update(IssuerDraftEntity, { draft }, { born: this.hour() });
    return affected === 1;
  }

  /** Writes down, durably, which letter its keys are about to go to; if that is another already, nothing. */
  async become(draft: string, letter: string): Promise<void> {
    await transaction(this.dataSource, 'note what a draft becomes', (manager) =>
      manager.update(IssuerDraftEntity, { draft, becoming: IsNull() }, { becoming: letter }),
    );
  }

  /** Takes out a draft that has become this letter; false if it ended, or isn't noted as becoming it. */
  async became(manager: EntityManager, draft: string, letter: string): Promise<boolean> {
    const { affected } = await manager.delete(IssuerDraftEntity, { draft, becoming: letter });
    return affected === 1;
  }

  /** Takes out a draft, with `over` only if its time is over; the names that its keys may lie under, none if it isn't there. */
  async end(manager: EntityManager, draft: string, { over }: { readonly over: boolean }): Promise<string[]> {
    const which = over ? { draft, born: LessThanOrEqual(this.bornBy()) } : { draft };
    const row = await manager.findOneBy(IssuerDraftEntity, which);
    if (row === null) return [];
    await manager.delete(IssuerDraftEntity, { draft });
    return row.becoming === null ? [draft] : [draft, row.becoming];
  }

  /** The ids of drafts whose time is over. */
  async over(): Promise<string[]> {
    const rows = await this.dataSource.manager.find(IssuerDraftEntity, {
      where: { born: LessThanOrEqual(this.bornBy()) },
      order: { draft: 'ASC' },
    });
    return rows.map(({ draft }) => draft);
  }

  /** Which of these are names of a draft's keys: its own id, or that of the letter that it is becoming. */
  async among(names: readonly string[]): Promise<string[]> {
    const any = In([...names]);
    const rows = await this.dataSource.manager.findBy(IssuerDraftEntity, [{ draft: any }, { becoming: any }]);
    const known = rows.flatMap(({ draft, becoming }) => [draft, becoming]);
    return names.filter((name) => known.includes(name));
  }

  /** Of drafts that were born by then the time is over. */
  private bornBy(): Date {
    return new Date(this.clock.now().getTime() - LIFETIME_MS);
  }

  /** No finer time is stored. */
  private hour(): Date {
    return new Date(Math.floor(this.clock.now().getTime() / HOUR_MS) * HOUR_MS);
  }
}
