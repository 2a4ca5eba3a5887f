// Every format that is read back from bytes, held to the same rules: one form only, nothing missing, nothing more.
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { ACTIONS, actionDocument, verifyAction } from '../../src/protocol/action.js';
import { decodeBundle } from '../../src/protocol/bundle.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { toBase64url, utf8 } from '../../src/protocol/codec.js';
import { decodeEdition, encodeEdition } from '../../src/protocol/edition.js';
import { ProtocolError } from '../../src/protocol/errors.js';
import { decodeLogin, isFreshLatest, latestDocument, loginDocument } from '../../src/protocol/login.js';
import { decodeManifest } from '../../src/protocol/manifest.js';
import { decodeProposal, encodeProposal } from '../../src/protocol/proposal.js';
import { encodeReceipt, verifyReceipt } from '../../src/protocol/receipt.js';
import { toTime } from '../../src/protocol/shape.js';
import { decodeStatement, encodeStatement } from '../../src/protocol/statement.js';
import { makeBundle } from '../support/bundles.js';
import { makeLetter, signDocument, type TestLetter } from '../support/letters.js';
import { refused, refusedWith } from '../support/refused.js';

type Json = Record<string, unknown>;

interface Format {
  readonly name: string;
  /** A valid document. */
  readonly document: () => Json;
  /** Reads bytes, signed by whoever must have signed them. */
  readonly read: (bytes: Uint8Array) => unknown;
}

const digest = (fill: number): string => toBase64url(new Uint8Array(32).fill(fill));
const noon = new Date('2018-06-26T12:00:00Z');

let letter: TestLetter;
let bundle: Json;

beforeAll(async () => {
  letter = await makeLetter({ threshold: 3 });
  bundle = (await makeBundle({ letter, signers: 3 })).bundle;
});

/** Fields whose form allows null, or an empty list. */
const MAY_BE: Record<string, readonly string[]> = {
  null: ['occasion', 'pressContact', 'supersedes', 'signsFrom', 'embargo'],
  '[]': [
    ...['translations', 'roles', 'nameConditions', 'names'],
    ...['openings', 'countersignings', 'records', 'proposalApprovals', 'editionApprovals'],
  ],
};

function parse(bytes: Uint8Array): Json {
  return JSON.parse(Buffer.from(bytes).toString()) as Json;
}

const FORMATS: readonly Format[] = [
  { name: 'manifest', document: () => parse(letter.encoded), read: (bytes) => decodeManifest(bytes) },
  {
    name: 'statement',
    document: () =>
      parse(encodeStatement({ letter: digest(1), action: 'sign', sequence: 255, sealed: digest(2) })),
    read: (bytes) => decodeStatement(bytes),
  },
  {
    name: 'receipt',
    document: () =>
      parse(
        encodeReceipt({
          letter: digest(1),
          nullifier: digest(2),
          statement: digest(3),
          sequence: 0,
          epoch: 1,
        }),
      ),
    read: async (bytes) => {
      const { key, signature } = await signDocument(letter.receiptSeed, bytes);
      return verifyReceipt(p, key, bytes, new Uint8Array(Buffer.from(signature, 'base64url')));
    },
  },
  {
    name: 'login',
    document: () =>
      parse(
        loginDocument({
          origin: 'https://letters.example',
          key: digest(1),
          nonce: 'n',
          expires: toTime(noon),
        }),
      ),
    read: (bytes) => decodeLogin(bytes),
  },
  {
    name: 'latest',
    document: () => parse(latestDocument(new Uint8Array(32).fill(1), noon)),
    read: (bytes) => {
      if (isFreshLatest(bytes, new Uint8Array(32).fill(1), noon)) return parse(bytes);
      throw new ProtocolError('letter_mismatch', 'Not about this letter, or not now.');
    },
  },
  {
    name: 'action',
    document: () => parse(actionDocument(letter.digest, 'close', toTime(noon))),
    read: async (bytes) => {
      const by = await signDocument(letter.organizers[0]!.signingSeed, bytes);
      return verifyAction(p, letter.manifest, letter.digest, { ...by, document: toBase64url(bytes) });
    },
  },
  {
    name: 'proposal',
    document: () => parse(new Uint8Array(Buffer.from(bundle['proposal'] as string, 'base64url'))),
    read: (bytes) => decodeProposal(bytes),
  },
  {
    name: 'edition',
    document: () => parse(new Uint8Array(Buffer.from(bundle['edition'] as string, 'base64url'))),
    read: (bytes) => decodeEdition(bytes),
  },
  { name: 'bundle', document: () => structuredClone(bundle), read: (bytes) => decodeBundle(bytes) },
];

