// The Origin: letters, signatures, tally, release, and never an address. protocol.md#roles
import { Module } from '@nestjs/common';
import type { EntityClass } from '../common/database/databases.js';
import { afterEntities, AfterModule } from './after/after.module.js';
import { editionsEntities, EditionsModule } from './editions/editions.module.js';
import { lettersEntities, LettersModule } from './letters/letters.module.js';
import { OrganizersModule } from './organizers/organizers.module.js';
import { SignaturesModule } from './signatures/signatures.module.js';
import { tallyEntities, TallyModule } from './tally/tally.module.js';

export const originEntities: readonly EntityClass[] = [
  ...lettersEntities,
  ...tallyEntities,
  ...editionsEntities,
  ...afterEntities,
];

@Module({
  imports: [OrganizersModule, LettersModule, SignaturesModule, TallyModule, EditionsModule, AfterModule],
})
export class OriginModule {}
