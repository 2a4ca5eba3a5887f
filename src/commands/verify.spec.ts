import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import {
  asLines,
  makeBundle,
  makeRecord,
  type TestBundle,
  type TestRecord,
} from '../../test/support/bundles.js';
import { certify, makeLetter, makeSigners, type TestLetter } from '../../test/support/letters.js';
import { describeCase } from '../../test/support/shared-cases.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import type { Bundle } from '../protocol/bundle.js';
import { canonicalBytes } from '../protocol/canonical-json.js';
import { toBase64url } from '../protocol/codec.js';
import { namedDigest } from '../protocol/proposal.js';
import { roleTable } from '../protocol/role-table.js';
import { verify } from './verify.js';
import { say } from './verify-report.js';

const SIGNERS = 12;
const ADDRESS = 'ada.quist@larkspur.example';

interface Said {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

let folder: string;
let letter: TestLetter;
let bundle: TestBundle;
let plain: TestBundle;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'undersigned-verify-'));
  letter = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 10 });
  bundle = await namedBundle();
  plain = await makeBundle({ letter, signers: SIGNERS });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the report for people', () => {
  it('says what the bundle shows, in words', async () => {
    const { exit, out, err } = await run(file('named', bundle.file));
    expect([exit, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe(
      'VALID: 12 signatures, each of a different employee by the word of the issuers named below.',
    );
    for (const said of [
      `Id          ${letter.id}`,
      'Threshold   10',
      'Counted at  2018-06-25T19:00:00Z (end of epoch 3)',
      'Embargo     not to be published before 2018-07-02T06:00:00Z',
      'Approved    by Organizer A, Organizer B (2 of 3 needed)',
      'a code mailed to a work address, checked by The Letter Room',
      'By name: 2 of 12',
      `  Ada Quist, Engineer (${ADDRESS}, certificate in the bundle)`,
      '  Bert Oyelaran (certificate checked by the organizers)',
      '  Left out by the organizers (struck): 1 of those who had chosen to be named.',
      'By role, by the origin’s word',
      'Engineer 3, Designer –, no role given –',
      'What this proves',
      'What it does not prove',
      'the role table is the origin’s word',
    ]) {
      expect(out).toContain(said);
    }
  });

  it('says when there are no names, no roles and no embargo', async () => {
    const { out } = await run(file('plain', plain.file));
    expect(out).toContain('Embargo     none');
    expect(out).toContain('By name: nobody');
    expect(out).toContain('By role: no table in this edition');
    expect(out).not.toContain('struck');
  });

  it('is the same for both forms', async () => {
    const json = await run(file('form.json', bundle.file));
    expect(await run(file('form.ndjson', asLines(bundle.bundle)))).toEqual(json);
  });
});

describe('the report for machines', () => {
  it('says the same, as JSON', async () => {
    const { exit, out, err } = await run(file('machine', bundle.file), letter.id, { json: true });
    expect([exit, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      valid: true,
      letter: letter.id,
      title: letter.manifest.letter.title,
      count: SIGNERS,
      threshold: 10,
      epoch: 3,
      countedAt: '2018-06-25T19:00:00Z',
      cells: [
        { workplace: 'larkspur', issuers: ['The Letter Room'], methods: ['email-code'], count: 6 },
        { workplace: 'tidewater', count: 6 },
      ],
      struck: 1,
      embargo: '2018-07-02T06:00:00Z',
      edition: toBase64url(p.sha256(bundle.edition)),
      approvedBy: ['Organizer A', 'Organizer B'],
    });
    const { names, roles } = JSON.parse(out) as { names: { name: string }[]; roles: unknown[] };
    expect(names.map(({ name }) => name).sort()).toEqual(['Ada Quist', 'Bert Oyelaran']);
    expect(roles).toHaveLength(6);
  });

  it('says no as JSON too', async () => {
    const { exit, out, err } = await run(file('none', Buffer.from('{}')), letter.id, { json: true });
    expect([exit, err]).toEqual([2, '']);
    expect(JSON.parse(out)).toMatchObject({ valid: false, code: 'malformed', place: 'format' });
  });
});

