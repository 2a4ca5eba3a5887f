// What a verifier has found, put in order for whoever says it: the command line, a page, a worker that sends it. protocol.md#bundle
import { printable } from '../../protocol/characters.js';
import type { EditionName, RoleCount } from '../../protocol/edition.js';
import { epochEnd } from '../../protocol/epochs.js';
import type { ProtocolError, ProtocolErrorCode } from '../../protocol/errors.js';
import type { IssuerEntry, Manifest } from '../../protocol/manifest.js';
import { type FileKind, NoBundleError } from '../../protocol/no-bundle.js';
import { toTime } from '../../protocol/shape.js';
import type { BundleReport } from '../../protocol/verify-bundle.js';

/** More names than this are for machines. */
const NAMES_SHOWN = 100;

/** What isn't a bundle at all, as against a bundle that claims what doesn't hold. */
const UNUSABLE_CODES: ReadonlySet<ProtocolErrorCode> = new Set([
  'malformed',
  'not_canonical',
  'unsupported_format',
  'too_large',
] as const);

/** A field as a whole, or an entry of a list: deeper down, and in the documents that organizers signed, something is claimed. */
const OF_THE_FILE = /^(?!proposal$|edition$)(?:\w+|\?)(?:\[\d+\])?$/;

export interface ReportedWorkplace {
  readonly name: string;
  readonly count: number;
  /** Percent of the headcount, one decimal; `null` where no headcount is known. */
  readonly share: string | null;
  readonly headcount: number | null;
  readonly issuers: readonly { readonly name: string; readonly method: IssuerEntry['method'] }[];
  /** Newcomers wait for the next edition. */
  readonly waiting: boolean;
}

export interface ReportedRoles {
  readonly workplace: string;
  /** A role of `null` is none, a count of `null` is not shown. */
  readonly groups: readonly Pick<RoleCount, 'role' | 'count'>[];
}

/** A valid bundle, for people. JSON: it is sent from a worker. */
export interface Report {
  readonly count: number;
  readonly letter: {
    readonly id: string;
    readonly title: string;
    readonly addressee: string;
    readonly language: string;
    readonly timeZone: string;
  };
  readonly threshold: number;
  /** RFC 3339, and the epoch that ended then. */
  readonly countedAt: string;
  readonly epoch: number;
  readonly edition: string;
  readonly embargo: string | null;
  readonly approvedBy: readonly string[];
  /** How many had to approve, of how many. */
  readonly approvals: number;
  readonly organizers: number;
  readonly pressContact: string | null;
  readonly workplaces: readonly ReportedWorkplace[];
  readonly names: {
    readonly all: number;
    /** At most a hundred. */
    readonly shown: readonly Omit<EditionName, 'nullifier'>[];
    readonly struck: number;
  };
  readonly roles: readonly ReportedRoles[];
}

/** `invalid`: a bundle that claims what doesn't hold. `unusable`: not a bundle at all, or not one that this program knows. */
export interface Refusal {
  readonly verdict: 'invalid' | 'unusable';
  readonly code: ProtocolErrorCode;
  /** An English sentence. */
  readonly message: string;
  readonly place: string | null;
  /** What was given instead of a bundle, if it was none. */
  readonly file: FileKind | null;
}

/** What a valid bundle shows, in the order in which it is told; texts as they may be shown. */
export function reportOf({ letter, manifest, proposal, edition, ...found }: BundleReport): Report {
  const { title, addressee, language } = manifest.letter;
  return shown({
    count: found.count,
    letter: { id: letter, title, addressee, language, timeZone: manifest.timeZone },
    threshold: manifest.threshold,
    countedAt: toTime(epochEnd(manifest, proposal.epoch)),
    epoch: proposal.epoch,
    edition: found.editionDigest,
    embargo: edition.embargo,
    approvedBy: found.approvedBy,
    approvals: manifest.approvals,
    organizers: manifest.organizers.length,
    pressContact: manifest.pressContact,
    workplaces: proposal.cells.map((cell) => workplaceOf(manifest, cell)),
    names: {
      all: edition.names.length,
      shown: edition.names
        .slice(0, NAMES_SHOWN)
        .map(({ name, title: as, address }) => ({ name, title: as, address })),
      struck: edition.struck,
    },
    roles: manifest.workplaces.flatMap(({ id, name }) => {
      const groups = edition.roles.filter((row) => row.workplace === id);
      if (groups.length === 0) return [];
      return [{ workplace: name, groups: groups.map(({ role, count }) => ({ role, count })) }];
    }),
  });
}

/** What a refusal by the verifier means. */
export function refusalOf(error: ProtocolError): Refusal {
  const { code, message, place } = error;
  const isOfTheFile = place === undefined || OF_THE_FILE.test(place);
  const verdict = UNUSABLE_CODES.has(code) && isOfTheFile ? 'unusable' : 'invalid';
  const file = error instanceof NoBundleError ? error.kind : null;
  return shown({ verdict, code, message, place: place ?? null, file });
}

/** The same, with nothing in it that plays with a terminal or with the order of a line. */
function shown<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shown) as T;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shown<unknown>(field)])) as T;
}

function workplaceOf(manifest: Manifest, cell: BundleReport['proposal']['cells'][number]): ReportedWorkplace {
  const workplace = manifest.workplaces.find((one) => one.id === cell.workplace);
  const headcount = workplace?.headcount ?? null;
  return {
    name: workplace?.name ?? cell.workplace,
    count: cell.count,
    share: headcount === null ? null : ((100 * cell.count) / headcount).toFixed(1),
    headcount,
    issuers: cell.issuers.flatMap((i) => {
      const issuer = manifest.issuers[i];
      return issuer === undefined ? [] : [{ name: issuer.name, method: issuer.method }];
    }),
    waiting: cell.waiting,
  };
}
