// The tally: the only place where signatures are counted. protocol.md#tally
import { Module, type OnModuleInit } from '@nestjs/common';
import { Scheduler } from '../../common/scheduler.js';
import { LettersModule } from '../letters/letters.module.js';
import { SignaturesModule } from '../signatures/signatures.module.js';
import { EpochEnds } from './epoch-ends.service.js';
import { TallyMemories } from './tally-memories.service.js';
import { TallyMemoryEntity } from './tally-memory.entity.js';
import { TallyController } from './tally.controller.js';
import { TallyEntity } from './tally.entity.js';
import { TallyService } from './tally.service.js';

const EVERY_MS = 500;

export const tallyEntities = [TallyEntity, TallyMemoryEntity];

@Module({
  imports: [LettersModule, SignaturesModule],
  controllers: [TallyController],
  providers: [EpochEnds, TallyMemories, TallyService],
  exports: [EpochEnds, TallyService],
})
export class TallyModule implements OnModuleInit {
  constructor(
    private readonly scheduler: Scheduler,
    private readonly tally: TallyService,
  ) {}

  onModuleInit(): void {
    this.scheduler.register('tally', EVERY_MS, () => this.tally.tick());
  }
}
