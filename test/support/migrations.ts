// The application's migrations, for test databases that start with them done.
import { issuerMigrations } from '../../migrations/issuer/index.js';
import { originMigrations } from '../../migrations/origin/index.js';

export const migrations = { issuer: issuerMigrations, origin: originMigrations };
