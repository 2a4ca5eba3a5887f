// Thousands of files that somebody could give out for bundles: everything changed once in a small one, the edges of signatures,
// hosts and texts, and what is no bundle. One verdict on each, whoever gives it.
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { toBase64url } from '../../src/protocol/codec.js';
import type { Manifest } from '../../src/protocol/manifest.js';
import { letterDigest, letterId } from '../../src/protocol/manifest.js';
import { makeRecord as recordOf } from '../../src/protocol/record.js';
import { nullifierOf } from '../../src/protocol/statement.js';
import { asLines, makeBundle, makeRecord } from './bundles.js';
import { edgesOf } from './edges.js';
import { makeLetter, makeSigners, signLetter, tokensForKey, type TestLetter } from './letters.js';
import { type Json, mutations } from './mutations.js';
import { namedBundle } from './named-bundle.js';
import { seededPrimitives } from './seeded.js';

export interface Mutant {
  readonly what: string;
  readonly file: Uint8Array;
  /** The letter that is asked for. */
  readonly id: string;
}

/** So many files in which two fields are changed at once: what comes first is the answer. */
const PAIRS = 6000;

/** One in `every` of all that is changed in one place, in one of both forms by turns; and all that is made for a purpose. */
export async function* bundleMutants(every = 1): AsyncGenerator<Mutant> {
  const letter = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 10 });
  const { bundle, file } = await namedBundle(letter);
  const foreign = await namedBundle(await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 11 }));
  const { id } = letter;
  yield { what: 'whole', file, id };
  yield { what: 'whole, as lines', file: asLines(bundle), id };
  yield { what: 'another letter', file, id: foreign.letterId };
  let i = 0;
  for (const { path, what, value } of mutations(bundle, foreign.bundle)) {
    if (i++ % every !== 0) continue;
    const inLines = i % (2 * every) > every && hasRecords(value);
    yield { what: `${path}: ${what}`, file: inLines ? asLines(value) : canonicalBytes(value), id };
  }
  for (const { path, what, value } of mutations(letter.manifest)) {
    if (i++ % every !== 0) continue;
    const encoded = canonicalBytes(value);
    const changed = canonicalBytes({ ...bundle, manifest: toBase64url(encoded) });
    yield {
      what: `manifest.${path}: ${what}`,
      file: changed,
      id: letterId(letterDigest(p, encoded)),
    };
  }
  yield* pairs(bundle, foreign.bundle, id, PAIRS / every);
  // Two issuers of one workplace for each signature: other cells, more tokens.
  const two = await makeLetter({
    workplaces: 2,
    issuersEach: 3,
    issuersRequired: 2,
    minimumCell: 2,
    threshold: 8,
  });
  const wide = await makeBundle({ letter: two, signers: await makeSigners(two, 12) });
  yield { what: 'two issuers', file: wide.file, id: two.id };
  for (const { path, what, value } of mutations(wide.bundle)) {
    if (i++ % every !== 0) continue;
    const inLines = i % (2 * every) > every && hasRecords(value);
    yield {
      what: `two issuers: ${path}: ${what}`,
      file: inLines ? asLines(value) : canonicalBytes(value),
      id: two.id,
    };
  }
  yield* ofFile(file, asLines(bundle), id);
  yield* ofSigners();
  yield* ofManifests(letter);
}

/** Two fields of the bundle changed, drawn from all changes, the same in every run. */
function* pairs(bundle: object, foreign: object, id: string, count: number): Generator<Mutant> {
  const [whole, other] = [bundle, foreign] as Record<string, Json>[];
  const fields = Object.keys(bundle);
  const changes = fields.map((field) => [...mutations(whole![field]!, other![field], field)]);
  const random = seededPrimitives('pairs of changes');
  const below = (bound: number): number => random.random(4).reduce((n, byte) => n * 256 + byte, 0) % bound;
  for (let i = 0; i < count; i++) {
    const [a, b] = [below(fields.length), below(fields.length)];
    const [one, two] = [changes[a]![below(changes[a]!.length)]!, changes[b]![below(changes[b]!.length)]!];
    const value = { ...whole, [fields[a]!]: one.value, [fields[b]!]: two.value };
    yield {
      what: `${one.path}: ${one.what}, and ${two.path}: ${two.what}`,
      file: i % 2 === 0 && hasRecords(value) ? asLines(value) : canonicalBytes(value),
      id,
    };
  }
}

