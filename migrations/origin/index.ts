// The origin's migrations, oldest first. One that has been released is never changed.
import type { MigrationClass } from '../../src/common/database/migrate.js';
import { Letters1700000000001 } from './1700000000001-letters.js';
import { Signatures1700000000002 } from './1700000000002-signatures.js';
import { Tally1700000000003 } from './1700000000003-tally.js';
import { Editions1700000000004 } from './1700000000004-editions.js';
import { Names1700000000005 } from './1700000000005-names.js';
import { Operator1700000000006 } from './1700000000006-operator.js';
import { After1700000000007 } from './1700000000007-after.js';

export const originMigrations: readonly MigrationClass[] = [
  Letters1700000000001,
  Signatures1700000000002,
  Tally1700000000003,
  Editions1700000000004,
  Names1700000000005,
  Operator1700000000006,
  After1700000000007,
];
