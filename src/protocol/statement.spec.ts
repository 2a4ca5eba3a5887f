import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { makeRecord } from '../../test/support/bundles.js';
import { makeLetter, makeSigner, type TestLetter, type TestSigner } from '../../test/support/letters.js';
import { refused, refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { toBase64url } from './codec.js';
import {
  decodeStatement,
  encodeStatement,
  isForLetter,
  MAX_SEQUENCE,
  nonceOf,
  nullifierOf,
  rankStatements,
  type Statement,
  statementHash,
  verifyStatement,
} from './statement.js';

const digest = (fill: number): string => toBase64url(new Uint8Array(32).fill(fill));

/** Few values for each field, so that ties are common. */
const statements: fc.Arbitrary<Statement> = fc.record({
  format: fc.constant('undersigned/statement/v1' as const),
  letter: fc.constant(digest(1)),
  action: fc.constantFrom('sign' as const, 'withdraw' as const),
  sequence: fc.constantFrom(0, 1, 2, MAX_SEQUENCE),
  sealed: fc.constantFrom(...Array.from({ length: 8 }, (_, i) => digest(i))),
});

const rank = (a: Statement, b: Statement): number => Math.sign(rankStatements(p, a, b));
const hash = (one: Statement): Buffer => createHash('sha256').update(encodeStatement(one)).digest();
const isSame = (a: Statement, b: Statement): boolean => JSON.stringify(a) === JSON.stringify(b);

describe('rankStatements', () => {
  it('is a total order: antisymmetric, transitive, and a tie only for one and the same statement', () => {
    fc.assert(
      fc.property(statements, statements, statements, (a, b, c) => {
        expect(rank(a, b) + rank(b, a)).toBe(0);
        expect(rank(a, b) === 0).toBe(isSame(a, b));
        if (rank(a, b) >= 0 && rank(b, c) >= 0) expect(rank(a, c)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('puts the higher sequence first, then withdraw, then the smaller hash', () => {
    fc.assert(
      fc.property(statements, statements, (a, b) => {
        if (a.sequence !== b.sequence) expect(rank(a, b)).toBe(a.sequence > b.sequence ? 1 : -1);
        else if (a.action !== b.action) expect(rank(a, b)).toBe(a.action === 'withdraw' ? 1 : -1);
        else expect(rank(a, b)).toBe(Buffer.compare(hash(b), hash(a)));
      }),
      { numRuns: 500 },
    );
  });

  it('lets no later copy of a lower one win: the winner doesn’t depend on the order of arrival', () => {
    fc.assert(
      fc.property(fc.array(statements, { minLength: 2, maxLength: 8 }), fc.nat(), (arrived, turn) => {
        const best = (list: Statement[]): Statement => list.reduce((a, b) => (rank(b, a) > 0 ? b : a));
        const at = turn % arrived.length;
        const turned = [...arrived.slice(at), ...arrived.slice(0, at)].reverse();
        expect(best(turned)).toEqual(best(arrived));
      }),
    );
  });
});

describe('reading a statement', () => {
  it('takes one text for each statement: whatever is read is written as it was', async () => {
    const characters = fc.constantFrom(...'AQ0129gw-_="{}[],: \\\n'.split(''), '');
    const fields = fc.record({
      letter: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64url),
      action: fc.constantFrom('sign' as const, 'withdraw' as const),
      sequence: fc.nat({ max: 255 }),
      sealed: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64url),
    });
    await fc.assert(
      fc.asyncProperty(fields, fc.nat(), characters, async (statement, place, character) => {
        const encoded = Buffer.from(encodeStatement(statement));
        expect(decodeStatement(encoded)).toEqual({ format: 'undersigned/statement/v1', ...statement });
        const at = place % (encoded.length + 1);
        const text = encoded.toString();
        for (const changed of [text.slice(0, at) + character + text.slice(at + 1), text + character]) {
          const said = await refusedOr(() => decodeStatement(Buffer.from(changed)));
          if (typeof said === 'object') expect(Buffer.from(encodeStatement(said)).toString()).toBe(changed);
          else expect(['malformed', 'not_canonical', 'unsupported_format']).toContain(said);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([256, 999, '01', '1.0', '-1', '1e1'])('refuses the sequence %s', async (sequence) => {
    const zero = encodeStatement({
      letter: toBase64url(new Uint8Array(32)),
      action: 'sign',
      sequence: 0,
      sealed: toBase64url(new Uint8Array(32)),
    });
    const text = Buffer.from(zero).toString().replace('"sequence":0', `"sequence":${sequence}`);
    expect(await refusedOr(() => decodeStatement(Buffer.from(text)))).toMatch(
      /^(?:malformed|not_canonical)$/,
    );
  });
});

/** What was read, or the code of the refusal. */
async function refusedOr(action: () => Statement): Promise<Statement | string> {
  try {
    return action();
  } catch {
    return (await refused(action)).code;
  }
}

describe('a statement', () => {
  let letter: TestLetter;
  let signer: TestSigner;

  beforeAll(async () => {
    letter = await makeLetter();
    signer = await makeSigner(letter);
  });

  it('verifies under the key in the token, and under no other', async () => {
    const { statement, signature } = await makeRecord(letter, signer);
    await expect(verifyStatement(p, signer.publicKey, statement, signature)).resolves.toBeUndefined();
    const other = await makeSigner(letter, 'somebody else');
    expect(
      await refusedWith(() => verifyStatement(p, other.publicKey, statement, signature, 'statement')),
    ).toBe('invalid_statement at statement');
  });

  it('verifies byte for byte: another action, sequence, letter or choice is another statement', async () => {
    const { statement, signature } = await makeRecord(letter, signer);
    for (const change of [
      { action: 'withdraw' as const },
      { sequence: 1 },
      { letter: digest(3) },
      { sealed: digest(4) },
    ]) {
      const changed = encodeStatement({ ...decodeStatement(statement), ...change });
      expect(await refusedWith(() => verifyStatement(p, signer.publicKey, changed, signature))).toBe(
        'invalid_statement',
      );
    }
  });

  it('is refused, and nothing breaks, under a key or with a signature of the wrong form', async () => {
    const { statement, signature } = await makeRecord(letter, signer);
    const none = new Uint8Array(0);
    for (const [key, by] of [
      [none, signature],
      [signer.publicKey, none],
      [signer.publicKey, signature.subarray(1)],
      [signer.publicKey, new Uint8Array(64)],
      [new Uint8Array(32).fill(0xff), signature],
    ] as const) {
      expect(await refusedWith(() => verifyStatement(p, key, statement, by))).toBe('invalid_statement');
    }
  });

  it('has a signature in one form only: S beyond the group’s order doesn’t verify', async () => {
    const { statement, signature } = await makeRecord(letter, signer);
    const order = (1n << 252n) + 27742317777372353535851937790883648493n;
    const little = Buffer.from(signature.subarray(32)).reverse().toString('hex');
    const beyond = (BigInt(`0x${little}`) + order).toString(16).padStart(64, '0');
    const malleated = Uint8Array.of(...signature.subarray(0, 32), ...Buffer.from(beyond, 'hex').reverse());
    expect(await refusedWith(() => verifyStatement(p, signer.publicKey, statement, malleated))).toBe(
      'invalid_statement',
    );
  });

  it('names its letter', async () => {
    const decoded = decodeStatement((await makeRecord(letter, signer)).statement);
    expect(isForLetter(decoded, letter.digest)).toBe(true);
    expect(isForLetter(decoded, p.sha256(letter.digest))).toBe(false);
  });

  it.each([
    ['sequence', { sequence: 256 }],
    ['sequence', { sequence: -1 }],
    ['sequence', { sequence: 1.5 }],
    ['action', { action: 'amend' as 'sign' }],
    ['sealed', { sealed: digest(1).slice(1) }],
    ['letter', { letter: `${digest(1).slice(0, -1)}F` }],
  ])('isn’t written with a %s that can’t be read', async (place, change) => {
    const statement = {
      letter: digest(1),
      action: 'sign' as const,
      sequence: 0,
      sealed: digest(2),
      ...change,
    };
    expect(await refusedWith(() => encodeStatement(statement))).toBe(`malformed at ${place}`);
  });

  it('has a hash, a nonce and a nullifier of SHA-256', () => {
    const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array => {
      const digestOf = createHash('sha256');
      for (const part of parts) digestOf.update(part);
      return new Uint8Array(digestOf.digest());
    };
    const encoded = encodeStatement({ letter: digest(1), action: 'sign', sequence: 0, sealed: digest(2) });
    expect(statementHash(p, encoded)).toEqual(sha256(encoded));
    const nonce = sha256(signer.publicKey);
    expect(nonceOf(p, signer.publicKey)).toEqual(nonce);
    expect(nullifierOf(p, letter.digest, signer.publicKey)).toEqual(
      sha256('undersigned/nullifier/v1', letter.digest, nonce),
    );
  });

  it('has another nullifier in every letter, even under one key', async () => {
    const other = await makeLetter({ seed: 'another' });
    expect(nullifierOf(p, letter.digest, signer.publicKey)).not.toEqual(
      nullifierOf(p, other.digest, signer.publicKey),
    );
    // and with one set of words the key itself is another
    expect((await makeSigner(other)).words).toBe(signer.words);
    expect((await makeSigner(other)).publicKey).not.toEqual(signer.publicKey);
  });
});
