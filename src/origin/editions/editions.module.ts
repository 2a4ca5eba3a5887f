// Editions: from a snapshot of the signatures, by agreement of enough organizers, to what the press reads. protocol.md#editions
import { Module, type OnModuleInit } from '@nestjs/common';
import { Scheduler } from '../../common/scheduler.js';
import { LettersModule } from '../letters/letters.module.js';
import { OrganizersModule } from '../organizers/organizers.module.js';
import { SignaturesModule } from '../signatures/signatures.module.js';
import { TallyModule } from '../tally/tally.module.js';
import { ChoiceOpeningService } from './choice-opening.service.js';
import { ChoiceStore } from './choice-store.service.js';
import { EditionStore } from './edition-store.service.js';
import { EditionEntity } from './edition.entity.js';
import { EditionsController } from './editions.controller.js';
import { EditionsService } from './editions.service.js';
import { EmbargoLinkEntity } from './embargo-link.entity.js';
import { EmbargoLinksController } from './embargo-links.controller.js';
import { EmbargoLinksService } from './embargo-links.service.js';
import { MaterialsService } from './materials.service.js';
import { ProposalEntity } from './proposal.entity.js';
import { ProposalsController } from './proposals.controller.js';
import { ProposalsService } from './proposals.service.js';
import { PublishingService } from './publishing.service.js';
import { ReleasedLettersService } from './released-letters.service.js';
import { ReleaseStore } from './release-store.service.js';
import { ReleaseUpkeepService } from './release-upkeep.service.js';
import { ReviewService } from './review.service.js';
import { RoundsService } from './rounds.service.js';
import { SharesService } from './shares.service.js';
import { SnapshotStore } from './snapshot-store.service.js';
import { SnapshotsService } from './snapshots.service.js';

const EVERY_MS = 60_000;

export const editionsEntities = [ProposalEntity, EditionEntity, EmbargoLinkEntity];

@Module({
  imports: [LettersModule, OrganizersModule, SignaturesModule, TallyModule],
  controllers: [ProposalsController, EditionsController, EmbargoLinksController],
  providers: [
    ChoiceOpeningService,
    ChoiceStore,
    EditionsService,
    EditionStore,
    EmbargoLinksService,
    MaterialsService,
    ProposalsService,
    PublishingService,
    ReleasedLettersService,
    ReleaseStore,
    ReleaseUpkeepService,
    ReviewService,
    RoundsService,
    SharesService,
    SnapshotsService,
    SnapshotStore,
  ],
  exports: [EditionsService, ReleasedLettersService],
})
export class EditionsModule implements OnModuleInit {
  constructor(
    private readonly scheduler: Scheduler,
    private readonly upkeep: ReleaseUpkeepService,
    private readonly editions: EditionStore,
  ) {}

  onModuleInit(): void {
    this.scheduler.register('releases', EVERY_MS, () => this.upkeep.tick());
    this.scheduler.register('embargoes', EVERY_MS, () => this.editions.unseal());
  }
}
