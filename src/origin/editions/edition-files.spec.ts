import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeLetter } from '../../../test/support/letters.js';
import type { Manifest } from '../../protocol/manifest.js';
import { cellOf, editionCsv } from './edition-csv.js';
import { editionText } from './edition-text.js';
import type { EditionView } from './editions.dto.js';
import type { ReleasedEdition } from './released-edition.js';

let manifest: Manifest;

beforeAll(async () => {
  ({ manifest } = await makeLetter({ workplaces: 2 }));
});

function released(changes: Partial<EditionView> = {}, terms: Partial<Manifest> = {}): ReleasedEdition {
  const [first, second] = manifest.workplaces;
  const cell = (workplace: string, issuer: number, count: number) => ({
    workplace,
    issuers: [issuer],
    count,
    waiting: false,
  });
  return {
    manifest: { ...manifest, ...terms },
    edition: {
      edition: 'E'.repeat(43),
      letter: 'a'.repeat(32),
      epoch: 3,
      asOf: '2018-06-25T19:00:00Z',
      count: 1200,
      cells: [cell(first!.id, 0, 1180), cell(second!.id, 1, 20)],
      names: [],
      roles: [],
      struck: 0,
      embargo: null,
      approvedBy: [{ label: 'Heron', key: 'k' }],
      ...changes,
    },
  };
}

/** The cells of a line without quotes. */
function rows(csv: string, kind: string): string[][] {
  return csv
    .split('\r\n')
    .filter((line) => line.startsWith(`${kind},`))
    .map((line) => line.replace(/"[^"]*"/g, 'quoted').split(','));
}

const named = (name: string, title: string | null = null): EditionView['names'] => [
  { nullifier: 'n', name, title, address: null },
];

describe('a cell of the table', () => {
  it.each([
    ['=1+1', `'=1+1`],
    ['+49 30', `'+49 30`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\tx', `'\tx`],
    [' =HYPERLINK(1)', `' =HYPERLINK(1)`],
    ['＝1', `'＝1`],
    ["=cmd|' /C calc'!A0", `'=cmd|' /C calc'!A0`],
    ['=1,"2"', `"'=1,""2"""`],
  ])('is no formula: %j', (typed, written) => {
    expect(cellOf(typed)).toBe(written);
  });

  it.each([
    ['a, b', '"a, b"'],
    ['say "no"', '"say ""no"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['Öztürk-Kowalczyk', 'Öztürk-Kowalczyk'],
    ['a=b', 'a=b'],
    [-1, '-1'],
  ])('is quoted where it has to be: %j', (typed, written) => {
    expect(cellOf(typed)).toBe(written);
  });
});

describe('the table', () => {
  it('has as many cells in every line, each ended as RFC 4180 says, and begins so that spreadsheets read UTF-8', () => {
    const csv = editionCsv(
      released({ names: named('Ada', 'Engineer'), roles: [{ workplace: 'x', role: null, count: 20 }] }),
    );
    expect(csv.startsWith('\uFEFFrow,')).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    const lines = csv.slice(0, -2).split('\r\n');
    const widths = lines.map((line) => line.replace(/"[^"]*"/g, '').split(',').length);
    expect(new Set(widths)).toEqual(new Set([12]));
  });

  it('counts the whole, each workplace and each method', () => {
    const csv = editionCsv(released());
    expect(rows(csv, 'total')[0]?.[8]).toBe('1200');
    expect(rows(csv, 'workplace').map((row) => row[8])).toEqual(['1180', '20']);
    expect(rows(csv, 'method').map((row) => [row[2], row[8]])).toEqual([['email-code', '1200']]);
  });

  it('gives a share only where the headcount is known, and not less than who signed', () => {
    const of = (headcount: number | null) =>
      rows(
        editionCsv(released({}, { workplaces: manifest.workplaces.map((one) => ({ ...one, headcount })) })),
        'total',
      )[0];
    expect(of(null)?.slice(9, 11)).toEqual(['', '']);
    expect(of(1200)?.slice(9, 11)).toEqual(['2400', '0.5000']);
    expect(of(100)?.slice(9, 11)).toEqual(['200', '']);
  });

  it('leaves the count of a suppressed role out, and says so', () => {
    const [row] = rows(
      editionCsv(released({ roles: [{ workplace: 'x', role: 'Design', count: null }] })),
      'role',
    );
    expect([row?.[4], row?.[8]]).toEqual(['Design', '']);
    expect(row?.[11]).toBe('quoted');
  });

  it('disarms what a signer called herself', () => {
    const csv = editionCsv(released({ names: named('=HYPERLINK("https://evil.example")', '@boss') }));
    expect(csv).toContain(`,"'=HYPERLINK(""https://evil.example"")",'@boss,`);
  });
});

describe('the text', () => {
  const BUNDLE = { bytes: 23_700, sha256: 'ab'.repeat(32) };

  it('says count, share, approvals, what is proven and what isn’t, and the letter as it was signed', () => {
    const text = editionText(released({ names: named('Ada', 'Engineer'), struck: 2 }), BUNDLE);
    for (const said of [
      manifest.letter.title,
      '1200 employees have signed',
      '(2018-06-25T19:00:00Z)',
      'Ada, Engineer',
      '2 of those who had chosen to be named were left out',
      'Heron:',
      BUNDLE.sha256,
      'a mailbox is a person',
      `/l/${'a'.repeat(32)}/press/${'E'.repeat(43)}`,
      manifest.letter.body.trim(),
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('EMBARGO');
    expect(text).not.toContain('undefined');
  });

  it('begins with the embargo', () => {
    const text = editionText(released({ embargo: '2018-06-28T06:00:00Z' }), BUNDLE);
    expect(text.indexOf('EMBARGO: not to be published before 2018-06-28T06:00:00Z.')).toBeLessThan(
      text.indexOf('1200 employees'),
    );
  });

  it('says what waits, and of small roles that they are withheld', () => {
    const { edition } = released();
    const waits = edition.cells.map((cell) => ({ ...cell, waiting: true }));
    const roles = [{ workplace: manifest.workplaces[0]!.id, role: 'Design', count: null }];
    const text = editionText(released({ cells: waits, roles }), BUNDLE);
    expect(text).toContain(`newcomers wait until there are ${manifest.minimumCell} of them`);
    expect(text).toContain(`Design: fewer than ${manifest.minimumCell}, or withheld`);
  });

  it('is written where the time zone is unknown, too', () => {
    expect(editionText(released({}, { timeZone: 'Nowhere/Land' }), BUNDLE)).toContain('June 25, 2018');
  });
});