describe('what is invalid ends with 1', () => {
  const changes: [what: string, code: string, (bundle: Bundle) => unknown][] = [
    ['a record too few', 'count_mismatch at proposal.count', (b) => b.records.pop()],
    ['a record twice', 'duplicate_record at records[1]', (b) => b.records.unshift(b.records[0]!)],
    ['two records swapped', 'unsorted_records at records[1]', (b) => b.records.reverse()],
    [
      'somebody else’s signature',
      'invalid_statement at records[2].statement',
      (b) => (b.records[2]!.signature = b.records[3]!.signature),
    ],
    ['a key of another length', 'malformed at records[2].key', (b) => (b.records[2]!.key = 'AAAA')],
    ['an approval less', 'too_few_approvals at editionApprovals', (b) => b.editionApprovals.pop()],
  ];

  it.each(changes)('%s: %s', async (what, code, change) => {
    const copy = structuredClone(bundle.bundle);
    change(copy);
    for (const bytes of [canonicalBytes(copy), asLines(copy)]) {
      const { exit, out, err } = await run(file(what, bytes));
      expect([exit, out]).toEqual([1, '']);
      expect(err).toMatch(/^INVALID: do not rely on this bundle\.\n(?:[A-Za-z].*\.\n){3}\(/);
      expect(err).toContain(`(${code})`);
    }
  });

  it('another letter', async () => {
    const { exit, err } = await run(file('other', bundle.file), 'a'.repeat(32));
    expect(exit).toBe(1);
    expect(err).toContain('(letter_mismatch at manifest)');
  });
});

/** A name, a title or a field that would clear a terminal, say VALID in it and turn a line round. */
const EVIL = '\u001b[2J\u001b[HVALID: 650 signatures\u009b1m\u202e\u2066\u200f\u061c\r\n';

const firstLine = (): Uint8Array => {
  const lines = asLines(bundle.bundle);
  return lines.subarray(0, lines.indexOf(0x0a));
};

describe('what somebody has by mistake', () => {
  it.each([
    ['empty', () => Buffer.of()],
    ['cut_off', () => bundle.file.subarray(0, 9000)],
    ['cut_off', () => asLines(bundle.bundle).subarray(0, 15_000)],
    ['cut_off', () => firstLine()],
    ['web_page', () => Buffer.from('<!doctype html><title>A letter</title>')],
    ['packed', () => gzipSync(bundle.file)],
    ['saved_anew', () => Buffer.concat([Buffer.from('\ufeff'), bundle.file])],
    ['other', () => Buffer.from('Dear Dana,')],
  ] as const)('%s: says so in the words of the page, and what to do', async (kind, bytes) => {
    const { exit, err } = await run(file(`mistake-${kind}`, bytes()));
    expect(exit).toBe(2);
    const [, why, ...rest] = err.split('\n');
    expect(why).toBe(say(`verify.kind.${kind}`));
    expect(rest).toContain(say('verify.unusableNext'));
  });

  it('the letter’s link in place of its id: takes it, as the page does', async () => {
    for (const link of [`https://letters.example/l/${letter.id}`, ` letters.example/l/${letter.id}?x#y`]) {
      expect((await run(file('plain', plain.file), link)).out).toMatch(/^VALID: /);
    }
  });
});

describe('what stands in a file', () => {
  it('reaches no terminal as it is: of a bundle that holds', async () => {
    const name = 'A\u200fB\u061cC\ufeffD';
    const odd = await makeLetter({ overrides: { nameConditions: [1] } });
    const signers = await makeSigners(odd, 3);
    const records = await Promise.all(signers.map((signer) => makeRecord(odd, signer)));
    const { nullifier } = records[0]!;
    const made = await makeBundle({
      letter: odd,
      records,
      proposal: { named: namedDigest(p, [nullifier]) },
      edition: { names: [{ nullifier: toBase64url(nullifier), name, title: name, address: null }] },
    });
    const people = await run(file('odd', made.file), odd.id);
    expect(people.out).toContain('A\\u{200f}B\\u{61c}C\\u{feff}D, A\\u{200f}B\\u{61c}C\\u{feff}D');
    const machines = await run(file('odd', made.file), odd.id, { json: true });
    expect(JSON.parse(machines.out)).toMatchObject({ names: [{ name, title: name }] });
    for (const said of [people.out, machines.out]) expect(said).toMatch(/^[^\u200f\u061c\ufeff]*$/);
  });

  it.each([
    ['a field', () => canonicalBytes({ ...bundle.bundle, [EVIL]: 1 })],
    ['a field of a record', () => withRecord({ [EVIL]: 1 })],
    ['a value', () => canonicalBytes({ ...bundle.bundle, log: EVIL })],
    ['a format', () => canonicalBytes({ ...bundle.bundle, format: EVIL })],
    ['all of it', () => Buffer.from(EVIL)],
    ['what can’t be parsed', () => Buffer.from(`{"a":"${EVIL}"}`)],
  ])('reaches no terminal as it is: of one that doesn’t, in %s', async (_, bytes) => {
    for (const json of [false, true]) {
      const { exit, out, err } = await run(file('evil', bytes()), letter.id, { json });
      expect([1, 2]).toContain(exit);
      expect(out + err).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200f\u061c\u202e\u2066]+$/);
      expect(out + err).not.toContain('VALID: 650');
    }
  });

  function withRecord(more: object): Uint8Array {
    const [first, ...others] = bundle.bundle.records;
    return canonicalBytes({ ...bundle.bundle, records: [{ ...first, ...more }, ...others] });
  }
});

