// Shamir's secret sharing over GF(2^8), t of n: how an organizer secret is split. protocol.md#sealed-choice
import { combine, split } from 'shamir-secret-sharing';
import { ProtocolError } from './errors.js';

/** Bounds on the number of organizers; fewer than two shares would be no sharing. */
export const MIN_SHARES = 2;
export const MAX_SHARES = 12;

/**
 * `count` shares, each a byte (its x) longer than the secret; any `needed` of them give it back.
 * Throws `malformed` unless 2 ≤ needed ≤ count ≤ 12. The coefficients come from the library, out of the system's generator.
 */
export async function splitSecret(secret: Uint8Array, count: number, needed: number): Promise<Uint8Array[]> {
  const sound = Number.isInteger(count) && Number.isInteger(needed);
  if (!sound || needed < MIN_SHARES || needed > count || count > MAX_SHARES) {
    throw new ProtocolError('malformed', 'A secret is split among 2 to 12, of whom at least 2 must agree.');
  }
  return split(plain(secret), count, needed);
}

/**
 * What these shares, all of them, lead to; `undefined` if they can't be of one secret.
 * Too few, or changed ones, lead to something else: the caller must be able to tell.
 */
export async function combineShares(shares: readonly Uint8Array[]): Promise<Uint8Array | undefined> {
  try {
    return await combine(shares.map(plain));
  } catch {
    return undefined;
  }
}

/** The library takes exact Uint8Arrays only, and so no Buffer. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
