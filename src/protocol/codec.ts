// Bytes and their text forms, strict in both directions: one form only. protocol.md#encoding
import { ProtocolError } from './errors.js';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const BASE64URL_TEXT = /^[A-Za-z0-9_-]*$/;
const BASE64URL_VALUES = reverse(BASE64URL);

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a string. A lone surrogate has no UTF-8 form: throws `malformed`. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new ProtocolError('malformed', 'Text holds half a surrogate pair.');
  return encoder.encode(text);
}

/** The string that these UTF-8 bytes are. Throws `malformed` if they are none. */
export function fromUtf8(bytes: Uint8Array, place?: string): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ProtocolError('malformed', 'These bytes are not UTF-8 text.', place);
  }
}

/** RFC 4648 section 5, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return textOf(bytes, BASE64URL, 6);
}

/** Whether `fromBase64url` gives bytes of this text (`length` of them if given): the same question without the bytes. */
export function isBase64url(text: string, length?: number): boolean {
  const rest = text.length % 4;
  const last = BASE64URL_VALUES[text.charCodeAt(text.length - 1)] ?? 0;
  return (
    rest !== 1 &&
    (length === undefined || (text.length * 3) >> 2 === length) &&
    BASE64URL_TEXT.test(text) &&
    (rest === 0 || (last & (rest === 2 ? 0b1111 : 0b11)) === 0)
  );
}

/**
 * The bytes of an unpadded base64url string, `length` of them if given.
 * Throws `malformed` on any other alphabet, padding, a stray bit in the last character, or another length.
 */
export function fromBase64url(text: string, length?: number, place?: string): Uint8Array {
  const rest = text.length % 4;
  const size = (text.length * 3) >> 2;
  if (rest === 1 || (length !== undefined && size !== length)) {
    throw new ProtocolError('malformed', 'A base64url value has the wrong length.', place);
  }
  const bytes = new Uint8Array(size);
  const whole = text.length - rest;
  let at = 0;
  // Negative as soon as one character is none of the alphabet's.
  let seen = 0;
  for (let i = 0; i < whole; i += 4) {
    const n =
      (value(text, i) << 18) | (value(text, i + 1) << 12) | (value(text, i + 2) << 6) | value(text, i + 3);
    seen |= n;
    bytes[at++] = n >> 16;
    bytes[at++] = n >> 8;
    bytes[at++] = n;
  }
  let stray = 0;
  if (rest > 0) {
    const n =
      (value(text, whole) << 12) | (value(text, whole + 1) << 6) | (rest === 3 ? value(text, whole + 2) : 0);
    seen |= n;
    bytes[at] = n >> 10;
    if (rest === 3) bytes[at + 1] = n >> 2;
    stray = n & (rest === 3 ? 0b11 : 0b11_1111_1111);
  }
  if (seen < 0) throw new ProtocolError('malformed', 'A value is not unpadded base64url.', place);
  if (stray !== 0) {
    throw new ProtocolError('malformed', 'A base64url value has stray bits at its end.', place);
  }
  return bytes;
}

/** Lower-case RFC 4648 base32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  return textOf(bytes, BASE32, 5);
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const value of bytes) text += value.toString(16).padStart(2, '0');
  return text;
}

/** One array of all these, in their order. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Whether two arrays hold the same bytes. Not for secrets: it stops at the first difference. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Byte order: negative if `a` sorts before `b`, 0 if equal. A prefix sorts before what it starts. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = byte(a, i) - byte(b, i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** An unsigned integer as `length` bytes, big-endian. Throws `malformed` if it doesn't fit. */
export function uint(value: number | bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = BigInt(value);
  if (rest < 0n) throw new ProtocolError('malformed', 'A negative number has no unsigned form.');
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  if (rest !== 0n) throw new ProtocolError('malformed', 'A number is too large for its field.');
  return bytes;
}

/** Reads a binary structure from front to back; `end` refuses whatever is left. Copies, so it never shares a pooled buffer. */
export class Reader {
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly place?: string,
  ) {}

  /** The next `length` bytes, copied. Throws `malformed` if there are fewer. */
  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) {
      throw new ProtocolError('malformed', 'The value ends too early.', this.place);
    }
    const taken = new Uint8Array(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return taken;
  }

  /** The next `length` bytes (at most 6) as a big-endian unsigned integer. */
  uint(length: 1 | 2 | 3 | 4 | 5 | 6): number {
    return this.take(length).reduce((value, next) => value * 256 + next, 0);
  }

  /** The next variable-length field: its length in `prefix` bytes, then its bytes (RFC 8446 section 3.4). */
  vector(prefix: 1 | 2): Uint8Array {
    return this.take(this.uint(prefix));
  }

  /** Throws `malformed` unless everything was read. */
  end(): void {
    if (this.at !== this.bytes.length) {
      throw new ProtocolError('malformed', 'There are bytes after the end of the value.', this.place);
    }
  }
}

function byte(bytes: Uint8Array, i: number): number {
  return bytes[i] ?? 0;
}

/** One character for every so many bits, of which the last are filled up with zeros. */
function textOf(bytes: Uint8Array, alphabet: string, each: number): string {
  const most = (1 << each) - 1;
  let text = '';
  let bits = 0;
  let held = 0;
  for (const value of bytes) {
    held = ((held << 8) | value) & 0xffff;
    bits += 8;
    while (bits >= each) {
      bits -= each;
      text += alphabet.charAt((held >> bits) & most);
    }
  }
  return bits > 0 ? text + alphabet.charAt((held << (each - bits)) & most) : text;
}

/** Six bits; -1 of what stands for none. */
function value(text: string, i: number): number {
  return BASE64URL_VALUES[text.charCodeAt(i)] ?? -1;
}

function reverse(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
}
