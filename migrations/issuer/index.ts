// The issuer's migrations, oldest first. One that has been released is never changed.
import type { MigrationClass } from '../../src/common/database/migrate.js';
import { Letters1763769600000 } from './1763769600000-letters.js';

export const issuerMigrations: readonly MigrationClass[] = [Letters1763769600000];