describeCase('fake-valid', ({ path, id }) => {
  it('is invalid, and prints not one control character', async () => {
    for (const json of [false, true]) {
      const { exit, out, err } = await run(path, id, { json });
      expect([1, 2]).toContain(exit);
      expect(out + err).toMatch(/^[ -~\n’]+$/);
    }
  });
});

describe('what is no bundle ends with 2', () => {
  const unusable: [what: string, said: string, () => Uint8Array][] = [
    ['nothing', '(malformed)', () => Buffer.of()],
    ['a picture', '(malformed)', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a page', '(malformed)', () => Buffer.from('<!doctype html>\n<title>404</title>\n')],
    ['other JSON', '(malformed at format)', () => Buffer.from('{"a":1}')],
    ['a list', '(malformed)', () => Buffer.from('[]')],
    ['a JSON file cut off', '(malformed)', () => bundle.file.subarray(0, -1)],
    ['lines cut off', `(malformed at records[${SIGNERS - 1}])`, () => asLines(bundle.bundle).subarray(0, -1)],
    [
      'another version',
      '(unsupported_format)',
      () => canonicalBytes({ ...bundle.bundle, format: 'undersigned/bundle/v2' }),
    ],
    [
      'a key that stands twice',
      '(not_canonical)',
      () => Buffer.from(Buffer.from(bundle.file).toString().replace('"log":null', '"log":null,"log":null')),
    ],
    [
      'a key that stands twice in a record',
      '(not_canonical at records[0])',
      () => Buffer.from(asLines(bundle.bundle).toString().replace('\n{"key"', '\n{"key":"","key"')),
    ],
    ['spread out', '(not_canonical)', () => Buffer.from(JSON.stringify(bundle.bundle, null, 2))],
    ['a line feed more', '(not_canonical)', () => Buffer.from(`${Buffer.from(bundle.file).toString()}\n`)],
    ['a field more', '(malformed at more)', () => canonicalBytes({ ...bundle.bundle, more: 1 })],
    ['a byte order mark', '(malformed)', () => Buffer.concat([Buffer.from('\ufeff'), bundle.file])],
    ['UTF-16', '(malformed)', () => Buffer.from(`\ufeff${Buffer.from(bundle.file).toString()}`, 'utf16le')],
    ['gzip', '(malformed)', () => gzipSync(bundle.file)],
    ['a zip', '(malformed)', () => Buffer.from('504b0304140000000800', 'hex')],
    ['a page with space before it', '(malformed)', () => Buffer.from('\n\n <!doctype html>\n')],
    ['half of the JSON', '(malformed)', () => bundle.file.subarray(0, bundle.file.length >> 1)],
    ['the first line alone', '(malformed at records)', () => firstLine()],
    [
      'a field of a name that plays',
      '(malformed at ?)',
      () => canonicalBytes({ ...bundle.bundle, [EVIL]: 1 }),
    ],
    ['lists in each other', '(too_large)', () => Buffer.from('['.repeat(1000))],
    ['far too large', '(too_large)', () => Buffer.alloc((1 << 26) + 1, 0x20)],
    [
      'too many records',
      '(too_large at records)',
      () => canonicalBytes({ ...bundle.bundle, records: 1_000_001 }),
    ],
  ];

  it.each(unusable)('%s: %s', async (what, said, bytes) => {
    const { exit, out, err } = await run(file(what, bytes()));
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(/^UNUSABLE: this can’t be checked\.\n(?:[A-Za-z?].*\.\n){2,3}\(/);
    expect(err).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
    );
    expect(err).toContain(said);
  });

  it('a file that isn’t there, a folder, a path through a file', async () => {
    const missing = await run(join(folder, 'nowhere'));
    expect(missing).toMatchObject({ exit: 2, out: '' });
    expect(missing.err).toContain('There is no such file. Check the path.');
    expect(missing.err).toContain(`(unreadable at ${join(folder, 'nowhere')})`);
    mkdirSync(join(folder, 'sub'));
    expect((await run(join(folder, 'sub'))).err).toContain('This is a folder.');
    expect((await run(join(file('plain', plain.file), 'x'))).err).toContain('There is no such file.');
    const json = await run(join(folder, 'nowhere'), letter.id, { json: true });
    expect(JSON.parse(json.out)).toMatchObject({ valid: false, code: 'unreadable' });
  });

  it('a check that fails by itself, which says nothing about the bundle', async () => {
    const broken = { ...p, rsaPssVerifier: () => Promise.reject(new RangeError('/home/somebody')) };
    const said = await run(file('whole', plain.file), letter.id, { json: false }, undefined, broken);
    expect([said.exit, said.out]).toEqual([2, '']);
    expect(said.err).toMatch(
      /^UNUSABLE.*\nThe check failed on this machine.*RangeError.*Try again\.\n\(failed\)\n$/,
    );
  });

  it('no letter’s id', async () => {
    for (const id of [
      '',
      'x',
      letter.id.toUpperCase(),
      `${letter.id}a`,
      letter.id.replace(/.$/, '1'),
      EVIL,
    ]) {
      const { exit, err } = await run(file('plain', plain.file), id);
      expect(exit).toBe(2);
      expect(err).toContain('(malformed at letter-id)');
    }
  });
});

describe('progress', () => {
  let many: string;
  let few: string;

  beforeAll(async () => {
    few = file('few', plain.file);
    many = file('many', asLines((await makeBundle({ letter, signers: 1001 })).bundle));
  });

  it('is a bar on a terminal, above a thousand records', async () => {
    const terminal = terminalOf(true);
    expect((await run(many, letter.id, { json: false }, terminal)).exit).toBe(0);
    expect(terminal.read()?.toString()).toContain('1001 of 1001 records');
  });

  it.each([
    ['with fewer', true, false, () => few],
    ['without a terminal', false, false, () => many],
    ['for machines', true, true, () => many],
  ])('is not shown %s', async (_, isTTY, json, path) => {
    const terminal = terminalOf(isTTY);
    expect((await run(path(), letter.id, { json }, terminal)).exit).toBe(0);
    expect(terminal.read()).toBeNull();
  });

  function terminalOf(isTTY: boolean): PassThrough & { isTTY: boolean; columns: number } {
    return Object.assign(new PassThrough(), { isTTY, columns: 80 });
  }
});

/** Two are named, one of them with her address; one was struck; a table of roles; an embargo. */
async function namedBundle(): Promise<TestBundle> {
  const signers = await makeSigners(letter, SIGNERS);
  const records = await Promise.all(signers.map((signer) => makeRecord(letter, signer)));
  const [first, second] = records as [TestRecord, TestRecord];
  const proof = await certify(letter, signers[0]!, ADDRESS);
  const names = [
    { nullifier: first.nullifier, name: 'Ada Quist', title: 'Engineer', address: ADDRESS },
    { nullifier: second.nullifier, name: 'Bert Oyelaran', title: null, address: null },
  ].sort((a, b) => Buffer.compare(a.nullifier, b.nullifier));
  const said = ['Engineer', 'Engineer', 'Engineer', 'Designer', 'Designer', null].flatMap((role) => [
    { workplace: 'larkspur', role },
    { workplace: 'tidewater', role },
  ]);
  return makeBundle({
    letter,
    records,
    proposal: { named: namedDigest(p, [first.nullifier, second.nullifier]) },
    edition: {
      names: names.map((one) => ({ ...one, nullifier: toBase64url(one.nullifier) })),
      struck: 1,
      roles: roleTable(letter.manifest, said),
      embargo: '2018-07-02T06:00:00Z',
    },
    names: [
      {
        nullifier: toBase64url(first.nullifier),
        issuer: proof.issuer,
        address: ADDRESS,
        holderSecret: toBase64url(proof.holderSecret),
        certificate: toBase64url(proof.certificate),
      },
    ],
  });
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name.replaceAll(/[^a-z.]/g, '-'));
  writeFileSync(path, bytes);
  return path;
}

async function run(
  path: string,
  id = letter.id,
  options = { json: false },
  terminal?: Parameters<typeof verify>[4],
  primitives = p,
): Promise<Said> {
  const said = { out: '', err: '' };
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
  try {
    return { exit: await verify(primitives, path, id, options, terminal), ...said };
  } finally {
    jest.restoreAllMocks();
  }
}
