// RFC 8785: the one byte form of a JSON document, written and demanded. protocol.md#encoding
import canonicalize from 'canonicalize';
import { equal, fromUtf8, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';

/** The canonical UTF-8 bytes of a JSON value (RFC 8785). Throws `malformed` on what JSON can't hold. */
export function canonicalBytes(value: unknown, place?: string): Uint8Array {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch {
    text = undefined;
  }
  if (text === undefined)
    throw new ProtocolError('malformed', 'This value has no canonical JSON form.', place);
  return utf8(text);
}

/**
 * The JSON value that these bytes are the canonical form of.
 * Throws `malformed` if they are no JSON, `not_canonical` if they are any other form of it: another order,
 * spacing, number form or escape, or a key that stands twice.
 */
export function parseCanonical(bytes: Uint8Array, place?: string): unknown {
  const text = fromUtf8(bytes, place);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolError('malformed', 'This is not JSON.', place);
  }
  if (!equal(canonicalBytes(value, place), bytes)) {
    throw new ProtocolError('not_canonical', 'This JSON is not in its canonical form (RFC 8785).', place);
  }
  return value;
}
