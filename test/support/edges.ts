// Ed25519 signatures at the edges, where implementations differ: made with another library's points. protocol.md#ed25519
import { ed25519 } from '@noble/curves/ed25519.js';
import { createHash } from 'node:crypto';
import { seededBytes } from './seeded.js';

type Point = InstanceType<typeof ed25519.Point>;

const { Point } = ed25519;
const L = Point.Fn.ORDER;
const P = Point.Fp.ORDER;

/** Of order 8: its multiples are all points of small order. */
export const TORSION = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');

/** A signature over `message`, and what becomes of it. */
export interface Edge {
  readonly what: string;
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** Whether [S]B = R + [h]A, with A and R decoded by whoever takes every encoding: what the equation alone would say. */
  readonly equation: boolean;
  /** Whether it is a signature. */
  readonly verdict: boolean;
  /** Whether such a key is let in. */
  readonly enters: boolean;
}

/** Every encoding of every point of small order: of eight points fourteen in all, the first of each the canonical one. */
export function smallOrderEncodings(): { readonly what: string; readonly bytes: Uint8Array }[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) => {
    const point = multiple(TORSION, BigInt(i));
    const { x, y } = point.toAffine();
    const signs = x === 0n ? [0n, 1n] : [x & 1n];
    const ys = y + P < 2n ** 255n ? [y, y + P] : [y];
    return ys.flatMap((value) =>
      signs.map((sign) => {
        const spelling = value === y ? '' : ', y ≥ p';
        return {
          what: `${i}T${spelling}${x === 0n && sign === 1n ? ', −0' : ''}`,
          bytes: encoded(value, sign),
        };
      }),
    );
  });
}

/**
 * All edges for one kind of document; `messageOf` makes the document that a key signs. The first is an ordinary signature.
 */
export function edgesOf(seed: string, messageOf: (key: Uint8Array) => Uint8Array): Edge[] {
  const secret = scalar(`${seed} secret`);
  const own = Point.BASE.multiply(secret);
  const mixed = own.add(TORSION);
  const edges: Edge[] = [];
  const add = (
    what: string,
    key: Uint8Array,
    make: (
      message: Uint8Array,
      attempt: number,
    ) => { readonly r: Uint8Array; readonly s: bigint } | undefined,
    says: Pick<Edge, 'equation' | 'verdict' | 'enters'>,
  ): void => {
    const message = messageOf(key);
    for (let attempt = 0; ; attempt++) {
      const made = make(message, attempt);
      if (made === undefined) continue;
      edges.push({ what, key, message, signature: joined(made.r, littleEndian(made.s)), ...says });
      return;
    }
  };
  const nonceOf = (attempt: number): bigint => scalar(`${seed} nonce ${attempt}`);
  const key = own.toBytes();
  const [good, bad] = [
    { equation: true, verdict: true, enters: true },
    { equation: true, verdict: false, enters: true },
  ];

  /** As anybody signs; `shift` is added to R, `more` to S. */
  const signing =
    (of: Uint8Array, shift = Point.ZERO, more = 0n) =>
    (message: Uint8Array, attempt: number) => {
      const nonce = nonceOf(attempt);
      const r = Point.BASE.multiply(nonce).add(shift).toBytes();
      return { r, s: modulo(nonce + challenge(r, of, message) * secret) + more };
    };
  add('an ordinary signature', key, signing(key), good);
  add('S + L', key, signing(key, Point.ZERO, L), bad);
  add('R of mixed order', key, signing(key, TORSION), { ...bad, equation: false });

  // Of a key of small order the secret is 0: any R = [S]B will do once [h]A is nothing.
  for (const { what, bytes } of smallOrderEncodings()) {
    const point = lenient(bytes);
    const forge = (message: Uint8Array, attempt: number) => {
      const nonce = nonceOf(attempt);
      const r = Point.BASE.multiply(nonce).toBytes();
      return multiple(point, challenge(r, bytes, message)).is0() ? { r, s: nonce } : undefined;
    };
    add(`A of small order: ${what}`, bytes, forge, { equation: true, verdict: false, enters: false });
  }
  // Nobody's secret is needed either if R is nothing; any other R of small order misses the equation, unless A has torsion, too.
  for (const { what, bytes } of smallOrderEncodings()) {
    const isNothing = lenient(bytes).is0();
    const forge = (message: Uint8Array) => ({ r: bytes, s: modulo(challenge(bytes, key, message) * secret) });
    add(`R of small order: ${what}`, key, forge, { ...bad, equation: isNothing });
  }
  const mixedKey = mixed.toBytes();
  add(
    'A of mixed order',
    mixedKey,
    (message, attempt) => {
      const made = signing(mixedKey)(message, attempt);
      return challenge(made.r, mixedKey, message) % 8n === 0n ? made : undefined;
    },
    { equation: true, verdict: true, enters: false },
  );
  // Of many keys, one under which the torsion of R and of [h]A cancel.
  for (let more = 1n; ; more++) {
    const other = own.add(Point.BASE.multiply(more)).add(TORSION).toBytes();
    const message = messageOf(other);
    const r = TORSION.toBytes();
    const h = challenge(r, other, message);
    if (!multiple(TORSION, h).add(TORSION).is0()) continue;
    const signature = joined(r, littleEndian(modulo(h * (secret + more))));
    const says = { equation: true, verdict: false, enters: false };
    edges.push({ what: 'A of mixed order, R of small order', key: other, message, signature, ...says });
    break;
  }
  return edges;
}

