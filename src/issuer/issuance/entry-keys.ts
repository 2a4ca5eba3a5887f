// The private keys of one issuer's entry, and the form in which a letter's lie in the vault. protocol.md#keys
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { plain } from '../../common/bytes.js';
import type { RandomSource } from '../../common/random.js';
import { concat, fromBase64url, fromUtf8, Reader, uint, utf8 } from '../../protocol/codec.js';
import { MODULUS_LENGTH } from '../../protocol/rsa-spki.js';

const VERSION = 1;
const EMAIL_CODE = 1;
const SECRET_LENGTH = 32;

export interface EntryKeys {
  readonly workplace: string;
  /** RSA-2048, for blind signatures. */
  readonly issuance: KeyObject;
  /** Its modulus, 256 bytes. */
  readonly modulus: Uint8Array;
  /** 32 bytes: tags of addresses, and what their slots are sealed under. */
  readonly tagKey: Uint8Array;
  /** Ed25519 seed, 32 bytes: certificates and countersignings. */
  readonly identitySeed: Uint8Array;
}

/** Everything that the vault holds for one letter, or one draft. */
export interface LetterKeys {
  /** The draft that they were made for. */
  readonly draft: string;
  /** In the order asked for, which the manifest must keep. */
  readonly entries: readonly EntryKeys[];
}

/** New keys for an entry. The RSA key is made off the event loop. */
export async function generateEntryKeys(workplace: string, random: RandomSource): Promise<EntryKeys> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048, publicExponent: 65_537 });
  return {
    workplace,
    issuance: pair.privateKey,
    modulus: modulusOf(pair.publicKey),
    tagKey: random.bytes(SECRET_LENGTH),
    identitySeed: random.bytes(SECRET_LENGTH),
  };
}

// struct {
//     uint8 version = 1;
//     opaque draft<1..2^8-1>;
//     uint8 entry_count;
//     struct {
//         uint8 method = 1;           /* email-code */
//         opaque workplace<1..2^8-1>;
//         opaque issuance<1..2^16-1>; /* PKCS #8 */
//         opaque tag_key[32];
//         opaque identity_seed[32];
//     } entries[entry_count];
// } LetterKeys;

/** About 1,300 bytes an entry. */
export function encodeLetterKeys({ draft, entries }: LetterKeys): Uint8Array {
  return concat(
    uint(VERSION, 1),
    vector(1, utf8(draft)),
    uint(entries.length, 1),
    ...entries.flatMap((keys) => [
      uint(EMAIL_CODE, 1),
      vector(1, utf8(keys.workplace)),
      vector(2, keys.issuance.export({ format: 'der', type: 'pkcs8' })),
      keys.tagKey,
      keys.identitySeed,
    ]),
  );
}

/** Throws `ProtocolError` `malformed` on anything else. */
export function decodeLetterKeys(bytes: Uint8Array): LetterKeys {
  const reader = new Reader(bytes, 'keys');
  if (reader.uint(1) !== VERSION) throw new Error('Keys of the vault are of another version.');
  const draft = fromUtf8(reader.vector(1));
  const entries = Array.from({ length: reader.uint(1) }, () => readEntry(reader));
  reader.end();
  return { draft, entries };
}

function readEntry(reader: Reader): EntryKeys {
  if (reader.uint(1) !== EMAIL_CODE) throw new Error('Keys of the vault are for a method that is not known.');
  const workplace = fromUtf8(reader.vector(1));
  const key = Buffer.from(reader.vector(2));
  const issuance = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return {
    workplace,
    issuance,
    modulus: modulusOf(createPublicKey(issuance)),
    tagKey: reader.take(SECRET_LENGTH),
    identitySeed: reader.take(SECRET_LENGTH),
  };
}

function vector(prefix: 1 | 2, bytes: Uint8Array): Uint8Array {
  return concat(uint(bytes.length, prefix), plain(bytes));
}

function modulusOf(publicKey: KeyObject): Uint8Array {
  const { n } = publicKey.export({ format: 'jwk' });
  return fromBase64url(n ?? '', MODULUS_LENGTH);
}
