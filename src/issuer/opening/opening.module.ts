// Opening and ending letters on behalf of the origin. protocol.md#opening
import { Module } from '@nestjs/common';
import { IssuanceModule } from '../issuance/issuance.module.js';
import { IssuerLettersModule } from '../letters/issuer-letters.module.js';
import { CountersigningService } from './countersigning.service.js';
import { DraftKeysService } from './draft-keys.service.js';
import { IssuerOriginService } from './issuer-origin.service.js';
import { LetterActionsService } from './letter-actions.service.js';
import { OpeningRules } from './opening-rules.js';

@Module({
  imports: [IssuerLettersModule, IssuanceModule],
  providers: [
    CountersigningService,
    DraftKeysService,
    IssuerOriginService,
    LetterActionsService,
    OpeningRules,
  ],
  exports: [IssuerOriginService],
})
export class OpeningModule {}
