// Everything that holds a private key of the issuer: tokens, tags, birth and death of keys. protocol.md#issuing
import { Module } from '@nestjs/common';
import type { EntityClass } from '../../common/database/databases.js';
import { KeyVaultModule } from '../../common/key-vault.module.js';
import { AttestationModule } from '../attestation/attestation.module.js';
import { IssuerLettersModule } from '../letters/issuer-letters.module.js';
import { BlindSigner } from './blind-signer.js';
import { IssuanceDraftsService } from './issuance-drafts.service.js';
import { IssuanceEndService } from './issuance-end.service.js';
import { IssuanceKeysCheckService } from './issuance-keys-check.service.js';
import { IssuanceKeysService } from './issuance-keys.service.js';
import { IssuanceService } from './issuance.service.js';
import { IssuanceTicks } from './issuance-ticks.js';
import { IssuerDraftEntity } from './issuer-draft.entity.js';
import { TagsService } from './tags.service.js';
import { TokensController } from './tokens.controller.js';

export const issuanceEntities: readonly EntityClass[] = [IssuerDraftEntity];

@Module({
  imports: [KeyVaultModule.forRole('issuer'), IssuerLettersModule, AttestationModule],
  controllers: [TokensController],
  providers: [
    BlindSigner,
    IssuanceDraftsService,
    IssuanceEndService,
    IssuanceKeysCheckService,
    IssuanceKeysService,
    IssuanceService,
    IssuanceTicks,
    TagsService,
  ],
  exports: [
    IssuanceDraftsService,
    IssuanceEndService,
    IssuanceKeysCheckService,
    IssuanceKeysService,
    TagsService,
  ],
})
export class IssuanceModule {}
