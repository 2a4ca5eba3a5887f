// Whether an Ed25519 key lies in the group that the base point makes: asked where a key enters, since platforms differ about
// signatures under any other. RFC 8032 section 5.1.3 and 5.1.4. protocol.md#ed25519
import { isSoundSigningKey, littleEndian, ORDER25519 as L, P25519 as P } from './curve25519.js';

const D = modulo(-121665n * power(121666n, P - 2n));
/** A square root of -1. */
const ROOT = power(2n, (P - 1n) / 4n);

/** x = X/Z, y = Y/Z, x * y = T/Z. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
  readonly t: bigint;
}

/** Whether there is such a point, sound by its form, and its multiple by L is nothing. Takes about a millisecond. */
export function isTorsionFree(key: Uint8Array): boolean {
  const point = isSoundSigningKey(key) ? decode(key) : undefined;
  if (point === undefined) return false;
  let multiple = point;
  for (const bit of L.toString(2).slice(1)) {
    multiple = add(multiple, multiple);
    if (bit === '1') multiple = add(multiple, point);
  }
  return multiple.x === 0n && multiple.y === multiple.z;
}

/** RFC 8032 section 5.1.3, of a key whose y is below p. */
function decode(key: Uint8Array): Point | undefined {
  const encoded = littleEndian(key);
  const y = BigInt.asUintN(255, encoded);
  // 2. x^2 = (y^2 - 1) / (d y^2 + 1); the candidate root is (u / v)^((p + 3) / 8) = u v^3 (u v^7)^((p - 5) / 8).
  const u = modulo(y * y - 1n);
  const v = modulo(D * y * y + 1n);
  const v3 = modulo(v * v * v);
  let x = modulo(u * v3 * power(modulo(u * v3 * v3 * v), (P - 5n) / 8n));
  // 3. Where v x^2 = -u, the root is x times 2^((p - 1) / 4); where it is neither, there is no point.
  const found = modulo(v * x * x);
  if (found !== u) {
    if (found !== modulo(-u)) return undefined;
    x = modulo(x * ROOT);
  }
  // 4. The sign bit chooses the root; x is 0 only in points of small order.
  if ((x & 1n) !== encoded >> 255n) x = P - x;
  return { x, y, z: 1n, t: modulo(x * y) };
}

/** RFC 8032 section 5.1.4: complete, so also of a point and itself. */
function add(p: Point, q: Point): Point {
  const a = (p.y - p.x) * (q.y - q.x);
  const b = (p.y + p.x) * (q.y + q.x);
  const c = modulo(2n * p.t * q.t) * D;
  const d = 2n * p.z * q.z;
  const [e, f, g, h] = [modulo(b - a), modulo(d - c), modulo(d + c), modulo(b + a)];
  return { x: modulo(e * f), y: modulo(g * h), z: modulo(f * g), t: modulo(e * h) };
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % P;
    if (bit === '1') result = (result * base) % P;
  }
  return result;
}

function modulo(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}
