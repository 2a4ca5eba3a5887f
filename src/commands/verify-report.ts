// The verifier's report for people: what a valid bundle shows, what that proves, and what it doesn't.
import { epochEnd } from '../protocol/epochs.js';
import { toTime } from '../protocol/shape.js';
import type { BundleReport } from '../protocol/verify-bundle.js';

const METHODS = {
  'email-code': 'a code mailed to a work address',
  voucher: 'a single-use code on paper',
  oidc: 'a sign-in',
};

/** The report, line by line. */
export function reportLines(report: BundleReport): string[] {
  const { manifest, proposal, edition } = report;
  return [
    `VALID: ${report.count.toString()} signatures, each of a different employee by the word of the issuer named below.`,
    '',
    `Letter      ${manifest.letter.title}`,
    `To          ${manifest.letter.addressee}`,
    `Id          ${report.letter}`,
    `Threshold   ${manifest.threshold.toString()}`,
    `Counted at  ${toTime(epochEnd(manifest, proposal.epoch))} (end of epoch ${proposal.epoch.toString()})`,
    `Edition     ${report.editionDigest}`,
    `Approved    by ${report.approvedBy.join(', ')} (${manifest.approvals.toString()} of ${manifest.organizers.length.toString()} needed)`,
    '',
    'By workplace',
    ...proposal.cells.map((cell) => cellLine(report, cell)),
    '',
    `Names shown: ${edition.names.length.toString()}; struck by the organizers: ${edition.struck.toString()}.`,
    '',
    'What this proves',
    '  The text and terms are those of the link. Every organizer signed them, every issuer confirmed them.',
    '  Each signature has a token of its own, signed by the issuer of its workplace for this letter and no other,',
    '  and a statement made with the key inside that token. None stands twice. The count is theirs.',
    'What it does not prove',
    '  That an issuer gave tokens to employees only: trust the issuer named above for that, or ask for several.',
    '  Who signed. That is the point.',
  ];
}

function cellLine({ manifest }: BundleReport, cell: BundleReport['proposal']['cells'][number]): string {
  const workplace = manifest.workplaces.find((one) => one.id === cell.workplace);
  const issuers = cell.issuers.flatMap((i) => manifest.issuers[i] ?? []);
  const share =
    workplace?.headcount == null
      ? ''
      : `, ${((100 * cell.count) / workplace.headcount).toFixed(1)} % of ${workplace.headcount.toString()}`;
  const by = issuers.map((issuer) => `${METHODS[issuer.method]}, checked by ${issuer.name}`).join('; ');
  const waiting = cell.waiting ? '; newcomers wait for the next edition' : '';
  return `  ${workplace?.name ?? cell.workplace}: ${cell.count.toString()}${share} (${by}${waiting})`;
}
