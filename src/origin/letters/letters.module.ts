// Letters from the first draft to the last action. Needs an `IssuerLink` from a global module. protocol.md#states
import { Module } from '@nestjs/common';
import { KeyVaultModule } from '../../common/key-vault.module.js';
import { OrganizersModule } from '../organizers/organizers.module.js';
import { ActionApprovalEntity } from './action-approval.entity.js';
import { ActionsService } from './actions.service.js';
import { DraftEntity } from './draft.entity.js';
import { DraftStore } from './draft-store.service.js';
import { DraftUpkeepService } from './draft-upkeep.service.js';
import { DraftsController } from './drafts.controller.js';
import { DraftsService } from './drafts.service.js';
import { InvitationEntity } from './invitation.entity.js';
import { InvitationTries } from './invitation-tries.js';
import { InvitationsService } from './invitations.service.js';
import { IssuerNoticesService } from './issuer-notices.service.js';
import { LetterKeysCheckService } from './letter-keys-check.service.js';
import { LetterKeysService } from './letter-keys.service.js';
import { LetterLifecycleService } from './letter-lifecycle.service.js';
import { LetterUpkeepService } from './letter-upkeep.service.js';
import { LetterEntity } from './letter.entity.js';
import { LettersController } from './letters.controller.js';
import { LettersService } from './letters.service.js';
import { OpeningService } from './opening.service.js';
import { OrganizationDomainsService } from './organization-domains.service.js';
import { SealingService } from './sealing.service.js';
import { StartingRule } from './starting-rule.js';
import { TakeDownsService } from './take-downs.service.js';

export const lettersEntities = [DraftEntity, InvitationEntity, LetterEntity, ActionApprovalEntity];

@Module({
  imports: [KeyVaultModule.forRole('origin'), OrganizersModule],
  controllers: [DraftsController, LettersController],
  providers: [
    DraftStore,
    DraftsService,
    InvitationTries,
    InvitationsService,
    StartingRule,
    SealingService,
    OpeningService,
    DraftUpkeepService,
    ActionsService,
    TakeDownsService,
    IssuerNoticesService,
    LetterUpkeepService,
    LettersService,
    LetterKeysCheckService,
    LetterKeysService,
    LetterLifecycleService,
    OrganizationDomainsService,
  ],
  exports: [
    InvitationsService,
    LettersService,
    LetterKeysCheckService,
    LetterKeysService,
    LetterLifecycleService,
    LetterUpkeepService,
    OrganizationDomainsService,
    TakeDownsService,
  ],
})
export class LettersModule {}
