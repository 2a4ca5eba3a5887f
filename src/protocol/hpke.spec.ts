import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { describe, expect, it } from '@jest/globals';
import { refusal } from '../../test/support/fails-with.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { concat, toHex } from './codec.js';
import { HPKE_OVERHEAD, hpkeOpen, hpkeSeal } from './hpke.js';
import { webPrimitives } from './web-primitives.js';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

describe('sealing to a key', () => {
  it('is base mode of RFC 9180, appendix A.1.1', async () => {
    const ikmE = hex('7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234');
    const pkRm = hex('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d');
    const skRm = hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8');
    const info = hex('4f6465206f6e2061204772656369616e2055726e');
    const plaintext = hex('4265617574792069732074727574682c20747275746820626561757479');
    const sealed = await hpkeSeal({ ...p, random: () => ikmE }, pkRm, info, plaintext);
    expect(toHex(sealed.subarray(0, 32))).toBe(
      '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
    );
    // The vector has associated data, which changes the tag alone.
    expect(toHex(sealed.subarray(32, -16))).toBe(
      'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218',
    );
    expect(await hpkeOpen(p, skRm, info, sealed)).toEqual(plaintext);
  });

  it('is opened by its secret alone, under its info, unchanged', async () => {
    const secret = p.random(32);
    const [info, plaintext] = [p.random(64), p.random(300)];
    const sealed = await hpkeSeal(p, await p.x25519PublicKey(secret), info, plaintext);
    expect(sealed).toHaveLength(plaintext.length + HPKE_OVERHEAD);
    const pool = concat(p.random(5), sealed, p.random(5));
    expect(await hpkeOpen(p, secret, info, pool.subarray(5, -5))).toEqual(plaintext);

    expect(await hpkeOpen(p, p.random(32), info, sealed)).toBeUndefined();
    expect(await hpkeOpen(p, secret, p.random(64), sealed)).toBeUndefined();
    expect(await hpkeOpen(p, secret, info, sealed.subarray(1))).toBeUndefined();
    expect(await hpkeOpen(p, secret, info, new Uint8Array())).toBeUndefined();
    expect(await hpkeOpen(p, secret.subarray(1), info, sealed)).toBeUndefined();
    expect(await hpkeOpen(p, secret, info, new Uint8Array(100))).toBeUndefined();
    for (const at of [0, 31, 32, 200, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed, (byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await hpkeOpen(p, secret, info, changed)).toBeUndefined();
    }
  });

  it('is what another implementation opens, and opens what that sealed', async () => {
    const suite = new CipherSuite({
      kem: new DhkemX25519HkdfSha256(),
      kdf: new HkdfSha256(),
      aead: new Aes128Gcm(),
    });
    for (const primitives of [p, webPrimitives()]) {
      const secret = p.random(32);
      const publicKey = await primitives.x25519PublicKey(secret);
      const [info, plaintext] = [p.random(64), p.random(256)];
      const ours = await hpkeSeal(primitives, publicKey, info, plaintext);
      const recipientKey = await suite.kem.deserializePrivateKey(secret);
      const theirs = await suite.open({ recipientKey, enc: ours.subarray(0, 32), info }, ours.subarray(32));
      expect(new Uint8Array(theirs)).toEqual(plaintext);

      const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
      const { enc, ct } = await suite.seal({ recipientPublicKey, info }, plaintext);
      const sealed = concat(new Uint8Array(enc), new Uint8Array(ct));
      expect(await hpkeOpen(primitives, secret, info, sealed)).toEqual(plaintext);
    }
  });

  it('looks different each time', async () => {
    const publicKey = await p.x25519PublicKey(p.random(32));
    const sealed = [1, 2, 3].map(() => hpkeSeal(p, publicKey, new Uint8Array(), new Uint8Array(9)));
    expect(new Set((await Promise.all(sealed)).map(toHex)).size).toBe(3);
  });

  it('is refused to what is no key, or one under which every secret would be zero', async () => {
    const one = Uint8Array.of(1, ...new Uint8Array(31));
    for (const key of [new Uint8Array(), p.random(31), p.random(33), new Uint8Array(32), one]) {
      expect(await refusal(() => hpkeSeal(p, key, new Uint8Array(), new Uint8Array(9)))).toBe('malformed');
    }
  });
});
