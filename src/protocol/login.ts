// Proofs of a key that change nothing: an organizer's login, a signer's question for her latest sequence. protocol.md#formats
import * as v from './schema.js';
import { toBase64url } from './codec.js';
import { bytes, label, readDocument, time, toSeconds, toTime, writeDocument } from './shape.js';

const LOGIN = 'undersigned/login/v1';
const LATEST = 'undersigned/latest/v1';

/** How far a `latest` may be from the server's clock, in seconds. */
export const LATEST_TOLERANCE_SECONDS = 300;

const loginSchema = v.strictObject({
  format: v.literal(LOGIN),
  origin: label(200),
  key: bytes(32),
  nonce: label(200),
  expires: time,
});

const latestSchema = v.strictObject({ format: v.literal(LATEST), letter: bytes(32), time });

/** `origin` is the base URL logged in to, `key` the organizer's signing key, `nonce` and `expires` the server's. */
export type Login = v.Output<typeof loginSchema>;

/** What an organizer signs to log in. */
export function loginDocument(login: Omit<Login, 'format'>): Uint8Array {
  return writeDocument(loginSchema, { format: LOGIN, ...login });
}

/** Throws `malformed`, `not_canonical` or `unsupported_format`. */
export function decodeLogin(encoded: Uint8Array): Login {
  return readDocument(loginSchema, LOGIN, encoded, 'document');
}

/** What a signer signs to learn the highest sequence that stands under her key. */
export function latestDocument(letter: Uint8Array, now: Date): Uint8Array {
  return writeDocument(latestSchema, { format: LATEST, letter: toBase64url(letter), time: toTime(now) });
}

/** Whether these bytes ask about this letter (32 bytes) within five minutes of `now`. Throws what their form breaks. */
export function isFreshLatest(encoded: Uint8Array, letter: Uint8Array, now: Date): boolean {
  const latest = readDocument(latestSchema, LATEST, encoded, 'document');
  const age = Math.abs(now.getTime() / 1000 - toSeconds(latest.time));
  return latest.letter === toBase64url(letter) && age <= LATEST_TOLERANCE_SECONDS;
}
