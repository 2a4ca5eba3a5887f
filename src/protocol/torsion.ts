// Whether an Ed25519 key lies in the group that the base point makes: asked where a key enters, since platforms differ about
// signatures under any other. RFC 8032 section 5.1.3 and 5.1.4. protocol.md#ed25519
import { bytesToInt } from './blind-rsa.js';
import { isSoundSigningKey } from './curve25519.js';

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
/** A square root of -1. */
const ROOT = 19681161376707505956807079304988542015446066515923890162744021073123829784752n;

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
  for (let i = 251n; i >= 0n; i--) {
    multiple = double(multiple);
    if ((L >> i) & 1n) multiple = add(multiple, point);
  }
  return multiple.x === 0n && multiple.y === multiple.z;
}

/** RFC 8032 section 5.1.3, of a key whose y is below p. */
function decode(key: Uint8Array): Point | undefined {
  const encoded = bytesToInt(key.toReversed());
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

/** RFC 8032 section 5.1.4. */
function add(p: Point, q: Point): Point {
  const a = (p.y - p.x) * (q.y - q.x);
  const b = (p.y + p.x) * (q.y + q.x);
  const c = modulo(2n * p.t * q.t) * D;
  const d = 2n * p.z * q.z;
  return ofParts(modulo(b - a), modulo(d - c), modulo(d + c), modulo(b + a));
}

/** RFC 8032 section 5.1.4. */
function double({ x, y, z }: Point): Point {
  const a = x * x;
  const b = y * y;
  const h = a + b;
  const e = modulo(h - (x + y) * (x + y));
  const g = a - b;
  return ofParts(e, modulo(2n * z * z + g), modulo(g), modulo(h));
}

function ofParts(e: bigint, f: bigint, g: bigint, h: bigint): Point {
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