/** The text of a document whose members are written in this order and with these separators. */
function spaced(document: Json, space: string): Uint8Array {
  return utf8(JSON.stringify(document, Object.keys(document).sort()).replace(/^\{/, `{${space}`));
}

describe.each(FORMATS)('undersigned/$name/v1', ({ name, document, read }) => {
  const code = async (bytes: Uint8Array): Promise<string> => (await refused(() => read(bytes))).code;

  it('is read as it was written', async () => {
    expect(await read(canonicalBytes(document()))).toEqual(document());
    expect(document()['format']).toBe(`undersigned/${name}/v1`);
  });

  it('is read from a slice of a larger buffer', async () => {
    const bytes = canonicalBytes(document());
    const pool = Buffer.alloc(bytes.length + 20, 0x7b);
    pool.set(bytes, 9);
    expect(await read(pool.subarray(9, 9 + bytes.length))).toEqual(document());
  });

  it('has no field beyond its own', async () => {
    for (const field of ['more', 'Format', '', 'constructor', 'toString', 'valueOf', 'zzz']) {
      expect(await code(canonicalBytes({ ...document(), [field]: null }))).toBe('malformed');
    }
    const text = `{"__proto__":1,${Buffer.from(canonicalBytes(document())).toString().slice(1)}`;
    expect(await code(utf8(text))).toBe('malformed');
  });

  it('has every field of its own', async () => {
    for (const field of Object.keys(document())) {
      const rest = Object.fromEntries(Object.entries(document()).filter(([key]) => key !== field));
      expect([field, await code(canonicalBytes(rest))]).toEqual([field, 'malformed']);
    }
  });

  it('has each field in its own type', async () => {
    for (const [field, usual] of Object.entries(document())) {
      for (const other of [null, true, 7.5, -1, 'no such thing\n', [], {}, [[]]]) {
        const text = JSON.stringify(other);
        if (text === JSON.stringify(usual) || MAY_BE[text]?.includes(field)) continue;
        const expected = field === 'format' ? 'unsupported_format' : 'malformed';
        const change = canonicalBytes({ ...document(), [field]: other });
        expect([field, text, await code(change)]).toEqual([field, text, expected]);
      }
    }
  });

  it('is of this version, and of this format', async () => {
    for (const format of [
      `undersigned/${name}/v2`,
      `undersigned/${name}`,
      `undersigned/${name}/v1 `,
      `Undersigned/${name}/v1`,
      `undersigned/${name === 'statement' ? 'receipt' : 'statement'}/v1`,
      '',
      1,
      null,
    ]) {
      expect([format, await code(canonicalBytes({ ...document(), format }))]).toEqual([
        format,
        'unsupported_format',
      ]);
    }
  });

  it('is canonical', async () => {
    const bytes = canonicalBytes(document());
    const text = Buffer.from(bytes).toString();
    const turned = JSON.stringify(Object.fromEntries(Object.entries(document()).reverse()));
    const first = Object.keys(document()).sort()[0]!;
    const others = [
      `${text} `,
      `${text}\n`,
      ` ${text}`,
      text.replace('{', '{ '),
      text.replace('":', '": '),
      turned,
      text.replace(`"${first}"`, `"\\u00${first.charCodeAt(0).toString(16)}${first.slice(1)}"`),
      text.replace('undersigned/', 'undersigned\\/'),
      `{${text.slice(1, -1)},${text.slice(1)}`,
    ];
    for (const other of others) {
      expect(other).not.toBe(text);
      expect(await code(utf8(other))).toBe('not_canonical');
    }
  });

  it('ends where it ends', async () => {
    const bytes = canonicalBytes(document());
    for (const tail of ['}', '\0', ',', '{}', 'null', '/', '\ufeff']) {
      expect(await code(Uint8Array.of(...bytes, ...utf8(tail)))).toBe('malformed');
    }
    expect(await code(bytes.subarray(0, bytes.length - 1))).toBe('malformed');
    expect(await code(new Uint8Array(0))).toBe('malformed');
  });

  it('is one object', async () => {
    const bytes = canonicalBytes(document());
    const text = Buffer.from(bytes).toString();
    for (const other of ['null', '[]', '{}', '""', '0', 'true', `[${text}]`, JSON.stringify(text)]) {
      expect(await code(utf8(other))).toBe('malformed');
    }
  });

  it('is not brought down by depth', async () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    for (const field of Object.keys(document())
      .filter((one) => one !== 'format')
      .slice(0, 2)) {
      const text = Buffer.from(canonicalBytes({ ...document(), [field]: 'HERE' })).toString();
      expect(await code(utf8(text.replace('"HERE"', deep)))).toBe('too_large');
    }
    expect(await code(utf8(deep))).toBe('too_large');
  });
});

