// The log: quiet, and unable to repeat what a request held. Addresses and network addresses are struck out of every
// line; of an error only its kind, its place in the code and its database code are told, never its message.
import { Injectable, type LoggerService } from '@nestjs/common';
import { isNativeError } from 'node:util/types';
import { pino, type DestinationStream, type Logger } from 'pino';
import { Config, type LogLevel } from './config.js';
import { transactionOf } from './database/transaction.js';

const ADDRESS = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/gu;
const IPV4 = /\b(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b/g;
const IPV6 =
  /(?<![\w:.])(?=[0-9a-f:]*:[0-9a-f]*:[0-9a-f:]*)(?=[0-9a-f:]*[0-9a-f]{3})(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi;

/** What may be told of an error. */
export interface Failure {
  readonly type: string;
  /** An operating system's or SQLSTATE code. */
  readonly code?: string;
  readonly constraint?: string;
  /** The name of the transaction it ended. */
  readonly transaction?: string;
  readonly at: readonly string[];
}

@Injectable()
export class Log implements LoggerService {
  private readonly out: Logger;

  constructor(config: Config, destination?: DestinationStream) {
    this.out = createPino(config.logLevel, destination);
  }

  /** Something failed: what, in words of ours, and what may be told of the error. */
  failure(message: string, error: unknown): void {
    this.out.error({ failure: describeFailure(error) }, scrub(message));
  }

  log(message: unknown): void {
    this.out.info(text(message));
  }

  warn(message: unknown): void {
    this.out.warn(text(message));
  }

  error(message: unknown): void {
    if (isNativeError(message)) this.failure('Something failed', message);
    else this.out.error(text(message));
  }

  fatal(message: unknown): void {
    if (isNativeError(message)) this.out.fatal({ failure: describeFailure(message) }, 'Something failed');
    else this.out.fatal(text(message));
  }

  debug(message: unknown): void {
    this.out.debug(text(message));
  }

  verbose(message: unknown): void {
    this.out.debug(text(message));
  }
}

/** The kind of error, its codes and its stack's places; nothing that could hold a request's data. */
export function describeFailure(error: unknown): Failure {
  if (!isNativeError(error)) return { type: typeof error, at: [] };
  const transaction = transactionOf(error);
  const code = codeOf(error, 'code');
  const constraint = codeOf(error, 'constraint');
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(transaction === undefined ? {} : { transaction }),
    at: places(error),
  };
}

/** The text without mail and network addresses. */
export function scrub(text: string): string {
  return text.replace(ADDRESS, '[address]').replace(IPV4, '[ip]').replace(IPV6, '[ip]');
}

function createPino(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function text(message: unknown): string {
  return typeof message === 'string' ? scrub(message) : `[${message === null ? 'null' : typeof message}]`;
}

function codeOf(error: Error, field: 'code' | 'constraint'): string | undefined {
  for (const part of [error, 'driverError' in error ? error.driverError : undefined, error.cause]) {
    const value: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, field) : undefined;
    if (typeof value === 'string' && /^[A-Za-z0-9_]{1,63}$/.test(value)) return value;
  }
  return undefined;
}

/** A message can span lines and imitate a place: only what follows it is the stack. */
function places(error: Error): string[] {
  const stack = error.stack ?? '';
  const start = stack.indexOf(error.message);
  if (start < 0) return [];
  return stack
    .slice(start + error.message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .{1,300}:\d+:\d+\)?$/.test(line))
    .slice(0, 12);
}
