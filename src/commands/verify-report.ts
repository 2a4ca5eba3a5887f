// The verifier's report on the command line: what a valid bundle shows, what that proves, and what it doesn't, in the words of the
// pages; and the same for machines. protocol.md#bundle
import { type Report, reportOf } from '../client/verify/bundle-report.js';
import {
  NOT_PROVEN,
  nameInWords,
  PROVEN,
  rolesInWords,
  workplaceInWords,
} from '../client/verify/report-words.js';
import { epochEnd } from '../protocol/epochs.js';
import { toTime } from '../protocol/shape.js';
import type { BundleReport } from '../protocol/verify-bundle.js';
import { LOCALES } from '../web/locales/locales.js';
import { type SayVerify, verifyTexts } from '../web/locales/texts.js';

/** Characters of a line of prose. */
const WIDTH = 112;

/** Characters of the column of names, before what they mean. */
const TERM = 12;

/** What the command line says: English. */
export const say: SayVerify = verifyTexts(LOCALES[0]);

/** The report, line by line. */
export function reportLines(found: BundleReport): string[] {
  const report = reportOf(found);
  const { letter, names, embargo, approvals, organizers, pressContact } = report;
  return [
    `${say('verify.valid').toUpperCase()}: ${say('verify.validMeans', { count: report.count })}`,
    '',
    fact(say('verify.letter'), letter.title),
    fact(say('verify.to'), letter.addressee),
    fact(say('verify.letterId'), letter.id),
    fact(say('verify.threshold'), report.threshold.toString()),
    fact(
      say('verify.countedAt'),
      say('verify.countedAtEpoch', { time: report.countedAt, epoch: report.epoch }),
    ),
    fact(say('verify.edition'), report.edition),
    fact(
      say('verify.embargo'),
      embargo === null ? say('verify.embargoNone') : say('verify.embargoUntil', { time: embargo }),
    ),
    fact(
      say('verify.approved'),
      say('verify.approvedBy', { names: report.approvedBy.join(', '), approvals, organizers }),
    ),
    ...(pressContact === null ? [] : [fact(say('verify.contact'), pressContact)]),
    '',
    say('verify.byWorkplace'),
    ...report.workplaces.map((workplace) => `  ${workplaceInWords(say, workplace)}`),
    '',
    ...nameLines(report, names),
    '',
    ...roleLines(report),
    '',
    say('verify.proven'),
    ...PROVEN.flatMap((what) => wrapped(say(`verify.proven.${what}`))),
    say('verify.notProven'),
    ...NOT_PROVEN.flatMap((what) => wrapped(say(`verify.notProven.${what}`))),
  ];
}

/** The report for machines, as a JSON value. */
export function jsonReport(report: BundleReport): unknown {
  const { letter, manifest, proposal, edition, editionDigest, count, approvedBy } = report;
  return {
    valid: true,
    letter,
    title: manifest.letter.title,
    count,
    threshold: manifest.threshold,
    epoch: proposal.epoch,
    countedAt: toTime(epochEnd(manifest, proposal.epoch)),
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

function fact(term: string, meaning: string): string {
  return `${term.padEnd(TERM)}${meaning}`;
}

function nameLines({ count }: Report, { all, shown, struck }: Report['names']): string[] {
  const left = struck === 0 ? [] : [`  ${say('verify.struck', { struck })}`];
  if (all === 0) return [say('verify.noNames'), ...left];
  const more = all - shown.length;
  return [
    say('verify.names', { names: all, count }),
    ...shown.map((name) => `  ${nameInWords(say, name)}`),
    ...(more > 0 ? [`  ${say('verify.moreNames', { more })}; --json has them all`] : []),
    ...left,
  ];
}

function roleLines({ roles }: Report): string[] {
  if (roles.length === 0) return [say('verify.noRoles')];
  return [say('verify.roles'), ...roles.map((one) => `  ${rolesInWords(say, one)}`)];
}

/** A sentence over as many lines as it takes. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
