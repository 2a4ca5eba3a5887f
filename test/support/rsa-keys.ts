// Six RSA keys of 2048 bits for tests, by their primes, so that a test costs no key generation and vectors stay the same.
// They are published here: never use them for anything else.
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { encodeRsaPssSpki } from '../../src/protocol/rsa-spki.js';
import { blindSign, modulusOf } from './issuer-key.js';

export interface FixedIssuerKey {
  readonly privateKey: KeyObject;
  /** 256 bytes. */
  readonly modulus: Uint8Array;
  /** 342 bytes. */
  readonly spki: Uint8Array;
  /** s = m^d mod n, by OpenSSL. */
  blindSign(blindedMessage: Uint8Array): Uint8Array;
}

const E = 65537n;

/** p and q, big-endian, base64url. */
const PRIMES: readonly (readonly [string, string])[] = [
  [
    '_NPGPwWF8aQhQ3sQEJGAA9GhfPx12Z5ead7_SZpAEc4hGSl2Lwmg-5GPGfW-Kkds9dLxUjajBEnucoLbjT0LRiWG33Iyd7WkPvkmWg6QdFqo2uzohniIa4Yt06MJ7iAtKdbWOuELDf3P80COBNLapyngxDJ_vC_JXGln_LO3W0s',
    '9T4YRBRjLeLaQKk6thS9mgRgNQaBBCjkRK-TvLHuGmNupl9sZpA_E0JhpCsWPhhYfHEpIbs0_m36vJzMMYI6oeEm6aOJjN8Asi_a1Xnna54-_Bmq7kDLVJ07j6JTQH9-4d22jCMEJgv4yhUq8Qy0s6jAJVuUfKMhHuFVaL1P1G0',
  ],
  [
    '--gVfR5YJnIp9vqQO-hcfrbvTuUGokxiAKbT1GabrnRt9-X1W6XUkgvmchVF81vwU6Wgk3N4Yx9ZVOzC_ZF3M5cgf_p6jAtGbqV3HsqgtJ_CN1-6s3tmw4tCC_x3b7bc_XSEBqa7GiKJJzbOeUoqMqQHwpwW9oG1dKvv4RlH-TU',
    'uAcmSoY5nfWT7HJi4TIv6IS-kZaGBC_vWXFxt2UrdyTz82TrNqTiz5mxnJbBsb3k9WAH1_2CLPe8mtrVkA9hhoUHLO1ld3AM9pYYnFHoHiRZPiNkZ3y2Lwz04Tij1qR-kDN7-3UZs7m464NE9JAVczlolEC-_ig4xPJ4ygP4d2k',
  ],
  [
    'yGIETlPcfcO8GM00XO22s7P2BpSVwoEkEnjdZvcJM6bduxSE3Wm70hPHZBButdIn2tVXlKKRIjdR6k7toh0Nkmc058QXR3SoUx461maFSrOmlKjcuYjOnuUdYtPRA9agLfqf7DfjxabA0qU5vafIHJ6dWm9XMMJDf25fmk9Bu-E',
    'vaiEHBXU5ORM0KukUwI1S4YbBrVM949A5QRhi3tLn-sSVhnysxEujMXOFk1fDk_z48-imXzkfvEFRMcmnN0rhgFC7NLfn-Y229_GYTcOR60K0pIa0Wv9WxtR54ZvuZfhIscx_Oq8gQkso0_QpW_WvKkM8_Kn_7jSkUM_HNIbjik',
  ],
  [
    '69kPLA6ZIGa9VaQZnXXpoOEYHN3V7KAAFNyBqfmLoTl1xS40y11JCIgPcWJ-rbvOyTzyT2lTFCfrLDN34TiAzu-RuQEDZaQ-muvEBqc67xJorlGd1kbPEAW9j_cs8j0rTFUwkqqqbYWPWnrOctCreRIK7ceUA6VA7gScBX1wL7E',
    '4khMQmuk2N7xX2k6wV2TU2mrBORPIbGNo1AK90YGu5bAAYYWG-J1BYGJdNbLfbzwXVYErU_ovH26VslTRk3pANCSvxtoaGuPfRZ5BkDUMg6Q1ixYQrToFOA6ptz15aQe7Pqs-UPLGMtA4uWKxFKxpxz9FBSRpN5FwkKtWxIlQCU',
  ],
  [
    '9dDJ4cJsIA92KYaLBqwoYY7QsTid2Kl-4EvnwZ40Wxhujm-YbHr_TgaJ60Ju9CiEZbRLiOvh4aSqM6diAzvtaUCsnuTh6z-GpAhOlHRWf-CmslaXYudC2cUurFqHqLHT7PQphTMUUO6JVGAo-As7zquPZh_1mbLDYZCGGh7E-pM',
    '2nc2qexjyS27oO6S6kX5c4up9vSYjaLJkXBmsNtLneC4W4XuXLkMGdSJzUES1XOgpw78zw8OGqlgaUIM4HMKJmu0eTsFYzitHX0KoiyVkvH73fxETQAGw4UFBxWDwqb6knE8pgLXVR0QLGLSQqY7SjIBkaU0tkDQZxPv19gBKBc',
  ],
  [
    '-vA1d9WEe1GGPBxezcQo7tQ8hzIm-RCoJTGEcXmGf5GnyVIP5rSug-o_SSAx_s-3yIOhkkCu6Tit7gvTEzV2fCzOKbYNlDhkGEITJ3r_wykueTABybVtMe_hhdqHK9m8jpfqyBo5jP2M4d8emBMcIHPmwUaPoWykxCMzezWEr4M',
    '6BS8WUj2Q4h8ga_C5aJaVOHfL6ECMwD5Kvt2Mq2GYRl5jinNLzgFEVXqQ5gW2QntvdDV81qv92SOZUBN2T8xW8CUh_4lJU-PvJDF0wZnDckhH1x6zdbc_-SPKeuprXRIkUB_ciTqdmhuvIhYUxjhAXMhlFepS3ECOaOjYINjpPs',
  ],
];

const made = new Map<number, FixedIssuerKey>();

export const FIXED_KEYS = PRIMES.length;

/** One of the six, from 0. */
export function fixedIssuerKey(index: number): FixedIssuerKey {
  const known = made.get(index);
  if (known !== undefined) return known;
  const primes = PRIMES[index];
  if (primes === undefined) throw new RangeError('There are six fixed keys.');
  const key = fromPrimes(...primes);
  made.set(index, key);
  return key;
}

function fromPrimes(pText: string, qText: string): FixedIssuerKey {
  const [p, q] = [toInteger(pText), toInteger(qText)];
  const d = inverse(E, (p - 1n) * (q - 1n));
  const privateKey = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      e: toText(E),
      n: toText(p * q),
      d: toText(d),
      p: pText,
      q: qText,
      dp: toText(d % (p - 1n)),
      dq: toText(d % (q - 1n)),
      qi: toText(inverse(q, p)),
    },
  });
  const modulus = modulusOf(createPublicKey(privateKey));
  return {
    privateKey,
    modulus,
    spki: encodeRsaPssSpki(modulus),
    blindSign: (blindedMessage) => blindSign(privateKey, blindedMessage),
  };
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r0, r1, t0, t1] = [modulus, value % modulus, 0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - quotient * r1, t1, t0 - quotient * t1];
  }
  return ((t0 % modulus) + modulus) % modulus;
}

function toInteger(text: string): bigint {
  return BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
}

function toText(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
