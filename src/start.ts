// What every process begins with, and ends with if it can't go on; loads nothing of the application.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { ConfigError } from './common/config.js';
import { describeFailure } from './common/logger.js';
import { StartError } from './common/start-error.js';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The environment, with what stands in `.env`. */
export function environment(): Variables {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** What the operator can mend, in its own words; of anything else its kind and place, since a message may hold a secret. */
export function reasonOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  const { type, code, at } = describeFailure(error);
  return ['Undersigned failed:', type, code ?? '', at[0] ?? ''].filter(Boolean).join(' ');
}
