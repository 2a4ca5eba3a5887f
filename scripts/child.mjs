// Programs that run in the project's folder, on this terminal: they get the signals that come, and none outlives this process.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export const LOOKS_FOR_NPM_EVERY_MS = 500;
const PARENT = process.ppid;

/** A reason to stop, in words for people. */
export class Stop extends Error {}

/** The command, or a step before it, was ended by a signal. */
export class Interrupted extends Error {
  constructor(signal) {
    super(signal);
    this.signal = signal;
  }
}

/** Runs a program until it ends. Its exit code; throws `Interrupted` if a signal ended it. */
export function run(program, args, options = {}) {
  return start(program, args, options).ended;
}

/** Starts a program. `ended` is as `run` says; `end` asks the program to end, unless it was asked. */
export function start(program, args, options = {}) {
  const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', ...options });
  let wasAsked = false;
  const pass = (signal) => {
    wasAsked = true;
    // A terminal sends Ctrl-C to the child too; twice would mean "at once, without finishing".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  const watch = setInterval(() => {
    if (!isOrphan()) return;
    clearInterval(watch);
    pass('SIGTERM');
  }, LOOKS_FOR_NPM_EVERY_MS);
  const ended = new Promise((resolve, reject) => {
    const done = (then) => {
      clearInterval(watch);
      for (const signal of SIGNALS) process.off(signal, pass);
      then();
    };
    child.once('error', (error) =>
      done(() => reject(new Stop(`${program} can't be started: ${error.message}`))),
    );
    child.once('exit', (code, signal) =>
      done(() => (signal ? reject(new Interrupted(signal)) : resolve(code ?? 1))),
    );
  });
  const end = () => {
    if (!wasAsked) pass('SIGTERM');
    return ended;
  };
  return { child, ended, end };
}

/** Whether npm was told to stop: it tells its shell, which goes without telling anybody. */
export function isOrphan() {
  return process.env.npm_lifecycle_event !== undefined && process.ppid !== PARENT;
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}
