// A small bundle, and everything that could be changed in it: whatever is, the verifier refuses it.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { remembering } from '../../src/client/remembering.js';
import { nodePrimitives } from '../../src/common/node-primitives.js';
import { type Bundle, sortRecords } from '../../src/protocol/bundle.js';
import { canonicalBytes, parseCanonical } from '../../src/protocol/canonical-json.js';
import { fromBase64url, toBase64url } from '../../src/protocol/codec.js';
import { PROTOCOL_ERROR_CODES, ProtocolError, type ProtocolErrorCode } from '../../src/protocol/errors.js';
import { letterDigest, letterId } from '../../src/protocol/manifest.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { asLines, makeBundle, type TestBundle } from '../support/bundles.js';
import { makeLetter, type TestLetter } from '../support/letters.js';
import { type Json, type Mutation, mutations } from '../support/mutations.js';
import { namedBundle } from '../support/named-bundle.js';
import { refusedWith } from '../support/refused.js';

const SIGNERS = 12;

/** What was found to hold needn't be looked at again in the thousands of copies that don't change it. */
const held = new Map<string, Uint8Array>();
const p = remembering(nodePrimitives, {
  recall: (question) => held.get(question),
  keep: async (question, answer) => void held.set(question, answer),
});

let letter: TestLetter;
let bundle: TestBundle;
/** The same people and the same signers in another letter. */
let foreign: TestBundle;

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 10 });
  bundle = await namedBundle(letter);
  foreign = await namedBundle(await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 11 }));
});

/** `accepted`, or the code of the refusal, in either form; any other exception fails the test. */
async function verdict(changed: unknown, id = letter.id): Promise<string> {
  const said = await verdictOn(canonicalBytes(changed), id);
  if (hasRecords(changed)) expect(await verdictOn(asLines(changed), id)).toBe(said);
  return said.split(' ')[0] ?? '';
}

async function verdictOn(file: Uint8Array, id: string): Promise<string> {
  try {
    await verifyBundle(p, file, id);
    return 'accepted';
  } catch (error) {
    if (error instanceof ProtocolError) return `${error.code} at ${error.place ?? 'all'}: ${error.message}`;
    throw error;
  }
}

function hasRecords(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'records' in value && Array.isArray(value.records);
}

/** What a change below a field of the bundle may be refused with; whatever is no longer a bundle is `malformed`. */
const EXPECTED: Record<string, readonly ProtocolErrorCode[]> = {
  '': [],
  format: ['unsupported_format'],
  manifest: ['letter_mismatch'],
  openings: ['invalid_opening'],
  countersignings: ['invalid_countersigning'],
  records: [
    'duplicate_record',
    'unsorted_records',
    'not_canonical',
    'unsupported_format',
    'letter_mismatch',
    'invalid_statement',
    'invalid_token',
    'wrong_issuers',
    'count_mismatch',
  ],
  names: ['invalid_name', 'invalid_certificate'],
  proposal: ['not_canonical', 'unsupported_format', 'letter_mismatch', 'proposal_mismatch'],
  proposalApprovals: ['invalid_approval', 'too_few_approvals'],
  edition: [
    'not_canonical',
    'unsupported_format',
    'letter_mismatch',
    'proposal_mismatch',
    'invalid_name',
    'invalid_certificate',
    'invalid_role_table',
    'invalid_approval',
  ],
  editionApprovals: ['invalid_approval', 'too_few_approvals'],
  log: [],
};

const FIELDS = Object.keys(EXPECTED).filter((field) => field !== '');

