// What a press page shows of an edition of any size, put together without a server: hundreds of names take no time.
import type { EditionView } from '../../src/origin/editions/editions.dto.js';
import { countsByMethod, namedCells, pageOf } from '../../src/origin/editions/released-edition.js';
import { headcountOf, shareOf } from '../../src/protocol/headcount.js';
import type { Manifest } from '../../src/protocol/manifest.js';
import type { PressFacts } from '../../src/web/pages/press/press-facts.service.js';
import type { TestLetter } from './letters.js';

export interface PressOptions {
  /** All signatures, shared out among the workplaces. */
  readonly count: number;
  /** How many of them are named; none. */
  readonly names?: number;
  /** Whether there is a table of roles for each workplace; there is. */
  readonly roles?: boolean;
  readonly after?: PressFacts['after'];
}

/** The facts of a letter's edition, by the same rules as the server's. */
export function pressFacts(letter: TestLetter, options: PressOptions): PressFacts {
  const { manifest, id } = letter;
  const edition = editionOf(letter, options);
  const released = { manifest, edition };
  const [cells, headcount] = [namedCells(released), headcountOf(manifest.workplaces)];
  return {
    released: {
      letter: { id, manifest } as PressFacts['released']['letter'],
      edition,
      cells,
      methods: countsByMethod(cells),
      headcount,
      share: shareOf(edition.count, headcount),
      bundle: { bytes: 1900 * edition.count + 9000, sha256: 'c0ffee42'.repeat(8) },
      url: pageOf(released),
    },
    isUnderEmbargo: false,
    access: undefined,
    after: options.after ?? { noAnswerYet: true, entries: [], support: [], organizations: [] },
  };
}

function editionOf(
  { manifest, id }: TestLetter,
  { count, names = 0, roles = true }: PressOptions,
): EditionView {
  const { workplaces, organizers, approvals } = manifest;
  const each = Math.floor(count / workplaces.length);
  return {
    edition: 'kRUQ3Zl3pPs0Z2K8u3yq0m1Qb7dT5w9xJcVhN4sEaLg',
    letter: id,
    epoch: 40,
    asOf: '2018-06-27T08:00:00Z',
    count,
    cells: workplaces.map((workplace, i) => ({
      workplace: workplace.id,
      issuers: issuersOf(manifest, i),
      count: i === 0 ? count - each * (workplaces.length - 1) : each,
      waiting: i === 1,
    })),
    names: Array.from({ length: names }, (_, i) => nameOf(i)),
    roles: roles ? workplaces.flatMap(({ id: workplace }) => rolesOf(manifest, workplace, each)) : [],
    struck: names > 100 ? 2 : 0,
    embargo: null,
    approvedBy: organizers.slice(0, approvals).map(({ label, signingKey: key }) => ({ label, key })),
  };
}

/** As `makeLetter` shares them out. */
function issuersOf({ issuers, workplaces }: Manifest, workplace: number): number[] {
  const each = issuers.length / workplaces.length;
  return Array.from({ length: each }, (_, i) => workplace * each + i);
}

function rolesOf({ roles }: Manifest, workplace: string, count: number): EditionView['roles'] {
  // The first is too small to be shown, the second would tell of it.
  const shown = roles.map((role, i) => ({
    workplace,
    role,
    count: i < 2 ? null : Math.floor(count / 10) + i,
  }));
  return [...shown, { workplace, role: null, count: Math.floor(count / 2) }];
}

const GIVEN = [
  'Ada',
  'Benedikt',
  'Chidi',
  'Dorothea',
  'Emre',
  'Frieda',
  'Ghassan',
  'Hye-jin',
  'Ines',
  'נועה',
];
const FAMILY = ['Nwosu', 'Öztürk-Kowalczyk', 'Lindqvist', 'da Silva Ferreira', 'O’Rourke', 'Sato', 'לוי'];
const TITLES = [null, 'Engineer', null, 'Senior Member of Technical Staff', null, 'Designer'];

function nameOf(i: number): EditionView['names'][number] {
  const family = `${FAMILY[Math.floor(i / GIVEN.length) % FAMILY.length]!}${i < 70 ? '' : ` ${i}`}`;
  return {
    nullifier: i.toString(16).padStart(64, '0'),
    name: `${GIVEN[i % GIVEN.length]!} ${family}`,
    title: TITLES[i % TITLES.length]!,
    address: i % 3 === 0 ? `person${i}@larkspur.example` : null,
  };
}
