// Opening and ending letters on behalf of the origin. protocol.md#opening
import { Module } from '@nestjs/common';
import { AttestationModule } from '../attestation/attestation.module.js';
import { IssuanceModule } from '../issuance/issuance.module.js';
import { IssuerLettersModule } from '../letters/issuer-letters.module.js';
import { CountersigningService } from './countersigning.service.js';
import { DraftKeysService } from './draft-keys.service.js';
import { IssuerOriginService } from './issuer-origin.service.js';
import { LetterActionsService } from './letter-actions.service.js';
import { OpeningRules } from './opening-rules.js';
import { WithholdingService } from './withholding.service.js';

@Module({
  imports: [IssuerLettersModule, AttestationModule, IssuanceModule],
  providers: [
    CountersigningService,
    DraftKeysService,
    IssuerOriginService,
    LetterActionsService,
    OpeningRules,
    WithholdingService,
  ],
  exports: [IssuerOriginService],
})
export class OpeningModule {}
