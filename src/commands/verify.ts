// `undersigned verify BUNDLE LETTER-ID`: reads the file, asks the verifier, says in words what it found. protocol.md#bundle
import cliProgress from 'cli-progress';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { ProtocolErrorCode } from '../protocol/errors.js';
import { ProtocolError } from '../protocol/errors.js';
import { isLetterId } from '../protocol/manifest.js';
import type { BundleReport } from '../protocol/verify-bundle.js';
import { verifyBundle } from '../protocol/verify-bundle.js';
import { webPrimitives } from '../protocol/web-primitives.js';
import { reportLines } from './verify-report.js';

const VALID = 0;
const INVALID = 1;
const UNUSABLE = 2;

/** From this many records on, a terminal shows a bar. */
const BAR_FROM = 1000;

/** What isn't a bundle at all, as against a bundle that claims what doesn't hold. */
const UNUSABLE_CODES: ReadonlySet<ProtocolErrorCode> = new Set([
  'malformed',
  'not_canonical',
  'unsupported_format',
  'too_large',
]);

/** Prints the report and returns the exit code: 0 valid, 1 invalid, 2 unusable. */
export async function verify(file: string, letter: string, options: { json: boolean }): Promise<number> {
  if (!isLetterId(letter)) {
    return refuse(
      options,
      UNUSABLE,
      'malformed',
      'A letter id has 32 characters: a to z and 2 to 7.',
      'letter-id',
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch {
    return refuse(
      options,
      UNUSABLE,
      'malformed',
      `The file ${file} can’t be read. Check the path.`,
      'bundle',
    );
  }
  const bar = new cliProgress.SingleBar({ format: '{bar} {value} of {total} records', hideCursor: true });
  let isShown = false;
  try {
    const report = await verifyBundle(webPrimitives(), bytes, letter, (verified, all) => {
      if (options.json || all < BAR_FROM || !process.stderr.isTTY) return;
      if (!isShown) bar.start(all, 0);
      isShown = true;
      bar.update(verified);
    });
    bar.stop();
    const text = options.json ? JSON.stringify(asJson(report), null, 2) : reportLines(report).join('\n');
    process.stdout.write(`${text}\n`);
    return VALID;
  } catch (error) {
    bar.stop();
    if (!(error instanceof ProtocolError)) throw error;
    const exit = UNUSABLE_CODES.has(error.code) && isWholeFile(error.place) ? UNUSABLE : INVALID;
    return refuse(options, exit, error.code, error.message, error.place);
  }
}

function refuse(
  options: { json: boolean },
  exit: number,
  code: ProtocolErrorCode,
  message: string,
  place?: string,
): number {
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ valid: false, code, message, place: place ?? null }, null, 2)}\n`,
    );
  } else {
    const verdict =
      exit === INVALID ? 'INVALID: do not rely on this bundle.' : 'UNUSABLE: this can’t be checked.';
    process.stderr.write(`${verdict}\n${message}\n(${code}${place === undefined ? '' : ` at ${place}`})\n`);
  }
  return exit;
}

function isWholeFile(place: string | undefined): boolean {
  return place === undefined || /^(format|manifest|records|openings|names|log)$/.test(place);
}

function asJson(report: BundleReport): unknown {
  const { letter, manifest, proposal, edition, editionDigest, count, approvedBy } = report;
  return {
    valid: true,
    letter,
    title: manifest.letter.title,
    count,
    threshold: manifest.threshold,
    epoch: proposal.epoch,
    cells: proposal.cells.map((cell) => ({
      workplace: cell.workplace,
      issuers: cell.issuers.map((i) => manifest.issuers[i]?.name),
      methods: cell.issuers.map((i) => manifest.issuers[i]?.method),
      count: cell.count,
      waiting: cell.waiting,
    })),
    names: edition.names,
    roles: edition.roles,
    struck: edition.struck,
    root: proposal.root,
    edition: editionDigest,
    embargo: edition.embargo,
    approvedBy,
  };
}
