// The data sources of the roles that a process plays: found, admitted, brought up to date, opened. Roles in one database share one.
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, MixedList } from 'typeorm';
import type { Config, Role } from '../config.js';
import { FileKeyVault } from '../file-key-vault.js';
import { Installation } from '../installation.js';
import type { MasterKey } from '../master-key.js';
import type { RandomSource } from '../random.js';
import { StartError } from '../start-error.js';
import { openDataSource } from './data-source.js';
import { EmbeddedDatabase } from './embedded/embedded-database.js';
import { migrate, mustBeAdmitted, mustBeMigrated, type MigrationClass } from './migrate.js';
import { NoDatabaseError } from './no-database.js';
import { placeOfUrl, type Place } from './place.js';
import { probe, type Condition } from './probe.js';

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type of an entity class
export type EntityClass = Function;

export interface DatabaseOptions {
  readonly role: 'all' | Role;
  /** Each entity names its schema: `@Entity({ schema: 'origin', name: 'letters' })`. */
  readonly entities: Readonly<Record<Role, readonly EntityClass[]>>;
  /** Oldest first; class names end in a timestamp of 13 digits. */
  readonly migrations: Readonly<Record<Role, readonly MigrationClass[]>>;
}

/** Who opens them. */
export interface Opening {
  readonly config: Config;
  readonly masterKey: MasterKey;
  readonly random: RandomSource;
  /** Told when an idle connection breaks. */
  readonly poolError?: (error: unknown) => void;
}

@Injectable()
export class Databases implements OnApplicationShutdown {
  private constructor(
    private readonly sources: ReadonlyMap<Role, DataSource>,
    private readonly embedded: EmbeddedDatabase,
  ) {}

  /** For a server: makes and migrates what the roles need, and opens it. Throws `StartError`, with nothing left open. */
  static async open(opening: Opening, options: DatabaseOptions): Promise<Databases> {
    return Databases.opened(opening, options, 'server');
  }

  /**
   * For a command, beside a server or without one: opens what is there, and makes and changes nothing.
   * Throws `NoDatabaseError` if it isn't there, or `StartError`.
   */
  static async openExisting(opening: Opening, options: DatabaseOptions): Promise<Databases> {
    return Databases.opened(opening, options, 'command');
  }

  private static async opened(
    opening: Opening,
    options: DatabaseOptions,
    purpose: 'server' | 'command',
  ): Promise<Databases> {
    const { config, random } = opening;
    const roles = rolesOf(options.role);
    const embedded = new EmbeddedDatabase(config, random);
    const sources = new Map<Role, DataSource>();
    try {
      const installations = await installationsOf(opening, roles);
      const places = await placesOf(config, embedded, installations, purpose);
      for (const role of roles) {
        await mustBeAdmitted(of(places, role), of(installations, role));
      }
      for (const role of roles) {
        const [place, installation] = [of(places, role), of(installations, role)];
        if (purpose === 'server') {
          await migrate(place, role, options.migrations[role], installation);
          await installation.tie();
        } else await mustBeMigrated(place, role, options.migrations[role]);
      }
      for (const role of roles) {
        const place = of(places, role);
        const sharing = roles.filter((other) => places.get(other) === place);
        const entities: MixedList<EntityClass> = sharing.flatMap((other) => [...options.entities[other]]);
        const first = sources.get(sharing[0] ?? role);
        sources.set(role, first ?? (await openDataSource(place, { entities }, opening.poolError)));
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

  /** Resolves, with a sentence, if the embedded database ends without having been told to. */
  async died(): Promise<string> {
    return this.embedded.died();
  }

  /** Whether what the server needs of them works now: it writes to each. */
  async condition(): Promise<Condition> {
    for (const [role, source] of this.sources) {
      const found = await probe(source, role);
      if (found !== 'ok') return found;
    }
    return 'ok';
  }

  async close(): Promise<void> {
    await closeAll(this.sources);
    await this.embedded.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}

/** The roles of a process, in the order in which they are opened. */
export function rolesOf(role: 'all' | Role): Role[] {
  return (['issuer', 'origin'] as const).filter((one) => [one, 'all'].includes(role));
}

async function installationsOf(
  { config, masterKey, random }: Opening,
  roles: readonly Role[],
): Promise<Map<Role, Installation>> {
  const found = new Map<Role, Installation>();
  for (const role of roles) {
    const vault = await FileKeyVault.open(config.dataDir, role, masterKey, random);
    found.set(role, new Installation(role, vault, masterKey));
  }
  return found;
}

/** The same place is the same object. */
async function placesOf(
  config: Config,
  embedded: EmbeddedDatabase,
  installations: ReadonlyMap<Role, Installation>,
  purpose: 'server' | 'command',
): Promise<Map<Role, Place>> {
  const places = new Map<Role, Place>();
  const byUrl = new Map<string, Place>();
  for (const [role, installation] of installations) {
    const url = config.databaseUrlOf(role);
    if (url === undefined) {
      const isTied = await installation.isTied();
      if (purpose === 'command' && !isTied) throw new NoDatabaseError(`keys in ${installation.keys}`);
      places.set(role, await embeddedPlace(embedded, installation, purpose, !isTied));
    } else {
      const place = byUrl.get(url) ?? placeOfUrl(url);
      if (place === undefined) throw new Error('A database URL was not checked.');
      byUrl.set(url, place);
      places.set(role, place);
    }
  }
  return places;
}

/** A new database for keys that had one already would be another's. */
async function embeddedPlace(
  embedded: EmbeddedDatabase,
  installation: Installation,
  purpose: 'server' | 'command',
  mayMake: boolean,
): Promise<Place> {
  try {
    return await embedded.open(purpose, mayMake && purpose === 'server');
  } catch (error) {
    if (purpose === 'command' || !(error instanceof NoDatabaseError)) throw error;
    throw new StartError(
      `The keys in ${installation.keys} belong to a database that isn't here: there is none in DATA_DIR, and DATABASE_URL isn't set. Name the right one, or restore it from its backup. To begin anew, take another DATA_DIR. Nothing was made.`,
      { cause: error },
    );
  }
}

function of<T>(map: ReadonlyMap<Role, T>, role: Role): T {
  const found = map.get(role);
  if (found === undefined) throw new Error(`This process does not play ${role}.`);
  return found;
}

async function closeAll(sources: ReadonlyMap<Role, DataSource>): Promise<void> {
  for (const source of new Set(sources.values())) if (source.isInitialized) await source.destroy();
}
