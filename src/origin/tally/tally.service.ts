// When epochs end, and what everybody may know then. protocol.md#tally
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../common/clock.js';
import { transaction } from '../../common/database/transaction.js';
import type { Disclosed } from '../../protocol/disclosure.js';
import { endedEpochs } from '../../protocol/epochs.js';
import { LetterUpkeepService } from '../letters/letter-upkeep.service.js';
import { LettersService } from '../letters/letters.service.js';
import { EpochEnds } from './epoch-ends.service.js';
import { TallyEntity } from './tally.entity.js';

@Injectable()
export class TallyService {
  /** Of open letters, the number of the epoch that was running when this process last looked: it only ever grows. */
  private readonly running = new Map<string, number>();
  private readonly listeners: ((id: string) => void)[] = [];

  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly letters: LettersService,
    private readonly upkeep: LetterUpkeepService,
    private readonly epochEnds: EpochEnds,
  ) {}

  /** Calls `listener` with a letter's id whenever this process has committed an end of its epoch: what is shown may have changed. */
  onEpochEnd(listener: (id: string) => void): void {
    this.listeners.push(listener);
  }

  /** What may be told of a letter's count. The only answer there is: nothing else reads a count. */
  async disclosed(id: string, manager: EntityManager = this.dataSource.manager): Promise<Disclosed> {
    const tally = await manager.findOneBy(TallyEntity, { letter: id });
    return tally === null
      ? { tally: 'collecting' }
      : { tally: 'reached', count: tally.count, announcedAt: tally.announcedAt };
  }

  /** Ends the epochs that are over, of every open letter. Throws the first failure, after the others had their turn. */
  async tick(): Promise<void> {
    const failures: unknown[] = [];
    const open = await this.letters.inState(['open']);
    for (const { id, manifest } of open) {
      if (endedEpochs(manifest, this.clock.now()) < (this.running.get(id) ?? 1)) continue;
      try {
        await this.endEpoch(id);
      } catch (error) {
        failures.push(error);
      }
    }
    const ids = new Set(open.map(({ id }) => id));
    for (const id of this.running.keys()) if (!ids.has(id)) this.running.delete(id);
    if (failures.length > 0) throw failures[0];
  }

  private async endEpoch(id: string): Promise<void> {
    const running = await transaction(this.dataSource, 'end an epoch', (manager) =>
      this.epochEnds.catchUp(manager, id, this.clock.now()),
    );
    for (const listener of this.listeners) listener(id);
    if (running !== undefined) this.running.set(id, running);
    else await this.upkeep.settle(id);
  }
}
