// Starts and stops one process: for `npm start`, for the demo, and for tests, which put their own clock or database in place.
import type { DynamicModule, INestApplicationContext, LoggerService, Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { AppModule, databaseOptions } from './app.module.js';
import { loadConfig, type Config } from './common/config.js';
import { brokenConnection } from './common/database/database.module.js';
import { Databases } from './common/database/databases.js';
import { freePort } from './common/free-port.js';
import { Log } from './common/logger.js';
import { MasterKey } from './common/master-key.js';
import { SystemRandomSource, type RandomSource } from './common/random.js';
import { StartError } from './common/start-error.js';
import { httpAdapter, setUpHttp } from './http.js';
import { reasonOf, type Variables } from './start.js';

/** How long a stopping process waits for requests that are on their way … */
const REQUESTS_WITHIN_MS = 1_000;
/** … and for all else that it is at; a transaction that is not committed by then never was. */
const STOP_WITHIN_MS = 2_200;

/** Exit code of a server whose database ended under it. */
const DATABASE_DIED = 3;

/** What is wrong when listening fails, by the system's code. */
const NOT_LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens there. Stop it, or set another PORT.',
  EACCES: 'This user may not listen there. Set a PORT from 1024 on.',
  EADDRNOTAVAIL: 'This machine does not have that address. Set another HOST.',
  ENOTFOUND: 'That host name is not known. Set another HOST.',
};

/** Something that the application asks for by its class, and what it gets instead. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- abstract classes are asked for, too
export type Override = readonly [token: Function, value: unknown];

export interface ServerOptions {
  readonly override?: readonly Override[];
}

export interface Server {
  /** Where people reach it: PUBLIC_URL. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Resolves, with a sentence, if the embedded database ends without having been told to. */
  readonly databaseDied: Promise<string>;
  /** Stops listening, lets what is on its way end, closes the database. */
  close(): Promise<void>;
  /** Closes the database at once, whatever is on its way. */
  abandon(): Promise<void>;
}

/**
 * Starts a server as these variables say; with PORT=0 and no PUBLIC_URL, at a free port of this machine.
 * Throws `ConfigError` or `StartError`, with nothing left open.
 */
export async function startServer(env: Variables, options: ServerOptions = {}): Promise<Server> {
  const config = loadConfig(await withPort(env));
  const override = options.override ?? [];
  const log = logOf(override, config);
  // Before the application is made: what is wrong here leaves no part of it half started.
  const databases = await Databases.open(
    { ...(await keysOf(config, true)), config, poolError: brokenConnection(log) },
    databaseOptions(config),
  );
  let app: NestFastifyApplication | undefined;
  let isUp = false;
  try {
    const module = withOverrides(AppModule.forRoot(config), [...override, [Databases, databases]]);
    app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(), {
      abortOnError: false,
      bodyParser: false,
      logger: quiet(log, () => isUp),
    });
    setUpHttp(app, config);
    await listen(app, config);
    isUp = true;
  } catch (error) {
    await app?.close();
    await databases.close();
    throw error;
  }
  return {
    url: config.publicUrl,
    app,
    databaseDied: databases.died(),
    close: closing(app, databases),
    abandon: () => databases.close(),
  };
}

/**
 * Runs `work` with the application, which doesn't listen, whose clockwork stands still and whose log is silent: for one command,
 * beside a server or without one. Makes no key, no database and no table: throws `NoDatabaseError` where there are none.
 * Throws `ConfigError`, `StartError`, or what `work` throws, with nothing left open.
 */
export async function withApplication<T>(
  env: Variables,
  work: (app: INestApplicationContext, config: Config) => Promise<T>,
): Promise<T> {
  const config = loadConfig({ ...env, SCHEDULER: 'off', LOG_LEVEL: 'silent' });
  const databases = await Databases.openExisting(
    { ...(await keysOf(config, false)), config },
    databaseOptions(config),
  );
  let app: INestApplicationContext | undefined;
  try {
    const module = withOverrides(AppModule.forRoot(config), [[Databases, databases]]);
    app = await NestFactory.createApplicationContext(module, { abortOnError: false, logger: false });
    return await work(app, config);
  } finally {
    await app?.close();
    await databases.close();
  }
}

/** Serves as these variables say until it is told to stop, and sets the exit code. Throws if it can't start. */
export async function serve(env: Variables): Promise<void> {
  const server = await startServer(env);
  process.stdout.write(`Undersigned listens on ${addressOf(server.app)}, for ${server.url}\n`);
  stopOnSignal(server);
  void server.databaseDied.then((sentence) => {
    process.stderr.write(`${sentence}\n`);
    process.exit(DATABASE_DIED);
  });
}

async function keysOf(
  config: Config,
  mayMake: boolean,
): Promise<{ masterKey: MasterKey; random: RandomSource }> {
  const random = new SystemRandomSource();
  return { masterKey: await MasterKey.load(config, random, mayMake), random };
}

async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const advice = NOT_LISTENING[code];
    if (advice === undefined) throw error;
    throw new StartError(`Can't listen on ${host}, port ${port.toString()} (${code}). ${advice}`, {
      cause: error,
    });
  }
}

/** Closed once, however often it is asked for. */
function closing(app: NestFastifyApplication, databases: Databases): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    // Whoever sends half a request and then nothing holds up nobody else.
    const cut = setTimeout(() => {
      app.getHttpServer().closeAllConnections();
    }, REQUESTS_WITHIN_MS);
    try {
      await app.close();
    } finally {
      clearTimeout(cut);
      await databases.close();
    }
  };
  return () => (closed ??= close());
}

function stopOnSignal(server: Server): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS));
    Promise.race([server.close(), late])
      .then(() => server.abandon())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${reasonOf(error)}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function withPort(env: Variables): Promise<Variables> {
  if (env.PORT !== '0' || (env.PUBLIC_URL ?? '') !== '') return env;
  return { ...env, PORT: (await freePort(new SystemRandomSource())).toString() };
}

/** The module with these providers replaced, where it or one of its own imports gives them. */
function withOverrides(module: DynamicModule, overrides: readonly Override[]): DynamicModule {
  const replaced = (providers: readonly Provider[]): Provider[] =>
    providers.map((provider) => {
      const token = typeof provider === 'function' ? provider : provider.provide;
      const found = overrides.find(([wanted]) => wanted === token);
      return found === undefined ? provider : { provide: found[0], useValue: found[1] };
    });
  const imports = (module.imports ?? []).map((one) =>
    'module' in one && one.providers !== undefined ? { ...one, providers: replaced(one.providers) } : one,
  );
  return { ...module, imports };
}

/** The log that the application gets, so that what Nest says goes there, too. */
function logOf(override: readonly Override[], config: Config): Log {
  const given = override.find(([token]) => token === Log)?.[1];
  return given instanceof Log ? given : new Log(config);
}

/** Nest tells of every route; only what is wrong is worth a line, and what fails a start is told by whoever started it. */
function quiet(log: Log, isUp: () => boolean): LoggerService {
  return {
    log: () => undefined,
    warn: (message: unknown) => {
      log.warn(message);
    },
    error: (message: unknown) => {
      if (isUp()) log.error(message);
    },
    fatal: (message: unknown) => {
      if (isUp()) log.fatal(message);
    },
  };
}

function addressOf(app: NestFastifyApplication): string {
  const { address, port, family } = app.getHttpServer().address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port.toString()}`;
}