/** What isn't a bundle any more, or never was. */
function* ofFile(file: Uint8Array, lines: Uint8Array, id: string): Generator<Mutant> {
  const text = Buffer.from(file).toString();
  const files: [string, string | Uint8Array][] = [
    ['nothing', ''],
    ['a page', '<!doctype html>\n'],
    ['a byte order mark', `\ufeff${text}`],
    ['cut off', file.subarray(0, 9000)],
    ['cut off by one', file.subarray(0, -1)],
    ['with a line feed', `${text}\n`],
    ['twice', text + text],
    ['over lines', JSON.stringify(JSON.parse(text), null, 2)],
    ['a brace alone', ' { \n}'],
    ['with a space', `${text} `],
    ['lines cut off', lines.subarray(0, -1)],
    ['lines without the last', lines.subarray(0, lines.lastIndexOf(0x0a, -2) + 1)],
    ['lines and more', Buffer.concat([lines, Buffer.of(0x0a)])],
    ['the first line', lines.subarray(0, lines.indexOf(0x0a))],
    ['the first line, ended', lines.subarray(0, lines.indexOf(0x0a) + 1)],
    ['JSON with a line feed and more', `${text}\n{}`],
    ['another object', '{"format":"undersigned/edition/v1"}'],
    ['no format', '{}'],
    ['a list', '[]'],
    ['a text', '"undersigned/bundle/v1"'],
    ['a number', '1e400'],
    ['half a pair', '{"format":"\\ud800"}'],
    ['half a pair, then a key twice', '{"a":1,"a":"\\udc00"}'],
    ['a key twice', text.replace('"log":null', '"log":null,"log":null')],
    ['a key twice, of which the last is right', text.replace('"log":null', '"log":1,"log":null')],
    ['a prototype', text.replace('"log":null', '"__proto__":{},"log":null')],
    ['an escape that needs none', text.replace('"log"', '"l\\u006fg"')],
    ['capitals in an escape', '{"format":"\\u001F"}'],
    ['an escape in small letters', '{"format":"\\u001f"}'],
    ['a tab in a string', '{"format":"\t"}'],
    ['a number in another form', '{"format":1.0}'],
    ['minus nothing', '{"format":-0}'],
    ['an exponent', '{"format":1e+21,"x":1e-7}'],
    ['NaN', '{"format":NaN}'],
    ['Infinity', '{"format":-Infinity}'],
    ['a comma too many', '{"format":1,}'],
    ['single quotes', "{'format':1}"],
    ['a comment', '{"format":1}//'],
    ['no UTF-8', Buffer.from('7b22666f726d6174223a22ff227d', 'hex')],
    ['an overlong form', Buffer.from('7b22666f726d6174223a22c0af227d', 'hex')],
    ['64 deep', '['.repeat(64) + ']'.repeat(64)],
    ['65 deep', '['.repeat(65) + ']'.repeat(65)],
    ['closed more than opened', `${'['.repeat(65)}<`],
    ['a closing bracket first', `]${'['.repeat(65)}`],
    ['64 members', `{${Array.from({ length: 64 }, (_, i) => `"${i}":0`).join()}}`],
    ['65 members', `{${Array.from({ length: 65 }, (_, i) => `"${i}":0`).join()}}`],
    ['most commas', `[${'0,'.repeat((1 << 20) - 1)}0]`],
    ['a comma more', `[${'0,'.repeat(1 << 20)}0]`],
    ['keys in the order of code points', '{"\u{1f600}":1,"\uff5e":2,"format":3}'],
    ['keys in the order of code units', '{"format":3,"\u{1f600}":1,"\uff5e":2}'],
  ];
  for (const [what, bytes] of files) yield { what, file: Buffer.from(bytes), id };
  // Numbers as ECMAScript writes them, and as others do.
  for (const number of [
    1e21, 1e20, 1.5e-7, 1e-6, 123456789012345680000, 0.1, 5e-324, 1.7976931348623157e308,
  ]) {
    yield { what: `the number ${number}`, file: Buffer.from(`{"format":${JSON.stringify(number)}}`), id };
    yield {
      what: `the number ${number}, otherwise`,
      file: Buffer.from(`{"format":${number.toFixed(3)}}`),
      id,
    };
  }
}

/** Bundles with a signer at each edge of Ed25519. */
async function* ofSigners(): AsyncGenerator<Mutant> {
  const letter = await makeLetter();
  const others = await Promise.all(
    (await makeSigners(letter, 2)).map((signer) => makeRecord(letter, signer)),
  );
  const { statement } = others[0]!;
  for (const { what, key, signature } of edgesOf('a mutant', () => statement)) {
    const record = recordOf({ tokens: await tokensForKey(letter, key), key, statement, signature });
    const nullifier = nullifierOf(p, letter.digest, key);
    const made = { record, statement, signature, nullifier, issuers: [0] };
    const { file } = await makeBundle({ letter, records: [...others, made] });
    yield { what: `a signer: ${what}`, file, id: letter.id };
  }
}

