// @ts-check
// The one place where a private RSA key is used: RFC 9474 section 4.3, by OpenSSL, in a thread of its own. protocol.md#blind-rsa
//
// Plain JavaScript, because a thread loads its file by itself: from the sources under test, from `dist` when built.
// Keys come with each task and go with it; nothing of them is kept here.
import { constants, privateDecrypt, publicEncrypt } from 'node:crypto';

const MODULUS_LENGTH = 256;

/**
 * BlindSign of each message (256 bytes, below the modulus) under one key; `undefined` for one that can't be signed.
 *
 * @param {{ key: import('node:crypto').KeyObject, messages: readonly Uint8Array[] }} task
 * @returns {(Uint8Array | undefined)[]} signatures of 256 bytes
 */
export default function blindSignAll({ key, messages }) {
  return messages.map((message) => {
    try {
      return blindSign(key, message);
    } catch {
      return undefined;
    }
  });
}

/**
 * @param {import('node:crypto').KeyObject} key
 * @param {Uint8Array} message
 * @returns {Uint8Array | undefined}
 */
function blindSign(key, message) {
  // 1. m = bytes_to_int(blinded_msg). OpenSSL would take a shorter one.
  if (message.length !== MODULUS_LENGTH) return undefined;
  const raw = { key, padding: constants.RSA_NO_PADDING };
  // 2. s = RSASP1(sk, m)
  // 3. If RSASP1 fails, raise an error and stop
  const signature = privateDecrypt(raw, message);
  // 4. m' = RSAVP1(pk, s)
  // 5. If m != m', raise a "signing failure" error and stop: a faulty result gives the key away
  if (!publicEncrypt(raw, signature).equals(message)) return undefined;
  // 6. blind_sig = int_to_bytes(s, modulus_len)
  return new Uint8Array(signature);
}
