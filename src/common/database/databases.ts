// The data sources of the roles that a process plays. Roles in one database share one data source: an embedded database is
// one session, and two pools over it would mix their transactions.
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, MixedList } from 'typeorm';
import type { Config, Role } from '../config.js';
import { openDataSource, type Place } from './data-source.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { migrate, type MigrationClass } from './migrate.js';

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type of an entity class
export type EntityClass = Function;

export interface DatabaseOptions {
  readonly role: 'all' | Role;
  /** Each entity names its schema: `@Entity({ schema: 'origin', name: 'letters' })`. */
  readonly entities: Readonly<Record<Role, readonly EntityClass[]>>;
  /** Oldest first; class names end in a timestamp of 13 digits. */
  readonly migrations: Readonly<Record<Role, readonly MigrationClass[]>>;
}

@Injectable()
export class Databases implements OnApplicationShutdown {
  private constructor(
    private readonly sources: ReadonlyMap<Role, DataSource>,
    private readonly embedded: EmbeddedDatabase,
  ) {}

  /** Migrates and opens what the roles need. Throws `StartError`. */
  static async open(
    config: Config,
    embedded: EmbeddedDatabase,
    options: DatabaseOptions,
    poolError?: (error: unknown) => void,
  ): Promise<Databases> {
    const roles = (['issuer', 'origin'] as const).filter((role) => [role, 'all'].includes(options.role));
    const sources = new Map<Role, DataSource>();
    try {
      const places = new Map<Role, Place>();
      for (const role of roles) places.set(role, config.databaseUrlOf(role) ?? (await embedded.open()));
      for (const [role, place] of places) await migrate(place, role, options.migrations[role]);
      for (const [role, place] of places) {
        const sharing = roles.filter((other) => places.get(other) === place);
        const entities: MixedList<EntityClass> = sharing.flatMap((other) => [...options.entities[other]]);
        const first = sources.get(sharing[0] ?? role);
        sources.set(role, first ?? (await openDataSource(place, { entities }, poolError)));
      }
      return new Databases(sources, embedded);
    } catch (error) {
      await closeAll(sources);
      await embedded.close();
      throw error;
    }
  }

  /** The data source with the role's tables. Throws if this process doesn't play the role. */
  of(role: Role): DataSource {
    const source = this.sources.get(role);
    if (source === undefined) throw new Error(`This process has no ${role} database.`);
    return source;
  }

  async close(): Promise<void> {
    await closeAll(this.sources);
    await this.embedded.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}

async function closeAll(sources: ReadonlyMap<Role, DataSource>): Promise<void> {
  for (const source of new Set(sources.values())) if (source.isInitialized) await source.destroy();
}
