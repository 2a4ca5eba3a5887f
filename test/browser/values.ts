// What passes between a test and the page: JSON, with bytes and big integers marked as such.

interface Marked {
  readonly bytes?: string;
  readonly integer?: string;
}

/** A value as plain JSON. */
export function pack(value: unknown): unknown {
  if (value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]') {
    return { bytes: Array.from(value as Uint8Array, (byte) => byte.toString(16).padStart(2, '0')).join('') };
  }
  if (typeof value === 'bigint') return { integer: value.toString() };
  if (Array.isArray(value)) return value.map(pack);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, pack(field)]));
}

/** The value that `pack` was given. */
export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (typeof value !== 'object' || value === null) return value;
  const { bytes, integer } = value as Marked;
  if (typeof bytes === 'string') {
    return Uint8Array.from(bytes.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
  }
  if (typeof integer === 'string') return BigInt(integer);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, unpack(field)]));
}
