import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  certify,
  makeLetter,
  makeSigner,
  type TestLetter,
  type TestSigner,
} from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { toBase64url } from './codec.js';
import { holderOf, identityDocument, verifyCertificate } from './identity.js';

const ADDRESS = 'ada.quist@larkspur.example';

let letter: TestLetter;
let signer: TestSigner;
let held: { holderSecret: Uint8Array; certificate: Uint8Array };

beforeAll(async () => {
  letter = await makeLetter();
  signer = await makeSigner(letter);
  held = await certify(letter, signer, ADDRESS);
});

/** Verifies the certificate for other particulars than it was made for. */
function verify(change: {
  letter?: Uint8Array;
  address?: string;
  secret?: Uint8Array;
  key?: Uint8Array;
}): Promise<void> {
  const holder = holderOf(p, change.secret ?? held.holderSecret, change.key ?? signer.publicKey);
  const certificate = { letter: change.letter ?? letter.digest, address: change.address ?? ADDRESS, holder };
  return verifyCertificate(p, letter.manifest.issuers[0]!.identityKey, certificate, held.certificate);
}

describe('an identity certificate', () => {
  it('holds for its letter, its address, and who has the holder secret and the key', async () => {
    await expect(verify({})).resolves.toBeUndefined();
  });

  it('is over exactly this', () => {
    const holder = holderOf(p, held.holderSecret, signer.publicKey);
    expect(JSON.parse(Buffer.from(identityDocument(letter.digest, ADDRESS, holder)).toString())).toEqual({
      format: 'undersigned/identity/v1',
      letter: toBase64url(letter.digest),
      address: ADDRESS,
      holder: toBase64url(holder),
    });
  });

  it('holds for no other', async () => {
    const other = await makeSigner(letter, 'somebody else');
    for (const change of [
      { letter: p.sha256(letter.digest) },
      { address: 'ada.quist@eu.larkspur.example' },
      { address: 'Ada.Quist@larkspur.example' },
      { secret: new Uint8Array(32) },
      { key: other.publicKey },
    ]) {
      expect(await refusedWith(() => verify(change))).toBe('invalid_certificate');
    }
  });

  it('is not made for an address that no mailbox has', async () => {
    const holder = new Uint8Array(32);
    for (const address of ['', 'a\n@larkspur.example', 'a'.repeat(255), 'zoë@larkspur.example']) {
      expect(await refusedWith(() => identityDocument(letter.digest, address, holder))).toBe(
        'malformed at address',
      );
    }
  });
});

describe('holderOf', () => {
  it('is SHA-256 of its label, the secret and the key', () => {
    const expected = createHash('sha256')
      .update('undersigned/holder/v1')
      .update(held.holderSecret)
      .update(signer.publicKey)
      .digest();
    expect(Buffer.from(holderOf(p, held.holderSecret, signer.publicKey))).toEqual(expected);
  });
});
