// Shamir's secret sharing over GF(2^8), t of n: how an organizer secret is split. Held to another implementation in tests.
// protocol.md#sealed-choice
import { ProtocolError } from './errors.js';
import type { Primitives } from './primitives.js';

/** Bounds on the number of organizers; fewer than two shares would be no sharing. */
export const MIN_SHARES = 2;
export const MAX_SHARES = 12;

/**
 * `count` shares, each a byte (its x) longer than the secret; any `needed` of them give it back.
 * Throws `malformed` unless 2 ≤ needed ≤ count ≤ 12.
 */
export function splitSecret(
  p: Primitives,
  secret: Uint8Array,
  count: number,
  needed: number,
): readonly Uint8Array[] {
  const sound = Number.isInteger(count) && Number.isInteger(needed);
  if (!sound || needed < MIN_SHARES || needed > count || count > MAX_SHARES) {
    throw new ProtocolError('malformed', 'A secret is split among 2 to 12, of whom at least 2 must agree.');
  }
  /** Of the highest power first; the secret's byte is the last. */
  const polynomials = Array.from(secret, (byte) => [...p.random(needed - 1), byte]);
  return drawPlaces(p, count).map((x) =>
    Uint8Array.of(
      ...polynomials.map((coefficients) => coefficients.reduce((y, one) => times(y, x) ^ one, 0)),
      x,
    ),
  );
}

/**
 * What these shares, all of them, lead to; `undefined` if they can't be of one secret.
 * Too few, or changed ones, lead to something else: the caller must be able to tell.
 */
export function combineShares(shares: readonly Uint8Array[]): Uint8Array | undefined {
  const length = shares[0]?.length ?? 0;
  const places = shares.map((share) => share[length - 1] ?? 0);
  const sound = length > 1 && shares.every((share) => share.length === length) && !places.includes(0);
  if (!sound || shares.length < MIN_SHARES || new Set(places).size < shares.length) return undefined;
  // Lagrange's polynomials at 0: the product of x_j / (x_j - x_i) over all others; subtracting is adding here.
  const weights = places.map((x) =>
    places.reduce((product, other) => (other === x ? product : times(product, over(other, other ^ x))), 1),
  );
  return Uint8Array.from({ length: length - 1 }, (_, i) =>
    shares.reduce((sum, share, j) => sum ^ times(share[i] ?? 0, weights[j] ?? 0), 0),
  );
}

/** So many different bytes, none of them 0, where the secret stands. */
function drawPlaces(p: Primitives, count: number): number[] {
  const places = new Set<number>();
  while (places.size < count) for (const x of p.random(1)) if (x > 0) places.add(x);
  return [...places];
}

/** A product modulo x^8 + x^4 + x^3 + x + 1; takes the same steps whatever the factors are, since one of them is secret. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit++) {
    product ^= a & -((b >> bit) & 1);
    a = (a << 1) ^ (0x11b & -(a >> 7));
  }
  return product;
}

/** a / b: b^254 is b's inverse. */
function over(a: number, b: number): number {
  let quotient = a;
  for (let i = 0; i < 254; i++) quotient = times(quotient, b);
  return quotient;
}
