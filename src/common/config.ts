// What the operator decided, checked before anything starts: one sentence for everything that is missing or wrong.
import { Module, type DynamicModule } from '@nestjs/common';
import { relative, resolve, sep } from 'node:path';
import { isPrivateHost, readEnvironment, type Environment } from './environment.js';
import { StartError } from './start-error.js';

/** Under this, a flood costs next to nothing. */
const LEAST_WORK = 5_000;

export type Role = 'issuer' | 'origin';
export type LogLevel = NonNullable<Environment['LOG_LEVEL']>;
type Variables = Readonly<Record<string, string | undefined>>;

/** The environment is wrong; the message has a line for each thing to do, and repeats no value. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** The configuration of one process. Made by `loadConfig`. */
export class Config {
  readonly role: 'all' | Role;
  readonly production: boolean;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where people reach this server: an origin such as `https://letters.example.org`. */
  readonly publicUrl: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute: where the operator's own texts are. */
  readonly textsDir: string;
  readonly databaseUrl: string | undefined;
  /** Absolute: the folder of the programs that run the embedded database, where they aren't those that come with this one. */
  readonly embeddedPostgres: string | undefined;
  readonly issuerDatabaseUrl: string | undefined;
  readonly originDatabaseUrl: string | undefined;
  /** 32 bytes, base64url. */
  readonly masterKey: string | undefined;
  readonly masterKeyFile: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly mailSubject: string | undefined;
  /** How many SHA-256 a device computes on average before a code is mailed, while nothing goes wrong. */
  readonly workCost: number;
  readonly issuerName: string;
  /** The remote issuer's origin (ROLE=origin). */
  readonly issuerUrl: string | undefined;
  /** What origin and issuer show each other when they are two processes. */
  readonly issuerToken: string | undefined;
  /** Whether a letter is started without an invitation code; unless it is said, everywhere but in production. */
  readonly anyoneMayStart: boolean;
  readonly operatorName: string | undefined;
  readonly operatorContact: string | undefined;
  /** Whether letters may have cells under 10 and epochs of seconds: demos and tests. */
  readonly smallLetters: boolean;
  /** Whether open pages load themselves again when something was built: `npm run dev`. */
  readonly devReload: boolean;
  /** Whether ticks run by themselves; tests run them by hand. */
  readonly scheduler: boolean;
  readonly logLevel: LogLevel;

  constructor(given: Environment) {
    this.role = given.ROLE ?? 'all';
    this.production = given.NODE_ENV === 'production';
    this.host = given.HOST ?? '127.0.0.1';
    this.port = Number(given.PORT ?? 3000);
    this.publicUrl =
      originOf(given.PUBLIC_URL) ?? `http://localhost${this.port === 0 ? '' : `:${this.port}`}`;
    this.dataDir = resolve(given.DATA_DIR ?? './data');
    this.textsDir = resolve(given.TEXTS_DIR ?? './texts');
    this.databaseUrl = given.DATABASE_URL;
    this.embeddedPostgres =
      given.EMBEDDED_POSTGRES === undefined ? undefined : resolve(given.EMBEDDED_POSTGRES);
    this.issuerDatabaseUrl = given.ISSUER_DATABASE_URL;
    this.originDatabaseUrl = given.ORIGIN_DATABASE_URL;
    this.masterKey = given.MASTER_KEY;
    this.masterKeyFile = given.MASTER_KEY_FILE;
    this.smtpUrl = given.SMTP_URL;
    this.mailFrom = given.MAIL_FROM ?? 'codes@localhost';
    this.mailSubject = given.MAIL_SUBJECT;
    this.workCost = Number(given.WORK_COST ?? 15_000);
    this.operatorName = given.OPERATOR_NAME;
    this.operatorContact = given.OPERATOR_CONTACT;
    this.issuerName = given.ISSUER_NAME ?? given.OPERATOR_NAME ?? 'Issuer';
    this.issuerUrl = originOf(given.ISSUER_URL);
    this.issuerToken = given.ISSUER_TOKEN;
    this.anyoneMayStart =
      given.ANYONE_MAY_START === undefined ? !this.production : given.ANYONE_MAY_START === 'true';
    this.smallLetters = given.SMALL_LETTERS === 'true';
    this.devReload = given.DEV_RELOAD === 'true';
    this.scheduler = given.SCHEDULER !== 'off';
    this.logLevel = given.LOG_LEVEL ?? (given.NODE_ENV === 'test' ? 'silent' : 'info');
  }

