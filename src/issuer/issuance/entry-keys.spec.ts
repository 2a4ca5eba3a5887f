import { describe, expect, it } from '@jest/globals';
import { SystemRandomSource } from '../../common/random.js';
import { decodeLetterKeys, encodeLetterKeys, generateEntryKeys, type LetterKeys } from './entry-keys.js';

const random = new SystemRandomSource();
const made: LetterKeys = {
  draft: 'abcdefghijklmnopqrstuvwxyz',
  entries: [await generateEntryKeys('cumulus', random), await generateEntryKeys('stratus', random)],
};

describe('the keys of a letter', () => {
  it('come out of the vault as they went in', () => {
    const read = decodeLetterKeys(encodeLetterKeys(made));
    expect(read.draft).toBe(made.draft);
    expect(read.entries).toHaveLength(2);
    read.entries.forEach((entry, i) => {
      const wanted = made.entries[i]!;
      expect(entry.issuance.equals(wanted.issuance)).toBe(true);
      expect({ ...entry, issuance: undefined }).toEqual({ ...wanted, issuance: undefined });
    });
  });

  it('are RSA keys of 2048 bits and e = 65537, and secrets of their own', () => {
    const [one, two] = made.entries;
    for (const { issuance, modulus } of [one!, two!]) {
      expect(issuance.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65_537n });
      expect(modulus).toHaveLength(256);
      expect(modulus[0]).toBeGreaterThanOrEqual(0x80);
    }
    const secrets = [one!, two!].flatMap(({ tagKey, identitySeed }) => [tagKey, identitySeed]);
    expect(new Set(secrets.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(4);
    expect(secrets.every((secret) => secret.length === 32)).toBe(true);
  });

  it('are refused in any other form', () => {
    const bytes = encodeLetterKeys(made);
    expect(() => decodeLetterKeys(bytes.subarray(0, -1))).toThrow();
    expect(() => decodeLetterKeys(new Uint8Array([...bytes, 0]))).toThrow();
    expect(() => decodeLetterKeys(bytes.map((byte, i) => (i === 0 ? 2 : byte)))).toThrow('version');
    expect(() => decodeLetterKeys(new Uint8Array(0))).toThrow();
  });

  it('fit into one file of the vault for as many entries as a manifest has', () => {
    const entries = Array.from({ length: 64 }, () => ({ ...made.entries[0]!, workplace: 'w'.repeat(32) }));
    expect(encodeLetterKeys({ ...made, entries }).length).toBeLessThan(96 * 1024);
  });
});
