// The verifier's report for people: what a valid bundle shows, what that proves, and what it doesn't. protocol.md#bundle
import type { EditionName, RoleCount } from '../protocol/edition.js';
import { epochEnd } from '../protocol/epochs.js';
import { toTime } from '../protocol/shape.js';
import type { BundleReport } from '../protocol/verify-bundle.js';

const METHODS = {
  'email-code': 'a code mailed to a work address',
  voucher: 'a single-use code on paper',
  oidc: 'a sign-in',
};

/** More names than this are for machines. */
const NAMES_SHOWN = 100;

/** The report, line by line. */
export function reportLines(report: BundleReport): string[] {
  const { manifest, proposal, edition } = report;
  return [
    `VALID: ${report.count.toString()} signatures, each of a different employee by the word of the issuers named below.`,
    '',
    `Letter      ${manifest.letter.title}`,
    `To          ${manifest.letter.addressee}`,
    `Id          ${report.letter}`,
    `Threshold   ${manifest.threshold.toString()}`,
    `Counted at  ${toTime(epochEnd(manifest, proposal.epoch))} (end of epoch ${proposal.epoch.toString()})`,
    `Edition     ${report.editionDigest}`,
    `Embargo     ${edition.embargo === null ? 'none' : `not to be published before ${edition.embargo}`}`,
    `Approved    by ${report.approvedBy.join(', ')} (${manifest.approvals.toString()} of ${manifest.organizers.length.toString()} needed)`,
    ...(manifest.pressContact === null ? [] : [`Contact     ${manifest.pressContact}`]),
    '',
    'By workplace',
    ...proposal.cells.map((cell) => cellLine(report, cell)),
    '',
    ...nameLines(report),
    '',
    ...roleLines(report),
    '',
    'What this proves',
    '  The text and terms are those of the link. Every organizer signed them, every issuer confirmed them.',
    '  Each signature has a token of its own, signed by the issuer of its workplace for this letter and no other,',
    '  and a statement made with the key inside that token. None stands twice. The count is theirs, and the',
    '  organizers named above approved it.',
    'What it does not prove',
    '  That an issuer gave tokens to employees only: trust the issuers named above for that, or ask for several.',
    '  That a mailbox is a person, or that a name is right: a certificate proves the mailbox, not the name.',
    '  That the roles are right: the role table is the origin’s word.',
    '  Who the organizers are. Who signed without a name; that is the point.',
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

function nameLines({ edition, count }: BundleReport): string[] {
  const { names, struck } = edition;
  const more = names.length - NAMES_SHOWN;
  const left =
    struck === 0
      ? []
      : [`  Left out by the organizers (struck): ${struck.toString()} of those who had chosen to be named.`];
  if (names.length === 0) return ['By name: nobody', ...left];
  return [
    `By name: ${names.length.toString()} of ${count.toString()}`,
    ...names.slice(0, NAMES_SHOWN).map(nameLine),
    ...(more > 0 ? [`  and ${more.toString()} more; --json has them all`] : []),
    ...left,
  ];
}

function nameLine({ name, title, address }: EditionName): string {
  const proof =
    address === null ? 'certificate checked by the organizers' : `${address}, certificate in the bundle`;
  return `  ${name}${title === null ? '' : `, ${title}`} (${proof})`;
}

function roleLines({ manifest, edition }: BundleReport): string[] {
  if (edition.roles.length === 0) return ['By role: no table in this edition'];
  return [
    'By role, by the origin’s word (–: too few to be shown, or would tell of those)',
    ...manifest.workplaces.flatMap(({ id, name }) => {
      const rows = edition.roles.filter((row) => row.workplace === id);
      return rows.length === 0 ? [] : [`  ${name}: ${rows.map(roleText).join(', ')}`];
    }),
  ];
}

function roleText({ role, count }: RoleCount): string {
  return `${role ?? 'no role given'} ${count === null ? '–' : count.toString()}`;
}
