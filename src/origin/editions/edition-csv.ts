// An edition as a table for spreadsheets: RFC 4180, one row a number or a name. protocol.md#edition
import { headcountOf, shareOf } from '../../protocol/headcount.js';
import { countsByMethod, namedCells, type ReleasedEdition } from './released-edition.js';

const COLUMNS = [
  'row',
  'workplace',
  'method',
  'issuer',
  'role',
  'name',
  'title',
  'address',
  'count',
  'headcount',
  'share',
  'note',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number>>;

/** Spreadsheets read UTF-8 only if it begins so. */
const MARK = '\uFEFF';

/** What a spreadsheet would take for a formula, in the widths that keyboards of East Asia have, too. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** The table, in UTF-8 with its mark: the whole, by workplace, by method, by role, then the names. */
export function editionCsv(released: ReleasedEdition): string {
  return (
    MARK +
    [COLUMNS, ...rowsOf(released).map((row) => COLUMNS.map((name) => row[name] ?? ''))].map(lineOf).join('')
  );
}

function rowsOf(released: ReleasedEdition): Row[] {
  const { manifest, edition } = released;
  const cells = namedCells(released);
  const waits = `newcomers wait until there are ${manifest.minimumCell} of them`;
  const nameOf = (id: string): string => manifest.workplaces.find((one) => one.id === id)?.name ?? id;
  return [
    {
      row: 'total',
      count: edition.count,
      ...share(edition.count, headcountOf(manifest.workplaces)),
      note: `as of ${edition.asOf}`,
    },
    ...cells.map(({ workplace, headcount, issuers, count, waiting }) => ({
      row: 'workplace',
      workplace,
      method: issuers.map(({ method }) => method).join(' and '),
      issuer: issuers.map(({ name }) => name).join(' and '),
      count,
      ...share(count, headcount),
      ...(waiting ? { note: waits } : {}),
    })),
    ...countsByMethod(cells).map(({ methods, count }) => ({
      row: 'method',
      method: methods.join(' and '),
      count,
    })),
    ...edition.roles.map(({ workplace, role, count }) => ({
      row: 'role',
      workplace: nameOf(workplace),
      role: role ?? 'no role given',
      ...(count === null ? { note: `fewer than ${manifest.minimumCell}, or withheld` } : { count }),
    })),
    ...edition.names.map(({ name, title, address }) => ({
      row: 'name',
      name,
      ...(title === null ? {} : { title }),
      ...(address === null
        ? { note: 'mailbox checked by the organizers' }
        : { address, note: 'mailbox proven in the bundle' }),
    })),
  ];
}

function share(count: number, headcount: number | null): Row {
  const part = shareOf(count, headcount);
  return headcount === null ? {} : { headcount, ...(part === undefined ? {} : { share: part.toFixed(4) }) };
}

function lineOf(cells: readonly (string | number)[]): string {
  return `${cells.map(cellOf).join()}\r\n`;
}

/** Exported for its tests. */
export function cellOf(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
