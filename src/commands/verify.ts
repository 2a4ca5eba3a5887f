// `undersigned verify BUNDLE LETTER-ID`: streams the file to the verifier, and says in words what it found. protocol.md#bundle
import cliProgress from 'cli-progress';
import { createReadStream } from 'node:fs';
import process from 'node:process';
import type { ProtocolErrorCode } from '../protocol/errors.js';
import { ProtocolError } from '../protocol/errors.js';
import { isLetterId } from '../protocol/manifest.js';
import type { Primitives } from '../protocol/primitives.js';
import { verifyBundleStream } from '../protocol/verify-bundle.js';
import { jsonReport, reportLines } from './verify-report.js';

const VALID = 0;
const INVALID = 1;
const UNUSABLE = 2;

/** From this many records on, a terminal shows a bar. */
const BAR_FROM = 1000;

const CHUNK_BYTES = 1 << 18;

/** What isn't a bundle at all, as against a bundle that claims what doesn't hold. */
const UNUSABLE_CODES: ReadonlySet<string> = new Set<ProtocolErrorCode>([
  'malformed',
  'not_canonical',
  'unsupported_format',
  'too_large',
]);

/** A field as a whole, or an entry of a list: deeper down, and in the documents that organizers signed, something is claimed. */
const OF_THE_FILE = /^(?!proposal$|edition$)\w+(?:\[\d+\])?$/;

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file. Check the path.',
  ENOTDIR: 'There is no such file. Check the path.',
  EISDIR: 'This is a folder. Name the bundle’s file in it.',
  EACCES: 'You may not read this file.',
  EPERM: 'You may not read this file.',
};

interface Refusal {
  readonly exit: typeof INVALID | typeof UNUSABLE;
  readonly code: ProtocolErrorCode | 'unreadable' | 'failed';
  readonly message: string;
  readonly place: string | undefined;
}

/**
 * Prints the report and returns the exit code: 0 valid, 1 invalid, 2 unusable (no such file, no letter id, no bundle).
 * `file` is its path, or `-` for standard input; `terminal` is where progress is shown, if it is one.
 */
export async function verify(
  primitives: Primitives,
  file: string,
  letter: string,
  options: { json: boolean },
  terminal: NodeJS.WritableStream & { readonly isTTY?: boolean } = process.stderr,
): Promise<number> {
  if (!isLetterId(letter)) {
    const message = 'A letter id has 32 characters, a to z and 2 to 7: the end of the letter’s link.';
    return refuse(options, { exit: UNUSABLE, code: 'malformed', message, place: 'letter-id' });
  }
  const progress = progressOn(options.json || terminal.isTTY !== true ? undefined : terminal);
  const chunks: AsyncIterable<Uint8Array> =
    file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    const report = await verifyBundleStream(primitives, chunks, letter, progress.update);
    progress.end();
    print(options.json ? JSON.stringify(jsonReport(report), null, 2) : reportLines(report).join('\n'));
    return VALID;
  } catch (error) {
    progress.end();
    return refuse(options, refusalOf(error, file));
  }
}

/** What the refusal of a bundle, or of the file that should hold one, means; whatever else fails says nothing about it. */
function refusalOf(error: unknown, file: string): Refusal {
  if (error instanceof ProtocolError) {
    const { code, message, place } = error;
    const isOfTheFile = place === undefined || OF_THE_FILE.test(place);
    return { exit: UNUSABLE_CODES.has(code) && isOfTheFile ? UNUSABLE : INVALID, code, message, place };
  }
  if (typeof error !== 'object' || error === null || !('syscall' in error)) {
    const kind = error instanceof Error ? error.name : typeof error;
    const message = `The check failed on this machine, which says nothing about the bundle (${kind}). Try again.`;
    return { exit: UNUSABLE, code: 'failed', message, place: undefined };
  }
  const reason = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  const message = UNREADABLE[reason] ?? `This file can’t be read (${reason}).`;
  return { exit: UNUSABLE, code: 'unreadable', message, place: file };
}

function refuse({ json }: { json: boolean }, { exit, code, message, place }: Refusal): number {
  if (json) {
    print(JSON.stringify({ valid: false, code, message, place: place ?? null }, null, 2));
    return exit;
  }
  const verdict =
    exit === INVALID ? 'INVALID: do not rely on this bundle.' : 'UNUSABLE: this can’t be checked.';
  process.stderr.write(`${verdict}\n${message}\n(${code}${place === undefined ? '' : ` at ${place}`})\n`);
  return exit;
}

/** A bar on `terminal`, once it is known that there is much to do; without one, nothing. */
function progressOn(terminal: NodeJS.WritableStream | undefined): {
  update: (verified: number, all: number) => void;
  end: () => void;
} {
  const format = '{bar} {value} of {total} records';
  const bar = terminal && new cliProgress.SingleBar({ format, stream: terminal, hideCursor: true });
  return {
    update: (verified, all) => {
      if (!bar || all < BAR_FROM) return;
      if (!bar.isActive) bar.start(all, 0);
      bar.update(verified);
    },
    end: () => bar?.stop(),
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
