// The program of docs/verify-with-openssl.md, as it stands there: on bundles that hold, in both forms, and on ones that don't.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Bundle, sortRecords } from '../../src/protocol/bundle.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { fromBase64url, toBase64url } from '../../src/protocol/codec.js';
import { letterId } from '../../src/protocol/manifest.js';
import { makeRecord as recordOf } from '../../src/protocol/record.js';
import { nullifierOf } from '../../src/protocol/statement.js';
import { asLines, makeBundle, makeRecord, type TestBundle } from '../support/bundles.js';
import { edgesOf } from '../support/edges.js';
import { missingTools, PAGE, program } from '../support/openssl-program.js';
import { makeLetter, makeSigner, makeSigners, tokensForKey, type TestLetter } from '../support/letters.js';

const MOST_LINES = 80;
const SIGNERS = 4;

const missing = missingTools();

it('the program in the documentation has at most eighty lines, and uses nothing but what it says', () => {
  expect(program.startsWith('#!/bin/bash\n')).toBe(true);
  expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  expect(program).not.toMatch(/\b(?:sed|awk|grep|xxd|od|python3?|perl|node|undersigned verify)\b/);
});

if (missing.length === 0) {
  describe('with openssl, jq and coreutils', tests);
} else if (process.env['CI'] === 'true') {
  it('finds openssl, jq and coreutils, as it must in CI', () => {
    expect(missing).toEqual([]);
  });
} else {
  process.stderr.write(`Skipped: ${missing.join(', ')} not installed.\n`);
  it.skip(`openssl, jq and coreutils verify a bundle: install ${missing.join(', ')}`, () => undefined);
}

