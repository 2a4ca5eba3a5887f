// What comes after a release: the timeline, links of supporters, organizations that co-sign. protocol.md#editions
import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.js';
import { LettersModule } from '../letters/letters.module.js';
import { OrganizersModule } from '../organizers/organizers.module.js';
import { AfterNewsService } from './after-news.service.js';
import { CosignerEntity } from './cosigner.entity.js';
import { CosignersController } from './cosigners.controller.js';
import { CosignersService } from './cosigners.service.js';
import { CosigningService } from './cosigning.service.js';
import { ReleaseCheck } from './release-check.service.js';
import { TimelineController } from './timeline.controller.js';
import { TimelineEntryEntity } from './timeline-entry.entity.js';
import { TimelineService } from './timeline.service.js';

export const afterEntities = [TimelineEntryEntity, CosignerEntity];

@Module({
  imports: [LettersModule, EditionsModule, OrganizersModule],
  controllers: [TimelineController, CosignersController],
  providers: [AfterNewsService, CosignersService, CosigningService, ReleaseCheck, TimelineService],
  exports: [AfterNewsService, CosignersService, TimelineService],
})
export class AfterModule {}
