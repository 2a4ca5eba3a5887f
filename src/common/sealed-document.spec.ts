import { describe, expect, it } from '@jest/globals';
import { SystemRandomSource } from './random.js';
import { deriveKey, openDocument, sealDocument, SEALING_OVERHEAD } from './sealed-document.js';

const random = new SystemRandomSource();
const seal = { key: deriveKey(new Uint8Array(32).fill(7), 'memory'), place: 'letter' };
const document = new TextEncoder().encode('what was true at the last epoch end');

describe('a sealed document', () => {
  it('opens where it was sealed, and is never the same twice', () => {
    const [one, two] = [sealDocument(seal, document, random), sealDocument(seal, document, random)];
    expect(openDocument(seal, one)).toEqual(document);
    expect(one).not.toEqual(two);
    expect(one).toHaveLength(document.length + SEALING_OVERHEAD);
  });

  it('opens neither elsewhere, nor under another key, nor changed in any byte', () => {
    const sealed = sealDocument(seal, document, random);
    expect(() => openDocument({ ...seal, place: 'another' }, sealed)).toThrow();
    expect(() => openDocument({ ...seal, key: deriveKey(seal.key, 'memory') }, sealed)).toThrow();
    expect(() => openDocument(seal, sealed.subarray(0, 20))).toThrow();
    for (let i = 0; i < sealed.length; i++) {
      const changed = Uint8Array.from(sealed, (byte, at) => (at === i ? byte ^ 1 : byte));
      expect(() => openDocument(seal, changed)).toThrow();
    }
  });

  it('derives another key for every purpose and secret', () => {
    const secrets = [new Uint8Array(32), new Uint8Array(32).fill(1)];
    const keys = secrets.flatMap((secret) => [deriveKey(secret, 'a'), deriveKey(secret, 'b')]);
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(4);
    expect(() => deriveKey(new Uint8Array(31), 'a')).toThrow();
  });
});
