import { afterAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { nodePrimitives } from '../../src/common/node-primitives.js';
import { threadedPrimitives } from '../../src/common/verify-threads.js';
import { concat, toHex } from '../../src/protocol/codec.js';
import { isSignature, pssVerifier } from '../../src/protocol/signatures.js';
import { webPrimitives } from '../../src/protocol/web-primitives.js';
import { describeVectors, hex } from './shared-vectors.js';

const threaded = threadedPrimitives(nodePrimitives, { few: 0 });

const PRIMITIVES = [
  { name: 'node:crypto', p: nodePrimitives },
  { name: 'node:crypto in threads', p: threaded },
  { name: 'WebCrypto', p: webPrimitives() },
];

interface Case {
  tcId: number;
  comment: string;
  result: 'valid' | 'invalid' | 'acceptable';
}

interface Signature {
  msg: string;
  sig: string;
}

interface Suite<Group, Fields> {
  testGroups: (Group & { tests: (Case & Fields)[] })[];
}

afterAll(async () => {
  await threaded.close();
});

describeVectors<Suite<{ publicKey: { modulus: string } }, Signature>>(
  'wycheproof.rsa_pss_2048_sha384_mgf1_48.json',
  ({ testGroups }) => {
    it.each(PRIMITIVES)('$name agrees on every signature', async ({ p }) => {
      const wrong: Case[] = [];
      for (const { publicKey, tests } of testGroups) {
        // The vectors write the modulus as a DER integer: a zero before its first bit.
        const verifies = await pssVerifier(p, hex(publicKey.modulus).subarray(1));
        for (const test of tests) {
          if ((await verifies(hex(test.msg), hex(test.sig))) !== (test.result === 'valid')) wrong.push(test);
        }
      }
      expect(wrong).toEqual([]);
    });
  },
);

describeVectors<Suite<{ publicKey: { pk: string } }, Signature>>(
  'wycheproof.ed25519.json',
  ({ testGroups }) => {
    it.each(PRIMITIVES)('$name agrees on every signature', async ({ p }) => {
      const wrong: Case[] = [];
      for (const { publicKey, tests } of testGroups) {
        for (const test of tests) {
          const valid = await isSignature(p, hex(publicKey.pk), hex(test.msg), hex(test.sig));
          if (valid !== (test.result === 'valid')) wrong.push(test);
        }
      }
      expect(wrong).toEqual([]);
    });
  },
);

describeVectors<Suite<object, { public: string; private: string; shared: string }>>(
  'wycheproof.x25519.json',
  ({ testGroups }) => {
    const tests = testGroups.flatMap((group) => group.tests);

    // What sealing to a key rests on: the primitives themselves only make public keys.
    it('WebCrypto derives every shared secret, and refuses those that are zero', async () => {
      const wrong: Case[] = [];
      for (const test of tests) {
        const zero = /^0+$/.test(test.shared);
        const derived = await sharedSecret(hex(test.private), hex(test.public));
        if (derived !== (zero ? 'refused' : test.shared)) wrong.push(test);
      }
      expect(wrong).toEqual([]);
    });

    it('both make the same public key of every secret, as an agreement with it shows', async () => {
      const partner = hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
      const partnerKey = await nodePrimitives.x25519PublicKey(partner);
      for (const secret of tests.map((test) => hex(test.private))) {
        const publicKey = await nodePrimitives.x25519PublicKey(secret);
        expect(await webPrimitives().x25519PublicKey(secret)).toEqual(publicKey);
        expect(await sharedSecret(partner, publicKey)).toBe(await sharedSecret(secret, partnerKey));
      }
    });
  },
);

describeVectors<Suite<object, { ikm: string; salt: string; info: string; size: number; okm: string }>>(
  'wycheproof.hkdf_sha256.json',
  ({ testGroups }) => {
    it.each(PRIMITIVES)('$name gives every output, and refuses one too long', ({ p }) => {
      for (const { result, ikm, salt, info, size, okm } of testGroups.flatMap((group) => group.tests)) {
        const derive = () => toHex(p.hkdfExpand(p.hkdfExtract(hex(salt), hex(ikm)), hex(info), size));
        if (result === 'valid') expect(derive()).toBe(okm);
        else expect(derive).toThrow();
      }
    });
  },
);

describeVectors<
  Suite<
    { ivSize: number; keySize: number; tagSize: number },
    { key: string; iv: string; aad: string; msg: string; ct: string; tag: string }
  >
>('wycheproof.aes_gcm.json', ({ testGroups }) => {
  const ours = testGroups.filter(
    ({ ivSize, keySize, tagSize }) => ivSize === 96 && keySize !== 192 && tagSize === 128,
  );
  const others = testGroups.filter((group) => !ours.includes(group) && group.tagSize === 128);

  it.each(PRIMITIVES)('$name seals and opens every message', async ({ p }) => {
    const tests = ours.flatMap((group) => group.tests);
    expect(tests.length).toBeGreaterThan(100);
    for (const { result, key, iv, aad, msg, ct, tag } of tests) {
      const ciphertext = hex(ct + tag);
      const opened = await p.aesGcmOpen(hex(key), hex(iv), ciphertext, hex(aad));
      expect(opened && toHex(opened)).toBe(result === 'valid' ? msg : undefined);
      if (result === 'valid') {
        expect(toHex(await p.aesGcmSeal(hex(key), hex(iv), hex(msg), hex(aad)))).toBe(ct + tag);
      }
    }
  });

  it.each(PRIMITIVES)('$name takes no other size of key or nonce', async ({ p }) => {
    for (const { key, iv, aad, msg, ct, tag } of others.flatMap((group) => group.tests)) {
      expect(await p.aesGcmOpen(hex(key), hex(iv), hex(ct + tag), hex(aad))).toBeUndefined();
      await expect(p.aesGcmSeal(hex(key), hex(iv), hex(msg), hex(aad))).rejects.toThrow(RangeError);
    }
  });
});

describe('known values', () => {
  it.each(PRIMITIVES)('$name: SHA-256, SHA-384 and HMAC of parts are those of the whole', async ({ p }) => {
    const whole = hex('00'.repeat(300));
    const parts = [whole.subarray(0, 100), whole.subarray(100, 101), whole.subarray(101)];
    expect(toHex(p.sha256(...parts))).toBe(createHash('sha256').update(whole).digest('hex'));
    expect(toHex(await p.sha384(...parts))).toBe(createHash('sha384').update(whole).digest('hex'));
    expect(p.hmacSha256(hex('0b'), ...parts)).toEqual(p.hmacSha256(hex('0b'), whole));
    expect(concat(...parts)).toEqual(whole);
  });

  // RFC 4231 test case 2.
  it.each(PRIMITIVES)('$name: HMAC-SHA-256', ({ p }) => {
    const mac = p.hmacSha256(
      hex('4a656665'),
      hex('7768617420646f2079612077616e74'),
      hex('20666f72206e6f7468696e673f'),
    );
    expect(toHex(mac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  // RFC 8032 section 7.1, test 3.
  it.each(PRIMITIVES)('$name: Ed25519', async ({ p }) => {
    const seed = hex('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7');
    const publicKey = await p.ed25519PublicKey(seed);
    const signature = await p.ed25519Sign(seed, hex('af82'));
    expect(toHex(publicKey)).toBe('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025');
    expect(toHex(signature)).toBe(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    );
    expect(await isSignature(p, publicKey, hex('af82'), signature)).toBe(true);
    expect(await isSignature(p, publicKey, hex('af83'), signature)).toBe(false);
  });

  // RFC 7748 section 6.1.
  it.each(PRIMITIVES)('$name: X25519', async ({ p }) => {
    const alice = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a');
    expect(toHex(await p.x25519PublicKey(alice))).toBe(
      '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    );
  });
});

async function sharedSecret(secret: Uint8Array, publicKey: Uint8Array): Promise<string> {
  const { subtle } = globalThis.crypto;
  const pkcs8 = concat(hex('302e020100300506032b656e04220420'), secret);
  const privateKey = await subtle.importKey('pkcs8', new Uint8Array(pkcs8), 'X25519', false, ['deriveBits']);
  const imported = await subtle.importKey('raw', new Uint8Array(publicKey), 'X25519', false, []);
  try {
    const bits = await subtle.deriveBits({ name: 'X25519', public: imported }, privateKey, 256);
    return toHex(new Uint8Array(bits));
  } catch {
    return 'refused';
  }
}
