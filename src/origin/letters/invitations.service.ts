// Invitation codes of the operator: made, listed, revoked, and used once for each letter that they are good for. Nothing
// remembers who used one. protocol.md#invitation
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThan, Like, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { MasterKey } from '../../common/master-key.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import { Scheduler } from '../../common/scheduler.js';
import { toBase32, utf8 } from '../../protocol/codec.js';
import { InvitationEntity } from './invitation.entity.js';
import { drawInvitation, formatInvitation } from './invitation-code.js';
import { InvitationRefusedError, InvitationUnknownError } from './invitations.errors.js';

const PURPOSE = 'origin/invitation';
const HASH_LENGTH = 16;
const ID_LENGTH = 8;
const ID = /^[a-z2-7]{8}$/;
const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** An invitation as its operator sees it. */
export interface Invitation {
  /** 8 characters, by which it can be revoked; they tell nothing of the code. */
  readonly id: string;
  /** The last day on which it is good: `YYYY-MM-DD`, UTC. */
  readonly lastDay: string;
  /** How many letters it can still start. */
  readonly usesLeft: number;
}

@Injectable()
export class InvitationsService implements OnModuleInit {
  private readonly key: Uint8Array;

  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly random: RandomSource,
    private readonly scheduler: Scheduler,
    masterKey: MasterKey,
  ) {
    this.key = masterKey.derive(PURPOSE);
  }

  onModuleInit(): void {
    this.scheduler.register('delete invitations', EVERY_MS, () => this.deleteOver());
  }

  /** A new code, good until the end of the day (UTC) so many days ahead. It is told this once: only its hash is kept. */
  async make({ days, uses }: { days: number; uses: number }): Promise<Invitation & { code: string }> {
    const code = drawInvitation(this.random);
    const row = { invitation: this.hashOf(code), lastDay: this.day(days), usesLeft: uses };
    await this.dataSource.manager.insert(InvitationEntity, row);
    return { code: formatInvitation(code), ...viewOf(row) };
  }

  /** What is still good, by last day. */
  async list(): Promise<Invitation[]> {
    const rows = await this.dataSource.manager.find(InvitationEntity, {
      where: { lastDay: MoreThanOrEqual(this.day()) },
      order: { lastDay: 'ASC', invitation: 'ASC' },
    });
    return rows.map(viewOf);
  }

  /** From now on it starts nothing. Throws `invitation_unknown` unless exactly one has this id. */
  async revoke(id: string): Promise<void> {
    const where = { invitation: Like(`${id}%`) };
    const rows = ID.test(id) ? await this.dataSource.manager.findBy(InvitationEntity, where) : [];
    const [row, ...others] = rows;
    if (row === undefined || others.length > 0) throw new InvitationUnknownError();
    await this.dataSource.manager.delete(InvitationEntity, { invitation: row.invitation });
  }

  /**
   * Takes one use of a code (as `parseInvitation` reads it), in the transaction of what it is used for: of two at once with
   * one use left, one gets it. Throws `invitation_refused` for a code that is unknown, over, revoked or used up.
   */
  async use(manager: EntityManager, code: string): Promise<void> {
    const invitation = this.hashOf(code);
    const { affected } = await manager
      .createQueryBuilder()
      .update(InvitationEntity)
      .set({ usesLeft: () => '"uses_left" - 1' })
      .where('"invitation" = :invitation AND "uses_left" > 0 AND "last_day" >= :today')
      .setParameters({ invitation, today: this.day() })
      .execute();
    if (affected !== 1) throw new InvitationRefusedError();
    await manager.delete(InvitationEntity, { invitation, usesLeft: 0 });
  }

  private async deleteOver(): Promise<void> {
    await this.dataSource.manager.delete(InvitationEntity, { lastDay: LessThan(this.day()) });
  }

  private hashOf(code: string): string {
    return toBase32(p.hmacSha256(this.key, utf8(code)).subarray(0, HASH_LENGTH));
  }

  /** `YYYY-MM-DD` in UTC, so many days ahead. */
  private day(ahead = 0): string {
    return new Date(this.clock.now().getTime() + ahead * DAY_MS).toISOString().slice(0, 10);
  }
}

function viewOf({ invitation, lastDay, usesLeft }: InvitationEntity): Invitation {
  return { id: invitation.slice(0, ID_LENGTH), lastDay, usesLeft };
}
