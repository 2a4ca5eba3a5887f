// `undersigned verify BUNDLE LETTER-ID`: streams the file to the verifier, and says in words what it found. protocol.md#bundle
import cliProgress from 'cli-progress';
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { letterIdIn } from '../client/letter-link.js';
import { type Refusal, refusalOf } from '../client/verify/bundle-report.js';
import { refusalInWords } from '../client/verify/report-words.js';
import { printable, printableJson } from '../protocol/characters.js';
import type { ProtocolErrorCode } from '../protocol/errors.js';
import { ProtocolError } from '../protocol/errors.js';
import type { Primitives } from '../protocol/primitives.js';
import { verifyBundleStream } from '../protocol/verify-bundle.js';
import { jsonReport, reportLines, say } from './verify-report.js';

const VALID = 0;
const INVALID = 1;
const UNUSABLE = 2;

/** From this many records on, a terminal shows a bar. */
const BAR_FROM = 1000;

const CHUNK_BYTES = 1 << 18;

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file. Check the path.',
  ENOTDIR: 'There is no such file. Check the path.',
  EISDIR: 'This is a folder. Name the bundle’s file in it.',
  EACCES: 'You may not read this file.',
  EPERM: 'You may not read this file.',
};

/** Why nothing could be checked, or what doesn't hold: for people, and for machines. */
interface Reason {
  readonly verdict: Refusal['verdict'];
  readonly code: ProtocolErrorCode | 'unreadable' | 'failed';
  readonly message: string;
  readonly place: string | null;
  /** Sentences. */
  readonly said: readonly string[];
}

/**
 * Prints the report and returns the exit code: 0 valid, 1 invalid, 2 unusable (no such file, no letter id, no bundle, or a check
 * that failed by itself). `file` is its path, or `-` for standard input; `letter` the letter's id or its link; `terminal` is
 * where progress is shown, if it is one.
 */
export async function verify(
  primitives: Primitives,
  file: string,
  letter: string,
  options: { json: boolean },
  terminal: NodeJS.WritableStream & { readonly isTTY?: boolean } = process.stderr,
): Promise<number> {
  const id = letterIdIn(letter);
  if (id === undefined) {
    const message = say('verify.idWrong');
    return refuse(options, { ...unusable('malformed', message), place: 'letter-id' });
  }
  const progress = progressOn(options.json || terminal.isTTY !== true ? undefined : terminal);
  const chunks: AsyncIterable<Uint8Array> =
    file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    const report = await verifyBundleStream(primitives, chunks, id, progress.update);
    progress.end();
    print(...(options.json ? [printableJson(jsonReport(report))] : reportLines(report).map(printable)));
    return VALID;
  } catch (error) {
    progress.end();
    return refuse(options, reasonOf(error, file));
  }
}

/** What the refusal of a bundle, or of the file that should hold one, means; whatever else fails says nothing about it. */
function reasonOf(error: unknown, file: string): Reason {
  if (error instanceof ProtocolError) {
    const refusal = refusalOf(error);
    const { why, next } = refusalInWords(say, refusal);
    return { ...refusal, said: [why, ...(refusal.file === null ? [refusal.message] : []), next] };
  }
  if (typeof error !== 'object' || error === null || !('syscall' in error)) {
    const kind = error instanceof Error ? error.name : typeof error;
    const message = `The check failed on this machine, which says nothing about the bundle (${kind}). Try again.`;
    return unusable('failed', message);
  }
  const reason = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  const message = UNREADABLE[reason] ?? `This file can’t be read (${reason}).`;
  return { ...unusable('unreadable', message), place: file };
}

function unusable(code: Reason['code'], message: string): Reason {
  return { verdict: 'unusable', code, message, place: null, said: [message] };
}

function refuse({ json }: { json: boolean }, { verdict, code, message, place, said }: Reason): number {
  const exit = verdict === 'invalid' ? INVALID : UNUSABLE;
  if (json) {
    print(printableJson({ valid: false, code, message, place }));
    return exit;
  }
  const what = say(`verify.${verdict}`).replace(/^[^:]+/, (word) => word.toUpperCase());
  const lines = [what, ...said, `(${code}${place === null ? '' : ` at ${place}`})`];
  process.stderr.write(`${lines.map(printable).join('\n')}\n`);
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

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
