// Showing a mailbox: asking for a code, and the guard that checks it. protocol.md#asking
import { Module } from '@nestjs/common';
import { IssuerLettersModule } from '../letters/issuer-letters.module.js';
import { AttestationController } from './attestation.controller.js';
import { AttestationStrategy } from './attestation.guard.js';
import { AttestationLimits } from './attestation-limits.js';
import { AttestationService } from './attestation.service.js';
import { ChallengesService } from './challenges.service.js';
import { CodeCheckService } from './code-check.service.js';
import { CodeMailer } from './code-mailer.js';
import { OrganizationLimits } from './organization-limits.js';
import { OrganizationMailer } from './organization-mailer.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsService } from './organizations.service.js';
import { SpentWork } from './spent-work.js';
import { Tries } from './tries.js';
import { WorkCost } from './work-cost.js';
import { WorkService } from './work.service.js';

@Module({
  imports: [IssuerLettersModule],
  controllers: [AttestationController, OrganizationsController],
  providers: [
    AttestationLimits,
    AttestationService,
    AttestationStrategy,
    ChallengesService,
    CodeCheckService,
    CodeMailer,
    OrganizationLimits,
    OrganizationMailer,
    OrganizationsService,
    SpentWork,
    Tries,
    WorkCost,
    WorkService,
  ],
  exports: [OrganizationsService],
})
export class AttestationModule {}
