// The proof of work that an issuer demands before it mails a code: what is demanded, and what is sent. protocol.md#work
import * as v from './schema.js';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { fromBase64url, toBase64url } from './codec.js';
import { bytes, integer, read, time } from './shape.js';

/** Characters of the longest proof. */
export const MAX_WORK_LENGTH = 1024;

const MAX_COUNTER = 2 ** 32 - 1;

/** What `GET /attestations/work` answers: a challenge of altcha-lib 2 in its deterministic mode. */
export const workDemand = v.strictObject({
  parameters: v.strictObject({
    algorithm: v.literal('SHA-256'),
    cost: v.literal(1),
    data: v.strictObject({ expiresAt: time, letter: bytes(32), most: integer(1, MAX_COUNTER) }),
    keyLength: v.literal(32),
    keyPrefix: hexadecimal(16),
    nonce: hexadecimal(16),
    salt: hexadecimal(16),
  }),
  signature: hexadecimal(32),
});

const workDone = v.strictObject({
  challenge: workDemand,
  solution: v.strictObject({ counter: integer(0, MAX_COUNTER), derivedKey: hexadecimal(32) }),
});

/** A demand as it came, and what was found for it. */
export type WorkDone = v.Output<typeof workDone>;

/** A proof as it is sent: canonical JSON in base64url. */
export function encodeWork(done: WorkDone): string {
  return toBase64url(canonicalBytes(read(workDone, done)));
}

/** What a proof holds; whether it holds good is for the issuer to say. Throws `malformed`, or `not_canonical`. */
export function decodeWork(work: string): WorkDone {
  return read(workDone, parseCanonical(fromBase64url(work, undefined, 'work'), 'work'), 'work');
}

/** `length` bytes in hexadecimal, lower case. */
function hexadecimal(length: number) {
  const form = new RegExp(`^[0-9a-f]{${(2 * length).toString()}}$`);
  return v.pipe(
    v.string,
    v.check((text) => form.test(text), `must be ${length.toString()} bytes in hexadecimal`),
  );
}
