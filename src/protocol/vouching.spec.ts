import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  makeLetter,
  makeSigner,
  type TestLetter,
  type TestSigner,
  tokenInputOf,
} from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { decodeToken, encodeToken, verifyToken } from './token.js';
import { entryChallenge, type LetterContext, prepareLetter, verifyVouchers } from './vouching.js';
import { fromBase64url } from './codec.js';

let letter: TestLetter;
let context: LetterContext;
let signer: TestSigner;

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 2 });
  context = await prepareLetter(p, letter.manifest, letter.digest);
  signer = await makeSigner(letter, 'ada', [1]);
});

const vouch = (tokens: readonly Uint8Array[], key = signer.publicKey, at = context): Promise<number> =>
  verifyVouchers(p, at, tokens, key, 'here');

describe('one issuer for each workplace', () => {
  it('vouches for a key: the token leads to its cell', async () => {
    expect(await vouch(signer.tokens)).toBe(1);
    const other = await makeSigner(letter, 'bert', [0]);
    expect(await vouch(other.tokens, other.publicKey)).toBe(0);
  });

  it('by the same token that RFC 9578 verifies by itself', async () => {
    const entry = letter.manifest.issuers[1]!;
    const challenge = entryChallenge(letter.manifest, entry, letter.digest);
    expect(challenge).toEqual({
      issuerName: 'issuer.example:8443',
      originInfo: 'letters.example',
      redemptionContext: letter.digest,
    });
    const expected = { spki: fromBase64url(entry.key), challenge, publicKey: signer.publicKey };
    await expect(verifyToken(p, signer.tokens[0]!, expected)).resolves.toBeDefined();
  });

  it('doesn’t vouch for another key', async () => {
    const other = await makeSigner(letter, 'bert', [1]);
    expect(await refusedWith(() => vouch(signer.tokens, other.publicKey))).toBe('invalid_token at here[0]');
  });

  it('doesn’t vouch in another letter, though issuers and words are the same', async () => {
    const other = await makeLetter({ workplaces: 2, threshold: 4 });
    expect(other.manifest.issuers).toEqual(letter.manifest.issuers);
    const there = await prepareLetter(p, other.manifest, other.digest);
    expect(await refusedWith(() => vouch(signer.tokens, signer.publicKey, there))).toBe(
      'invalid_token at here[0]',
    );
  });

  it('doesn’t vouch when origin or issuer go by another host', async () => {
    const moved = structuredClone(letter.manifest);
    moved.origin = 'https://letters.example:8443';
    const renamed = structuredClone(letter.manifest);
    renamed.issuers[1]!.url = 'https://issuer.example';
    for (const manifest of [moved, renamed]) {
      const there = await prepareLetter(p, manifest, letter.digest);
      expect(await refusedWith(() => vouch(signer.tokens, signer.publicKey, there))).toBe(
        'invalid_token at here[0]',
      );
    }
  });

  it('doesn’t vouch by a token in which one bit is another', async () => {
    // type, nonce, challenge digest, key id, authenticator: first and last byte of each
    for (const at of [0, 1, 2, 33, 34, 65, 66, 97, 98, 353]) {
      const bent = signer.tokens[0]!.slice();
      bent[at]! ^= 1;
      const code = at < 2 ? 'malformed' : 'invalid_token';
      expect(`${at.toString()}: ${await refusedWith(() => vouch([bent]))}`).toBe(
        `${at.toString()}: ${code} at here[0]`,
      );
    }
  });

  it('doesn’t vouch by a token with a byte more or less', async () => {
    const token = signer.tokens[0]!;
    for (const other of [Uint8Array.of(...token, 0), token.subarray(0, 353), new Uint8Array(0)]) {
      expect(await refusedWith(() => vouch([other]))).toBe('malformed at here[0]');
    }
  });

  it('vouches by a token in a slice of a larger buffer, as it stands there', async () => {
    const pool = Buffer.alloc(400, 1);
    pool.set(signer.tokens[0]!, 17);
    expect(await vouch([pool.subarray(17, 17 + 354)])).toBe(1);
  });

  it('has one form of an authenticator only: n more is another number', async () => {
    const toInteger = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
    const modulus = toInteger(letter.issuers[1]!.modulus);
    for (let i = 0; ; i++) {
      const { tokens, publicKey } = await makeSigner(letter, `attempt ${i.toString()}`, [1]);
      const token = decodeToken(tokens[0]!);
      const sum = toInteger(token.authenticator) + modulus;
      // Only some of them have room for n more in 256 bytes.
      if (sum >> 2048n !== 0n) continue;
      const authenticator = new Uint8Array(Buffer.from(sum.toString(16).padStart(512, '0'), 'hex'));
      const other = encodeToken({ ...token, authenticator });
      expect(await refusedWith(() => vouch([other], publicKey))).toBe('invalid_token at here[0]');
      return;
    }
  });

  it('isn’t two: no token, a second one, or one twice are of the wrong issuers', async () => {
    const both = await makeSigner(letter, 'ada', [0, 1]);
    expect(both.publicKey).toEqual(signer.publicKey);
    expect(await refusedWith(() => vouch([]))).toBe('wrong_issuers at here');
    expect(await refusedWith(() => vouch(both.tokens))).toBe('wrong_issuers at here');
    expect(await refusedWith(() => vouch([signer.tokens[0]!, signer.tokens[0]!]))).toBe(
      'wrong_issuers at here',
    );
  });
});

describe('two of three issuers of a workplace', () => {
  let two: TestLetter;
  let there: LetterContext;
  let all: TestSigner;

  beforeAll(async () => {
    two = await makeLetter({ workplaces: 2, issuersEach: 3, issuersRequired: 2 });
    there = await prepareLetter(p, two.manifest, two.digest);
    all = await makeSigner(two, 'ada', [0, 1, 2, 3, 4, 5]);
  });

  const by = (...issuers: number[]): Promise<number> =>
    verifyVouchers(
      p,
      there,
      issuers.map((issuer) => all.tokens[issuer]!),
      all.publicKey,
      'here',
    );

  it('make a cell for each pair', async () => {
    expect(await Promise.all([by(0, 1), by(0, 2), by(1, 2), by(3, 4), by(3, 5), by(4, 5)])).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
  });

  it.each([
    ['one alone', [0]],
    ['all three', [0, 1, 2]],
    ['one twice', [1, 1]],
    ['another order', [1, 0]],
    ['of two workplaces', [0, 3]],
    ['none', []],
  ])('don’t vouch: %s', async (_, issuers) => {
    expect(await refusedWith(() => by(...issuers))).toBe('wrong_issuers at here');
  });

  it('don’t vouch when one of the tokens is another’s', async () => {
    const other = await makeSigner(two, 'bert', [1]);
    const tokens = [all.tokens[0]!, other.tokens[0]!];
    expect(await refusedWith(() => verifyVouchers(p, there, tokens, all.publicKey, 'here'))).toBe(
      'invalid_token at here[1]',
    );
  });

  it('see other token inputs, so that nothing links them', () => {
    const inputs = [0, 1, 2].map((issuer) =>
      Buffer.from(tokenInputOf(two, issuer, all.publicKey)).toString('hex'),
    );
    expect(new Set(inputs).size).toBe(3);
  });
});