/** Bundles in which all are signed to fit a manifest that has something odd. */
async function* ofManifests(letter: TestLetter): AsyncGenerator<Mutant> {
  const title = (text: string) => (m: Manifest) => (m.letter.title = text);
  const body = (text: string) => (m: Manifest) => (m.letter.body = text);
  const origin = (text: string) => (m: Manifest) => (m.origin = text);
  const domain = (text: string) => (m: Manifest) => (m.workplaces[0]!.domains = [text]);
  const time = (text: string) => (m: Manifest) => (m.releaseBy = text);
  const changes: ((manifest: Manifest) => unknown)[] = [
    ...['\u0085', '\u180e', '\u200b', '\u2000', '\u202f', '\ufeff', '\u00a0', '\u3164', '\u2800'].flatMap(
      (space) => [title(`${space}a`), title(`a${space}`), title(`a${space}b`), title(space)],
    ),
    ...['\u007f', '\u0080', '\u2028', '\u200e', '\u202a', '\u2069', '\u061c', '\n', '\t', '\u{e0001}'].map(
      (c) => title(`a${c}b`),
    ),
    ...[
      'xn--ls8h.example',
      'xn--a',
      'a..b',
      'a.',
      '-a.b',
      'a-.b',
      '1.2.3.4',
      '1.2.3',
      '01.2.3.4',
      'a.1',
      'a.0x',
      'a_b',
    ].map((host) => origin(`https://${host}`)),
    ...[
      '[::1]',
      '[1::2:0:0:0:3]',
      '[1:0:0:2::3]',
      '[::]',
      '[::ffff:1.2.3.4]',
      '[1:2:3:4:5:6:7:8]',
      '[0::1]',
    ].map((host) => origin(`http://${host}`)),
    ...[':443', ':80', ':0', ':65535', ':65536', ':08', ':', '/'].map((port) =>
      origin(`https://a.example${port}`),
    ),
    ...['a.b', 'a.bc', 'a.1b', 'a.b1', 'xn--ls8h.xn--a', 'a.example.', `${'a'.repeat(64)}.example`].map(
      domain,
    ),
    ...['2019-02-29T00:00:00Z', '2020-02-29T23:59:59Z', '2018-10-07T24:00:00Z', '9999-12-31T23:59:59Z'].map(
      time,
    ),
    ...['2018-10-07T16:00:60Z', '2100-02-29T00:00:00Z', '12018-10-07T16:00:00Z', '٢٠١٨-10-07T16:00:00Z'].map(
      time,
    ),
    ...[
      'a *b',
      'a\n\n\nb',
      '1. a\n\n3. b',
      '1. a\n\n2018. b',
      '- a\nb',
      '### a',
      '> > > > a',
      '|a|',
      ' a',
    ].map(body),
    ...['[a](http://b.example)', '![a](http://b.example)', '[a](javascript:b)', 'see http://b.example/ü'].map(
      body,
    ),
    ...[
      'a[^1]\n\n[^1]: b',
      'a[^2]\n\n[^2]: b',
      'a\n\n[^1]: b',
      '| a |\n| --- |\n| b |',
      '| a |\n| --- |',
    ].map(body),
    ...[
      '\u{1f469}\u200d\u{1f680}',
      'a\u200db',
      'e\u0301\u0301\u0301\u0301',
      'e\u0301\u0301\u0301\u0301\u0301',
      '\u0378',
    ].map(body),
    (m) => (m.letter.summary = '\u{1f600}'.repeat(140)),
    (m) => (m.letter.summary = '\u{1f600}'.repeat(141)),
    (m) => (m.letter.summary = `${'é'.repeat(139)}a`),
    (m) => (m.translations = [{ ...m.letter, language: 'EN' }]),
    (m) => (m.translations = [{ ...m.letter, language: m.letter.language.toUpperCase() }]),
    (m) => (m.organizers[1]!.label = m.organizers[0]!.label.toUpperCase()),
    (m) => (m.roles = ['\u212a', 'k', 'K']),
    (m) => (m.roles = ['"'.repeat(44)]),
    (m) => (m.roles = ['"'.repeat(45)]),
    (m) => (m.nameConditions = []),
    (m) => (m.nameConditions = [3]),
    (m) => (m.nameConditions = [10, 10]),
    (m) => (m.signsFrom = '2018-06-25T19:00:00Z'),
    (m) => (m.signsFrom = '2018-06-25T18:00:00Z'),
    (m) => {
      m.epochSeconds = 1;
      m.closesAt = '2018-06-26T19:46:40Z';
    },
    (m) => {
      m.epochSeconds = 1;
      m.closesAt = '2018-06-26T19:46:41Z';
    },
    (m) => (m.releaseKey = toBase64url(Uint8Array.of(9, ...new Uint8Array(30), 0x80))),
    (m) => (m.organizers[0]!.sealingKey = toBase64url(new Uint8Array(32).fill(0xff))),
  ];
  for (const [i, change] of changes.entries()) {
    const manifest = structuredClone(letter.manifest);
    change(manifest);
    const encoded = canonicalBytes(manifest);
    const changed = { ...letter, manifest, ...(await signLetter(encoded, letter)) };
    const { file } = await namedBundle(changed);
    yield { what: `a manifest, ${i}: ${change.toString().slice(0, 60)}`, file, id: changed.id };
  }
}

function hasRecords(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'records' in value && Array.isArray(value.records);
}
