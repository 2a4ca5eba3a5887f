// The issuer's migrations, oldest first. One that has been released is never changed.
import type { MigrationClass } from '../../src/common/database/migrate.js';
import { Letters1763769600000 } from './1763769600000-letters.js';
import { Withheld1763769600001 } from './1763769600001-withheld.js';

export const issuerMigrations: readonly MigrationClass[] = [Letters1763769600000, Withheld1763769600001];
