// The environment as it is typed: every variable, its form, and the sentence that says what to do when it is wrong.
import { plainToInstance } from 'class-transformer';
import { IsIn, IsOptional, Matches, ValidateBy, validateSync } from 'class-validator';
import { isBaseUrl } from '../protocol/hosts.js';
import { placeOfUrl } from './database/place.js';

const BOOLEAN = { message: '$property must be true or false.' };
const DATABASE = {
  message:
    '$property must be a PostgreSQL URL, e.g. postgresql://user:password@host/name, or postgresql://user@/name?host=/run/postgresql. In user and password write @ as %40, / as %2F, : as %3A and % as %25.',
};
const ORIGIN = {
  message: '$property must be a web address without a path, e.g. https://letters.example.org.',
};
const LINE = { message: '$property must be one line of at most 200 characters.' };

/** The variables that this program reads. An empty value counts as not given. */
export class Environment {
  @IsOptional()
  @IsIn(['production', 'development', 'test'], {
    message: 'NODE_ENV must be production, development or test (or not set).',
  })
  NODE_ENV?: string;

  @IsOptional()
  @IsIn(['all', 'issuer', 'origin'], { message: 'ROLE must be all, issuer or origin.' })
  ROLE?: 'all' | 'issuer' | 'origin';

  @IsOptional()
  @Matches(/^[A-Za-z0-9.:_-]{1,253}$/, { message: 'HOST must be an address to listen on, e.g. 127.0.0.1.' })
  HOST?: string;

  @IsOptional()
  @IsText(isPort, { message: 'PORT must be a number from 0 (any free port) to 65535.' })
  PORT?: string;

  @IsOptional()
  @IsText(isOrigin, ORIGIN)
  PUBLIC_URL?: string;

  @IsOptional()
  @Matches(/^[^\0\n]{1,4096}$/, { message: 'DATA_DIR must be the path of a folder.' })
  DATA_DIR?: string;

  @IsOptional()
  @Matches(/^[^\0\n]{1,4096}$/, { message: 'TEXTS_DIR must be the path of a folder.' })
  TEXTS_DIR?: string;

  @IsOptional()
  @IsText(isDatabaseUrl, DATABASE)
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^[^\0\n]{1,4096}$/, {
    message:
      'EMBEDDED_POSTGRES must be the folder of PostgreSQL’s programs, e.g. /usr/lib/postgresql/17/bin.',
  })
  EMBEDDED_POSTGRES?: string;

  @IsOptional()
  @IsText(isDatabaseUrl, DATABASE)
  ISSUER_DATABASE_URL?: string;

  @IsOptional()
  @IsText(isDatabaseUrl, DATABASE)
  ORIGIN_DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, {
    message:
      'MASTER_KEY must be 32 random bytes in base64url (43 characters). Make one: openssl rand -base64 32 | tr +/ -_ | tr -d =',
  })
  MASTER_KEY?: string;

  @IsOptional()
  @Matches(/^[^\0\n]{1,4096}$/, { message: 'MASTER_KEY_FILE must be the path of a file.' })
  MASTER_KEY_FILE?: string;

  @IsOptional()
  @IsText(isSmtpUrl, {
    message: 'SMTP_URL must be smtp://… or smtps://…, e.g. smtps://user:password@mail.example.org.',
  })
  SMTP_URL?: string;

  @IsOptional()
  @Matches(/^(?:[^\p{Cc}<>"@,;]{0,100} <[^\s<>"@,;]+@[^\s<>"@,;]+>|[^\s<>"@,;]+@[^\s<>"@,;]+)$/u, {
    message: 'MAIL_FROM must be a mail address, or a name and <address>.',
  })
  MAIL_FROM?: string;

  @IsOptional()
  @Matches(/^\P{Cc}{1,100}$/u, { message: 'MAIL_SUBJECT must be one line of at most 100 characters.' })
  MAIL_SUBJECT?: string;

  @IsOptional()
  @Matches(/^\P{Cc}{1,100}$/u, { message: 'ISSUER_NAME must be one line of at most 100 characters.' })
  ISSUER_NAME?: string;

  @IsOptional()
  @IsText(isWorkCost, { message: 'WORK_COST must be a number from 1 to 100000 (not set: 15000).' })
  WORK_COST?: string;

  @IsOptional()
  @IsText(isOrigin, ORIGIN)
  ISSUER_URL?: string;

  @IsOptional()
  @Matches(/^[\x21-\x7e]{32,512}$/, {
    message: 'ISSUER_TOKEN must be at least 32 characters without spaces. Make one: openssl rand -hex 32',
  })
  ISSUER_TOKEN?: string;

  @IsOptional()
  @IsIn(['true', 'false'], BOOLEAN)
  ANYONE_MAY_START?: string;

  @IsOptional()
  @Matches(/^\P{Cc}{1,200}$/u, LINE)
  OPERATOR_NAME?: string;

  @IsOptional()
  @Matches(/^\P{Cc}{1,200}$/u, LINE)
  OPERATOR_CONTACT?: string;

  @IsOptional()
  @IsIn(['true', 'false'], BOOLEAN)
  SMALL_LETTERS?: string;

  @IsOptional()
  @IsIn(['true', 'false'], BOOLEAN)
  DEV_RELOAD?: string;

  @IsOptional()
  @IsIn(['on', 'off'], { message: 'SCHEDULER must be on or off.' })
  SCHEDULER?: string;

  @IsOptional()
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    message: 'LOG_LEVEL must be fatal, error, warn, info, debug or silent.',
  })
  LOG_LEVEL?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
}

/** The variables that are given, and a sentence for each that has a wrong form. Repeats no value. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): {
  environment: Environment;
  problems: string[];
} {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const environment = plainToInstance(Environment, given);
  const problems = validateSync(environment).flatMap((error) => Object.values(error.constraints ?? {}));
  return { environment, problems };
}

/** Whether browsers treat the host as safe without https: this machine, or an onion service. */
export function isPrivateHost(url: string): boolean {
  const { hostname } = new URL(url);
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.onion');
}

function IsText(test: (text: string) => boolean, options: { message: string }): PropertyDecorator {
  return ValidateBy(
    { name: 'isText', validator: { validate: (value) => typeof value === 'string' && test(value) } },
    options,
  );
}

function isPort(text: string): boolean {
  return /^(?:0|[1-9][0-9]{0,4})$/.test(text) && Number(text) <= 65_535;
}

function isWorkCost(text: string): boolean {
  return /^[1-9][0-9]{0,5}$/.test(text) && Number(text) <= 100_000;
}

function isOrigin(text: string): boolean {
  // Scheme and host are the same in capitals: people type them so.
  return URL.canParse(text) && isBaseUrl(text.replace(/\/$/, '').toLowerCase());
}

function isDatabaseUrl(text: string): boolean {
  return placeOfUrl(text) !== undefined;
}

function isSmtpUrl(text: string): boolean {
  return (
    URL.canParse(text) &&
    ['smtp:', 'smtps:'].includes(new URL(text).protocol) &&
    new URL(text).hostname !== ''
  );
}