  /** Whether this process plays the role. */
  has(role: Role): boolean {
    return this.role === 'all' || this.role === role;
  }

  /** Where the role's tables are: a PostgreSQL URL, or undefined for the embedded database. */
  databaseUrlOf(role: Role): string | undefined {
    return (role === 'issuer' ? this.issuerDatabaseUrl : this.originDatabaseUrl) ?? this.databaseUrl;
  }
}

/** The configuration that these variables say. Throws `ConfigError`. */
export function loadConfig(env: Variables = process.env): Config {
  const { environment, problems } = readEnvironment(env);
  if (problems.length > 0) throw new ConfigError(problems);
  const config = new Config(environment);
  const missing = [...everywhere(config), ...(config.production ? inProduction(config, environment) : [])];
  if (missing.length > 0) throw new ConfigError(missing);
  return config;
}

@Module({})
export class ConfigModule {
  /** Gives `Config` to the whole application: from the environment, or one already made. */
  static forRoot(from: Variables | Config = process.env): DynamicModule {
    const config = from instanceof Config ? from : loadConfig(from);
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Config, useValue: config }],
      exports: [Config],
    };
  }
}

function everywhere(config: Config): string[] {
  const problems: string[] = [];
  if (config.masterKey !== undefined && config.masterKeyFile !== undefined) {
    problems.push('Give MASTER_KEY or MASTER_KEY_FILE, not both.');
  }
  if (config.masterKeyFile !== undefined && isInside(config.dataDir, resolve(config.masterKeyFile))) {
    problems.push(
      'MASTER_KEY_FILE must not be in DATA_DIR: a copy of the folder would hold its own key. Move it out.',
    );
  }
  if (config.role !== 'all' && config.issuerToken === undefined) {
    problems.push(
      'ISSUER_TOKEN is missing: with ROLE=issuer and ROLE=origin, both need the same secret. Make one: openssl rand -hex 32',
    );
  }
  if (config.role === 'origin' && config.issuerUrl === undefined) {
    problems.push('ISSUER_URL is missing: ROLE=origin needs the web address of its issuer.');
  }
  return problems;
}

function inProduction(config: Config, given: Environment): string[] {
  const problems: string[] = [];
  if (given.PUBLIC_URL === undefined) {
    problems.push(
      'PUBLIC_URL is missing: say where people reach this server, e.g. https://letters.example.org.',
    );
  }
  for (const [name, url] of [
    ['PUBLIC_URL', config.publicUrl],
    ['ISSUER_URL', config.issuerUrl],
  ] as const) {
    if (url?.startsWith('http:') === true && !isPrivateHost(url)) {
      problems.push(
        `${name} must begin with https:// in production (localhost and onion services may use http).`,
      );
    }
  }
  if (config.masterKey === undefined && config.masterKeyFile === undefined) {
    problems.push(
      'MASTER_KEY is missing: set it or MASTER_KEY_FILE. Make one and keep it apart from the data: openssl rand -base64 32 | tr +/ -_ | tr -d =',
    );
  }
  if (config.has('issuer') && config.smtpUrl === undefined) {
    problems.push('SMTP_URL is missing: without a mail relay nobody gets a code.');
  }
  if (config.has('issuer') && given.MAIL_FROM === undefined) {
    problems.push('MAIL_FROM is missing: say which address the codes come from.');
  }
  if (config.has('issuer') && config.workCost < LEAST_WORK) {
    problems.push(
      `WORK_COST must be at least ${LEAST_WORK.toString()} in production: less keeps nobody from flooding mailboxes.`,
    );
  }
  if (given.OPERATOR_NAME === undefined) problems.push('OPERATOR_NAME is missing: say who runs this server.');
  if (given.OPERATOR_CONTACT === undefined) {
    problems.push('OPERATOR_CONTACT is missing: say how people reach whoever runs this server.');
  }
  if (config.devReload) {
    problems.push(
      'DEV_RELOAD must not be set in production: it loosens the rules by which pages run scripts.',
    );
  }
  if (config.smallLetters) {
    problems.push(
      'SMALL_LETTERS must not be set in production: a letter with cells under 10 gives people away.',
    );
  }
  return problems;
}

function originOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).origin;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}
