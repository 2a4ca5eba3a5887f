// An issuer's RSA key for tests: signs blindly, as the issuer does, by OpenSSL.
import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import { encodeRsaPssSpki } from '../../src/protocol/rsa-spki.js';

export interface IssuerKey {
  readonly modulus: Uint8Array;
  readonly spki: Uint8Array;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  blindSign(blindedMessage: Uint8Array): Uint8Array;
}

/** A fresh key of 2048 bits. */
export function makeIssuerKey(): IssuerKey {
  const { privateKey, publicKey } = makeRsaKey(2048);
  const modulus = modulusOf(publicKey);
  return {
    modulus,
    spki: encodeRsaPssSpki(modulus),
    publicKey,
    privateKey,
    blindSign: (blindedMessage) => blindSign(privateKey, blindedMessage),
  };
}

/**
 * A fresh key, by way of its encoding: Node 20 blocks for ever when a key straight from `generateKeyPairSync` is exported as
 * a JWK and garbage is collected meanwhile.
 */
export function makeRsaKey(modulusLength: number): { privateKey: KeyObject; publicKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength,
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  });
  return {
    privateKey: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: publicKey, format: 'der', type: 'spki' }),
  };
}

/** s = m^d mod n. */
export function blindSign(privateKey: KeyObject, blindedMessage: Uint8Array): Uint8Array {
  return new Uint8Array(
    privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, blindedMessage),
  );
}

/** The modulus of an RSA key, big-endian. */
export function modulusOf(publicKey: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url'));
}
