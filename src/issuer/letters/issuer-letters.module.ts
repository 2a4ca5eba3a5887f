// The issuer's letters.
import { Module } from '@nestjs/common';
import type { EntityClass } from '../../common/database/databases.js';
import { IssuerLetterEntity } from './issuer-letter.entity.js';
import { IssuerLettersService } from './issuer-letters.service.js';

export const issuerLetterEntities: readonly EntityClass[] = [IssuerLetterEntity];

@Module({ providers: [IssuerLettersService], exports: [IssuerLettersService] })
export class IssuerLettersModule {}