type Signed = Pick<Edge, 'key' | 'message' | 'signature'>;

/** The verdict by the other library. */
export function holdsStrictly(signed: Signed): boolean {
  const [key, r] = [strict(signed.key), strict(signed.signature.subarray(0, 32))];
  const isSound = key?.isSmallOrder() === false && r?.isSmallOrder() === false;
  return isSound && fromLittleEndian(signed.signature.subarray(32)) < L && holdsLeniently(signed);
}

/** Whether a key may enter, by the other library. */
export function entersStrictly(key: Uint8Array): boolean {
  const point = strict(key);
  return point?.isSmallOrder() === false && point.isTorsionFree();
}

/** Whether the equation holds for whoever takes every encoding, and any S. */
export function holdsLeniently({ key, message, signature }: Signed): boolean {
  const r = signature.subarray(0, 32);
  const s = fromLittleEndian(signature.subarray(32));
  const h = challenge(r, key, message);
  return multiple(Point.BASE, s).equals(lenient(r).add(multiple(lenient(key), h)));
}

function multiple(point: Point, factor: bigint): Point {
  const reduced = factor % (8n * L);
  return reduced === 0n ? Point.ZERO : point.multiplyUnsafe(reduced % L).add(highPart(point, reduced / L));
}

/** The library multiplies by numbers below L only. */
function highPart(point: Point, times: bigint): Point {
  if (times === 0n) return Point.ZERO;
  const byOrder = point.multiplyUnsafe(L - 1n).add(point);
  return Array.from({ length: Number(times) }).reduce<Point>((sum) => sum.add(byOrder), Point.ZERO);
}

/** RFC 8032 section 5.1.7, with h reduced, as everybody does. */
function challenge(r: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  const hash = createHash('sha512').update(r).update(key).update(message).digest();
  return fromLittleEndian(hash) % L;
}

function lenient(bytes: Uint8Array): Point {
  return Point.fromBytes(new Uint8Array(bytes), true);
}

function strict(bytes: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(new Uint8Array(bytes));
  } catch {
    return undefined;
  }
}

function encoded(y: bigint, sign: bigint): Uint8Array {
  return littleEndian(y | (sign << 255n));
}

function scalar(seed: string): bigint {
  return fromLittleEndian(seededBytes(seed, 64)) % L;
}

function modulo(value: bigint): bigint {
  return value % L;
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