function tests(): void {
  let folder: string;
  let letter: TestLetter;
  let bundle: TestBundle;
  let foreign: TestBundle;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'undersigned-openssl-'));
    writeFileSync(join(folder, 'verify.sh'), program);
    letter = await makeLetter({ minimumCell: 3 });
    bundle = await makeBundle({ letter, signers: SIGNERS });
    foreign = await makeBundle({ letter: await makeLetter({ minimumCell: 3, threshold: 4 }), signers: 4 });
  });

  it('accepts a bundle in both forms, and says how many signed what', () => {
    for (const file of [bundle.file, asLines(bundle.bundle)]) {
      expect(run(file)).toEqual({
        code: 0,
        said: `4 different signatures under ${letter.id}, threshold 3: "${letter.manifest.letter.title}"\n`,
      });
    }
  });

  it('accepts the bundle of the documentation, by the commands that stand there', () => {
    const root = resolve(PAGE, '../..');
    const commands = /^ {4}sed .*\n {4}bash .*$/m.exec(readFileSync(PAGE, 'utf8'))?.[0] ?? '';
    const script = commands.replaceAll('verify.sh', join(folder, 'taken.sh'));
    expect(execFileSync('bash', ['-ec', script], { cwd: root, encoding: 'utf8' })).toMatch(/^12 different /);
  });

  it('accepts a letter that demands two issuers of one workplace, and no token less, nor one twice', async () => {
    const two = await makeLetter({ workplaces: 2, issuersEach: 3, issuersRequired: 2, threshold: 3 });
    const signers = await Promise.all(
      ['a', 'b', 'c'].map((name, i) => makeSigner(two, name, i === 0 ? [0, 2] : [1, 2])),
    );
    const records = await Promise.all(signers.map((signer) => makeRecord(two, signer)));
    const made = await makeBundle({ letter: two, records });
    expect(run(made.file, two.id).said).toMatch(/^3 different signatures under /);
    const stranger = await makeSigner(two, 'd', [0, 3]);
    const tokens: [string, (of: string[]) => string[]][] = [
      ['too few or too many tokens', (of) => of.slice(1)],
      ['tokens that don’t go together', (of) => [of[0]!, of[0]!]],
      ['tokens that don’t go together', (of) => of.toReversed()],
      ['a token for another key or letter', () => stranger.tokens.map(toBase64url)],
    ];
    for (const [said, change] of tokens) {
      const copy = structuredClone(made.bundle);
      copy.records[1]!.tokens = change(copy.records[1]!.tokens);
      expect(refused(canonicalBytes(copy), two.id)).toBe(`record 1: ${said}`);
    }
    const mixed = await makeBundle({ letter: two, records: [...records, await makeRecord(two, stranger)] });
    expect(refused(mixed.file, two.id)).toMatch(/tokens that don’t go together$/);
  });

  const tampered: [what: string, said: RegExp, change: (bundle: Bundle) => unknown][] = [
    ['another text', /^this is another letter$/, (b) => (b.manifest = foreign.bundle.manifest)],
    [
      'a bit of a token',
      /^record 1: a token that its issuer didn’t sign$/,
      (b) => (b.records[1]!.tokens[0] = bent(b.records[1]!.tokens[0]!, 300)),
    ],
    [
      'the type of a token',
      /^record 1: a token for another key or letter$/,
      (b) => (b.records[1]!.tokens[0] = bent(b.records[1]!.tokens[0]!, 1)),
    ],
    [
      'the key id of a token',
      /^record 1: a token of nobody’s$/,
      (b) => (b.records[1]!.tokens[0] = bent(b.records[1]!.tokens[0]!, 70)),
    ],
    [
      'a token with a byte more',
      /^record 1: a token of another size$/,
      (b) =>
        (b.records[1]!.tokens[0] = toBase64url(
          Buffer.concat([fromBase64url(b.records[1]!.tokens[0]!), Buffer.of(0)]),
        )),
    ],
    [
      'somebody else’s token',
      /^record 1: a token for another key or letter$/,
      (b) => (b.records[1]!.tokens = b.records[2]!.tokens),
    ],
    [
      'a record of another letter',
      /^record \d: a token for another key or letter$/,
      (b) => {
        b.records[1] = foreign.bundle.records[0]!;
        b.records = sortRecords(p, letter.digest, b.records);
      },
    ],
    [
      'a statement of another letter',
      /^record 1: a statement that the key didn’t sign$/,
      (b) => (b.records[1]!.statement = foreign.bundle.records[0]!.statement),
    ],
    [
      'somebody else’s signature',
      /^record 2: a statement that the key didn’t sign$/,
      (b) => (b.records[2]!.signature = b.records[3]!.signature),
    ],
    [
      'a key with a byte more',
      /^record 1: a key of another size$/,
      (b) =>
        (b.records[1]!.key = toBase64url(Buffer.concat([fromBase64url(b.records[1]!.key), Buffer.of(0)]))),
    ],
    [
      'a signature with a byte more',
      /^record 1: a key or a signature that Ed25519 doesn’t make$/,
      (b) => (b.records[1]!.signature += 'AA'),
    ],
    ['a record twice', /^a key stands twice$/, (b) => b.records.push(b.records[0]!)],
    [
      'a record twice, its key written otherwise',
      /^a key stands twice$/,
      (b) => {
        const { key } = b.records[0]!;
        // The last character's two stray bits.
        const other = key.slice(0, -1) + String.fromCharCode(key.charCodeAt(42) + 1);
        b.records.push({ ...b.records[0]!, key: other });
      },
    ],
    ['too few for the threshold', /^there are fewer signatures/, (b) => b.records.splice(0, 2)],
    ['none at all', /^there are fewer signatures/, (b) => (b.records = [])],
  ];

  it.each(tampered)('refuses %s', (_, said, change) => {
    const copy = structuredClone(bundle.bundle);
    change(copy);
    for (const file of [canonicalBytes(copy), asLines(copy)]) expect(refused(file)).toMatch(said);
  });

  it('refuses what Ed25519 doesn’t make, at every edge', async () => {
    const { statement } = await makeRecord(letter, (await makeSigners(letter, 1))[0]!);
    for (const { what, key, message, signature, verdict } of edgesOf('openssl', () => statement)) {
      const record = recordOf({
        tokens: await tokensForKey(letter, key),
        key,
        statement: message,
        signature,
      });
      const nullifier = nullifierOf(p, letter.digest, key);
      const { file } = await makeBundle({
        letter,
        records: [{ record, statement, signature, nullifier, issuers: [0] }],
      });
      const said = verdict ? /^there are fewer signatures/ : /^record 0: a (?:key or a sig|state)/;
      expect([what, refused(file)]).toEqual([what, expect.stringMatching(said)]);
    }
  }, 120_000);

  it('runs nothing and prints nothing that stands in a file', async () => {
    const evil = `a[$(touch ${join(folder, 'run')})]`;
    const terms = { threshold: evil, issuersRequired: evil, letter: { title: 'A\u001b[2J\u009b\u202eB' } };
    for (const [field, value] of Object.entries(terms)) {
      const changed = canonicalBytes({ ...letter.manifest, [field]: value });
      const file = canonicalBytes({ ...bundle.bundle, manifest: toBase64url(changed) });
      const said = run(file, letterId(p.sha256(changed))).said;
      expect(said).toMatch(/^REFUSED: [ -~]+\n$/);
    }
    const counted = run(canonicalBytes({ ...bundle.bundle, records: evil }));
    expect([counted.code, counted.said]).toEqual([1, expect.stringMatching(/^REFUSED: [ -~]+\n$/)]);
    expect(existsSync(join(folder, 'run'))).toBe(false);
    const odd = await makeLetter({
      minimumCell: 3,
      overrides: { letter: { ...letter.manifest.letter, title: 'Dear “Dana” \u05d0\\' } },
    });
    const made = await makeBundle({ letter: odd, signers: 3 });
    expect(run(made.file, odd.id).said).toMatch(/"Dear \\u201cDana\\u201d \\u05d0\\\\"\n$/);
  });

  it('refuses a statement that withdraws, or is about another letter', async () => {
    const [signer, ...others] = await makeSigners(letter, SIGNERS);
    for (const says of [{ action: 'withdraw' }, { letter: toBase64url(p.sha256()) }] as const) {
      const record = await makeRecord(letter, signer!, says);
      const records = await Promise.all(others.map((other) => makeRecord(letter, other)));
      const made = await makeBundle({ letter, records: [record, ...records] });
      expect(refused(made.file)).toMatch(/^record \d: a statement about something else$/);
    }
  });

  it('refuses lines of which some are missing, and what is no bundle', () => {
    const lines = Buffer.from(asLines(bundle.bundle)).toString().split('\n');
    const without = Buffer.from(lines.toSpliced(2, 1).join('\n'));
    expect(refused(without)).toBe('there are more or fewer records than announced');
    expect(refused(Buffer.from('<html></html>'))).toBe('this is not a bundle');
    expect(refused(Buffer.from('{}'))).toBe('this is not one bundle');
    expect(refused(Buffer.concat([bundle.file, bundle.file]))).toBe('this is not one bundle');
    expect(refused(bundle.file, 'a'.repeat(32))).toBe('this is another letter');
  });

  /** Why it refuses; fails if it accepts. */
  function refused(file: Uint8Array, id = letter.id): string {
    const { code, said } = run(file, id);
    expect(code).not.toBe(0);
    return (/REFUSED: (.*)\n$/.exec(said)?.[1] ?? said).replaceAll("'", '’');
  }

  function run(file: Uint8Array, id = letter.id): { code: number | null; said: string } {
    const path = join(folder, 'bundle');
    writeFileSync(path, file);
    const { status, stdout, stderr } = spawnSync('bash', [join(folder, 'verify.sh'), path, id], {
      encoding: 'utf8',
    });
    return { code: status, said: `${stdout}${stderr}` };
  }
}

function bent(text: string, at: number): string {
  const bytes = fromBase64url(text);
  bytes[at]! ^= 1;
  return toBase64url(bytes);
}
