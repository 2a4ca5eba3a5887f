// The origin's migrations, oldest first. One that was released is never changed; none was released yet.
import type { MigrationClass } from '../../src/common/database/migrate.js';
import { First1763769600000 } from './1763769600000-first.js';

export const originMigrations: readonly MigrationClass[] = [First1763769600000];