describe('a bundle of twelve signatures', () => {
  it('verifies, and says what it shows', async () => {
    const progress: [number, number][] = [];
    const report = await verifyBundle(p, bundle.file, letter.id, (...at) => progress.push(at));
    expect(report).toMatchObject({
      letter: letter.id,
      manifest: letter.manifest,
      count: SIGNERS,
      approvedBy: ['Organizer A', 'Organizer B'],
      editionDigest: toBase64url(p.sha256(bundle.edition)),
      proposal: parseCanonical(bundle.proposal),
      edition: parseCanonical(bundle.edition),
    });
    expect(report.proposal.cells.map((cell) => cell.count)).toEqual([6, 6]);
    expect(progress).toEqual([[SIGNERS, SIGNERS]]);
  });

  it('verifies with more approvals than needed, too', async () => {
    const made = await makeBundle({ letter, signers: SIGNERS, approvers: [0, 2] });
    expect((await verifyBundle(p, made.file, letter.id)).approvedBy).toEqual(['Organizer A', 'Organizer C']);
    const all = await makeBundle({ letter, signers: SIGNERS, approvers: [0, 1, 2] });
    expect((await verifyBundle(p, all.file, letter.id)).approvedBy).toHaveLength(3);
  });

  it('verifies for its letter’s id alone', async () => {
    for (const id of [
      '',
      letter.id.slice(0, 31),
      letter.id.toUpperCase(),
      `${letter.id}a`,
      foreign.letterId,
    ]) {
      expect(await refusedWith(() => verifyBundle(p, bundle.file, id))).toBe('letter_mismatch at manifest');
    }
  });

  it('has a field here for everything that it has', () => {
    expect(Object.keys(bundle.bundle).sort()).toEqual(FIELDS.sort());
  });
});

describe('one thing changed', () => {
  const seen = new Map<string, number>();

  it.each(Object.keys(EXPECTED))(
    'at "%s" of the bundle: is refused, with a code of its kind',
    async (field) => {
      const whole = bundle.bundle as unknown as Record<string, Json>;
      const other = foreign.bundle as unknown as Record<string, Json>;
      const changes: Mutation[] =
        field === ''
          ? [...mutations(whole as Json)].filter(({ path }) => path === '')
          : [...mutations(whole[field]!, other[field], field)].map((mutation) => ({
              ...mutation,
              value: { ...whole, [field]: mutation.value },
            }));
      expect(changes.length).toBeGreaterThan(field === 'log' ? 4 : 6);
      const wrong: string[] = [];
      for (const { path, what, value } of changes) {
        const said = await verdict(value);
        seen.set(said, (seen.get(said) ?? 0) + 1);
        const expected: readonly string[] = [...EXPECTED[field]!, 'malformed'];
        if (field === '' && said === 'unsupported_format' && what === 'format dropped') continue;
        if (!expected.includes(said)) wrong.push(`${path}, ${what}: ${said}`);
      }
      expect(wrong).toEqual([]);
    },
    180_000,
  );

  it('was changed some thousand times, and met most of the ways to say no', () => {
    const all = [...seen.values()].reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(2000);
    expect([...seen.keys()].sort()).toEqual(
      [
        ...['count_mismatch', 'duplicate_record', 'invalid_approval', 'invalid_certificate'],
        ...[
          'invalid_countersigning',
          'invalid_name',
          'invalid_opening',
          'invalid_role_table',
          'invalid_statement',
        ],
        ...['invalid_token', 'letter_mismatch', 'malformed', 'not_canonical', 'proposal_mismatch'],
        ...['too_few_approvals', 'unsorted_records', 'unsupported_format', 'wrong_issuers'],
      ].sort(),
    );
    for (const code of seen.keys()) expect(PROTOCOL_ERROR_CODES).toContain(code);
  });
});

describe('one thing changed in the manifest, under the id that it then has', () => {
  it('is refused: as a manifest, or because nobody signed it', async () => {
    const manifest = JSON.parse(Buffer.from(letter.encoded).toString()) as Json;
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const { path, what, value } of mutations(manifest)) {
      const encoded = canonicalBytes(value);
      const changed = { ...bundle.bundle, manifest: toBase64url(encoded) };
      const said = await verdict(changed, letterId(letterDigest(p, encoded)));
      seen.add(said);
      const refusals = ['malformed', 'unsupported_format', 'invalid_manifest', 'invalid_opening'];
      if (!refusals.includes(said)) wrong.push(`${path}, ${what}: ${said}`);
    }
    expect(wrong).toEqual([]);
    expect([...seen].sort()).toEqual([
      'invalid_manifest',
      'invalid_opening',
      'malformed',
      'unsupported_format',
    ]);
  });
});

