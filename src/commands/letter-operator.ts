// What the operator's commands share: the application without a server, a terminal, and refusals in words.
import type { INestApplicationContext } from '@nestjs/common';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { ConfigError, type Config } from '../common/config.js';
import { NoDatabaseError } from '../common/database/no-database.js';
import { makeFilesPrivate } from '../common/private-files.js';
import { ProblemError } from '../common/problem.js';
import { StartError } from '../common/start-error.js';
import { withApplication } from '../serve.js';
import { environment, reasonOf } from '../start.js';

/** Exit codes. */
export const DONE = 0;
export const REFUSED = 1;
export const UNUSABLE = 2;

/** Time for what was said to be written. */
const LEAVE_AFTER_MS = 200;

export interface Terminal {
  /** A line of what was asked for. */
  readonly out: (line: string) => void;
  /** A line about it. */
  readonly note: (line: string) => void;
  /** Whether somebody says yes; undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
}

export interface OperatorWork {
  readonly app: INestApplicationContext;
  readonly config: Config;
  readonly terminal: Terminal;
}

/**
 * Runs a command as the server's environment says, beside the server or without it. Returns its exit code, or after saying what is
 * in the way: 2 if there is no installation, or the variables are wrong; else 1.
 */
export async function asOperator(
  command: (work: OperatorWork) => Promise<number>,
  terminal: Terminal = thisTerminal(),
): Promise<number> {
  makeFilesPrivate();
  try {
    return await withApplication(environment(), (app, config) => {
      if (!config.has('origin')) {
        throw new StartError('Letters are with the origin: run this where ROLE is all or origin.');
      }
      return inWords({ app, config, terminal }, command);
    });
  } catch (error) {
    terminal.note(reasonOf(error));
    const code = error instanceof NoDatabaseError || error instanceof ConfigError ? UNUSABLE : REFUSED;
    // What an application that could not start has left half open must not keep the process.
    setTimeout(() => process.exit(code), LEAVE_AFTER_MS).unref();
    return code;
  }
}

/** Runs a command; what it is refused with is said, and makes the exit code 1. */
export async function inWords(
  work: OperatorWork,
  command: (work: OperatorWork) => Promise<number>,
): Promise<number> {
  try {
    return await command(work);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    work.terminal.note(`${error.problem.title} ${error.problem.detail}`);
    return REFUSED;
  }
}

/** Whether the operator means it: asked on a terminal, unless `yes` says so. Undefined where nobody can be asked. */
export async function confirmed(
  { terminal }: OperatorWork,
  question: string,
  yes: boolean,
): Promise<boolean | undefined> {
  return yes || terminal.ask?.(question);
}

function thisTerminal(): Terminal {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    ask: process.stdin.isTTY ? ask : undefined,
  };
}

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