describe('any document', () => {
  const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64url);
  const epoch = fc.integer({ min: 1, max: 0xffff_ffff });
  const line = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => text.trim() === text && text !== '' && Buffer.byteLength(text) <= 100)
    .filter((text) => !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text));
  const ascii = fc.stringMatching(/^[!-~](?:[ -~]{0,40}[!-~])?$/);
  const id = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
  const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => toTime(new Date(seconds * 1000)));

  it('that is a statement is read as it was written', () => {
    const statement = fc.record({
      letter: bytes32,
      action: fc.constantFrom('sign' as const, 'withdraw' as const),
      sequence: fc.nat({ max: 255 }),
      sealed: bytes32,
    });
    fc.assert(
      fc.property(statement, (given) => {
        const written = encodeStatement(given);
        expect(decodeStatement(written)).toEqual({ format: 'undersigned/statement/v1', ...given });
        expect(encodeStatement(decodeStatement(written))).toEqual(written);
      }),
    );
  });

  it('that is a receipt is read as it was written', async () => {
    const receipt = fc.record({
      letter: bytes32,
      nullifier: bytes32,
      statement: bytes32,
      sequence: fc.nat({ max: 255 }),
      epoch,
    });
    await fc.assert(
      fc.asyncProperty(receipt, async (given) => {
        const written = encodeReceipt(given);
        const { key, signature } = await signDocument(letter.receiptSeed, written);
        const read = await verifyReceipt(p, key, written, Buffer.from(signature, 'base64url'));
        expect(read).toEqual({ format: 'undersigned/receipt/v1', ...given });
      }),
    );
  });

  it('that is a login is read as it was written', () => {
    const login = fc.record({ origin: ascii, key: bytes32, nonce: ascii, expires: time });
    fc.assert(
      fc.property(login, (given) => {
        expect(decodeLogin(loginDocument(given))).toEqual({ format: 'undersigned/login/v1', ...given });
      }),
    );
  });

  it('that is an action is read as it was written, its time by the hour', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ACTIONS), time, async (action, when) => {
        const written = actionDocument(letter.digest, action, when);
        const by = await signDocument(letter.organizers[1]!.signingSeed, written);
        const read = await verifyAction(p, letter.manifest, letter.digest, {
          ...by,
          document: toBase64url(written),
        });
        expect(read).toMatchObject({ action, time: `${when.slice(0, 13)}:00:00Z` });
      }),
      { numRuns: 30 },
    );
  });

  it('that is a proposal is read as it was written', () => {
    const cell = fc.record({
      workplace: id,
      issuers: fc.array(fc.nat({ max: 63 }), { minLength: 1, maxLength: 5 }),
      count: fc.nat({ max: 100_000_000 }),
      waiting: fc.boolean(),
    });
    const proposal = fc.record({
      letter: bytes32,
      epoch,
      count: fc.nat({ max: 100_000_000 }),
      root: bytes32,
      cells: fc.array(cell, { minLength: 1, maxLength: 6 }),
      named: bytes32,
    });
    fc.assert(
      fc.property(proposal, (given) => {
        const written = encodeProposal(given);
        expect(decodeProposal(written)).toEqual({ format: 'undersigned/proposal/v1', ...given });
      }),
    );
  });

  it('that is an edition is read as it was written', () => {
    const name = fc.record({
      nullifier: bytes32,
      name: line,
      title: fc.option(line),
      address: fc.option(ascii),
    });
    const role = fc.record({
      workplace: id,
      role: fc.option(line),
      count: fc.option(fc.nat({ max: 100_000_000 })),
    });
    const edition = fc.record({
      letter: bytes32,
      proposal: bytes32,
      names: fc.array(name, { maxLength: 4 }),
      struck: fc.nat({ max: 1_000_000 }),
      roles: fc.array(role, { maxLength: 4 }),
      embargo: fc.option(time),
    });
    fc.assert(
      fc.property(edition, (given) => {
        expect(decodeEdition(encodeEdition(given))).toEqual({ format: 'undersigned/edition/v1', ...given });
      }),
    );
  });

  it('of random bytes, or with a random byte changed, is a document or a refusal, and never anything else', async () => {
    const samples = FORMATS.map(({ document, read }) => ({ bytes: canonicalBytes(document()), read }));
    const any = fc.record({
      sample: fc.constantFrom(...samples),
      at: fc.nat(),
      byte: fc.nat({ max: 255 }),
      length: fc.nat({ max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(any, async ({ sample, at, byte, length }) => {
        const mutated = Buffer.from(sample.bytes);
        const from = at % mutated.length;
        mutated.fill(byte, from, Math.min(from + length, mutated.length));
        if (mutated.equals(sample.bytes)) return;
        let value: unknown;
        try {
          value = await sample.read(mutated);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
          return;
        }
        expect(Buffer.from(canonicalBytes(value))).toEqual(mutated);
      }),
      { numRuns: 600 },
    );
  });
});

describe('spacing of a document', () => {
  it.each([' ', '\n', '\t', '\r\n'])('%j before the first key is another form', async (space) => {
    const statement = {
      action: 'sign',
      format: 'undersigned/statement/v1',
      letter: digest(1),
      sealed: digest(2),
      sequence: 0,
    };
    expect(decodeStatement(spaced(statement, ''))).toEqual(statement);
    expect(await refusedWith(() => decodeStatement(spaced(statement, space)))).toBe('not_canonical');
  });
});