describe('ten that everybody would try', () => {
  type Change = (changed: Bundle) => unknown;

  const at = (code: ProtocolErrorCode, place: string): string => `${code} at ${place}`;

  /** The document in a base64url value, with fields changed. */
  const rewritten = (text: string, change: (document: Record<string, Json>) => unknown): string => {
    const document = parseCanonical(fromBase64url(text)) as Record<string, Json>;
    change(document);
    return toBase64url(canonicalBytes(document));
  };
  /** One bit of the last byte but one. */
  const bent = (text: string): string => {
    const bytes = fromBase64url(text);
    bytes[bytes.length - 2]! ^= 1;
    return toBase64url(bytes);
  };
  const sorted: Change = (changed) => (changed.records = sortRecords(p, letter.digest, changed.records));

  const table: [string, string, Change][] = [
    [
      'text',
      at('letter_mismatch', 'manifest'),
      (b) =>
        (b.manifest = rewritten(
          b.manifest,
          (m) => ((m['letter'] as Record<string, Json>)['body'] = 'Dear Dana, all is well.'),
        )),
    ],
    [
      'threshold',
      at('letter_mismatch', 'manifest'),
      (b) => (b.manifest = rewritten(b.manifest, (m) => (m['threshold'] = 9))),
    ],
    [
      'token',
      at('invalid_token', 'records[4].tokens[0]'),
      (b) => (b.records[4]!.tokens[0] = bent(b.records[4]!.tokens[0]!)),
    ],
    [
      'key',
      'invalid_token',
      (b) => {
        b.records[4]!.key = bent(b.records[4]!.key);
        sorted(b);
      },
    ],
    [
      'statement',
      at('invalid_statement', 'records[4].statement'),
      (b) => (b.records[4]!.statement = rewritten(b.records[4]!.statement, (s) => (s['sequence'] = 1))),
    ],
    ['duplicate', at('duplicate_record', 'records[5]'), (b) => b.records.splice(4, 0, b.records[4]!)],
    ['dropped record', at('count_mismatch', 'proposal.count'), (b) => b.records.splice(4, 1)],
    [
      'count',
      at('proposal_mismatch', 'edition'),
      (b) => (b.proposal = rewritten(b.proposal, (proposal) => (proposal['count'] = 13))),
    ],
    [
      'approval',
      at('invalid_approval', 'editionApprovals[1]'),
      (b) => (b.editionApprovals[1]!.signature = bent(b.editionApprovals[1]!.signature)),
    ],
    [
      'another letter’s record',
      'letter_mismatch',
      (b) => {
        b.records.push(foreign.bundle.records[0]!);
        sorted(b);
      },
    ],
  ];

  it.each(table)('%s: %s', async (_, expected, change) => {
    const changed = structuredClone(bundle.bundle);
    change(changed);
    const said = await refusedWith(() => verifyBundle(p, canonicalBytes(changed), letter.id));
    expect(expected.includes(' at ') ? said : said.split(' at ')[0]).toBe(expected);
  });
});

describe('the file itself', () => {
  it('is refused when one of its bytes is another', async () => {
    const step = Math.floor(bundle.file.length / 200);
    for (let at = 0; at < bundle.file.length; at += step) {
      const changed = bundle.file.slice();
      changed[at]! ^= 1;
      const said = await refusedWith(() => verifyBundle(p, changed, letter.id));
      expect(said).toMatch(/^[a-z_]+(?: at .+)?$/);
    }
  });

  it('is refused when it is cut off, or goes on', async () => {
    for (const length of [0, 1, 100, bundle.file.length - 1]) {
      const cut = bundle.file.subarray(0, length);
      expect(await refusedWith(() => verifyBundle(p, cut, letter.id))).toBe('malformed');
    }
    const more = Uint8Array.of(...bundle.file, 0x0a);
    expect(await refusedWith(() => verifyBundle(p, more, letter.id))).toBe('not_canonical');
    const twice = Uint8Array.of(...bundle.file, ...bundle.file);
    expect(await refusedWith(() => verifyBundle(p, twice, letter.id))).toBe('malformed');
  });

  it('is accepted out of a slice of a larger buffer', async () => {
    const pool = Buffer.alloc(bundle.file.length + 64, 0x20);
    pool.set(bundle.file, 33);
    const slice = pool.subarray(33, 33 + bundle.file.length);
    expect((await verifyBundle(p, slice, letter.id)).count).toBe(SIGNERS);
  });
});
