// An edition as plain text: what a newsroom can paste, keep and search. protocol.md#edition
import { headcountOf, shareOf } from '../../protocol/headcount.js';
import {
  namedCells,
  pageOf,
  type BundleFacts,
  type Method,
  type NamedCell,
  type ReleasedEdition,
} from './released-edition.js';

const METHODS: Readonly<Record<Method, string>> = {
  'email-code': 'a code mailed to a work address',
  voucher: 'a single-use code on paper',
  oidc: 'a sign-in',
};

/** The whole text, in English; the letter itself as it was signed. */
export function editionText(released: ReleasedEdition, bundle: BundleFacts): string {
  const { manifest, edition } = released;
  const { title, addressee, body } = manifest.letter;
  const paragraphs = [
    [title, `A letter to ${addressee}`],
    embargoLines(released),
    countLines(released),
    ['BY WORKPLACE', ...namedCells(released).map((cell) => cellLine(cell, manifest.minimumCell))],
    roleLines(released),
    nameLines(released),
    [
      'WHO RELEASED IT',
      `${edition.approvedBy.map(({ label }) => label).join(', ')}: ${manifest.approvals} of the ${manifest.organizers.length} organizers had to agree. They chose these names themselves.`,
      `Contact for the press: ${manifest.pressContact ?? 'none given'}`,
    ],
    [
      'HOW IT WAS VERIFIED',
      'Whoever signed had proven a mailbox at the workplace to the issuer named above, which vouched for her without being able to tell her signature from the others. One mailbox signs once. Text and terms can’t have been changed since: the link is made from them.',
      `Check it yourself, offline: undersigned verify BUNDLE ${edition.letter}`,
      `The bundle: ${bundle.bytes} bytes, SHA-256 ${bundle.sha256}`,
    ],
    [
      'WHAT THAT DOES NOT PROVE',
      'That a mailbox is a person, or that a name is right: it is the mailbox that was checked.',
      'That the issuer vouched for employees only: the count is as honest as the issuers named above.',
      'That the roles are right: the signers chose them, and the table is the server’s word.',
      'Who the organizers are, and that nobody signed against her will.',
    ],
    ['CITE', citation(released), `SHA-256 of the bundle: ${bundle.sha256}`],
    ['THE LETTER', body.trim()],
  ];
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** One line that names the edition for ever. */
function citation(released: ReleasedEdition): string {
  const { manifest, edition } = released;
  const { title, addressee } = manifest.letter;
  const workplaces = manifest.workplaces.map(({ name }) => name).join(', ');
  return `“${title}”, letter to ${addressee} from ${edition.count} employees of ${workplaces}, as of ${edition.asOf}. Edition ${edition.edition}. ${pageOf(released)}`;
}

function embargoLines({ edition }: ReleasedEdition): string[] {
  return edition.embargo === null ? [] : [`EMBARGO: not to be published before ${edition.embargo}.`];
}

function countLines({ manifest, edition }: ReleasedEdition): string[] {
  const share = percent(edition.count, headcountOf(manifest.workplaces));
  return [
    `${edition.count} employees have signed${share}, as of ${localTime(edition.asOf, manifest.timeZone)} (${edition.asOf}).`,
  ];
}

function cellLine({ workplace, headcount, issuers, count, waiting }: NamedCell, minimumCell: number): string {
  const by = issuers.map(({ name, method }) => `${METHODS[method]}, checked by ${name}`).join('; ');
  const waits = waiting ? `; newcomers wait until there are ${minimumCell} of them` : '';
  return `${workplace}: ${count}${percent(count, headcount)} (${by}${waits})`;
}

function roleLines({ manifest, edition }: ReleasedEdition): string[] {
  if (edition.roles.length === 0) return [];
  return [
    'BY ROLE, as the signers said',
    ...edition.roles.map(({ workplace, role, count }) => {
      const place = manifest.workplaces.find(({ id }) => id === workplace)?.name ?? workplace;
      return `${place}, ${role ?? 'no role given'}: ${count ?? `fewer than ${manifest.minimumCell}, or withheld`}`;
    }),
  ];
}

function nameLines({ edition: { names, struck } }: ReleasedEdition): string[] {
  const left =
    struck === 0 ? [] : [`${struck} of those who had chosen to be named were left out by the organizers.`];
  if (names.length === 0) return ['BY NAME: nobody', ...left];
  return [
    `BY NAME: ${names.length}`,
    ...names.map(({ name, title, address }) =>
      [name, title, address].filter((part) => part !== null).join(', '),
    ),
    ...left,
  ];
}

function percent(count: number, headcount: number | null): string {
  const share = shareOf(count, headcount);
  if (share === undefined || headcount === null) return '';
  const shown = new Intl.NumberFormat('en', { style: 'percent', maximumSignificantDigits: 2 }).format(share);
  return `, ${shown} of the ${headcount} who work there`;
}

function localTime(at: string, timeZone: string): string {
  const options = { dateStyle: 'long', timeStyle: 'long' } as const;
  const form = (zone: string): string =>
    new Intl.DateTimeFormat('en', { ...options, timeZone: zone }).format(new Date(at));
  try {
    return form(timeZone);
  } catch {
    return form('UTC');
  }
}
