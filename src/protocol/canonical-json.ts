// RFC 8785: the one byte form of a JSON document, written and demanded. protocol.md#encoding
import { fromUtf8, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';
import { requireBounds } from './json-bounds.js';

/** The canonical UTF-8 bytes of a JSON value (RFC 8785). Throws `malformed` on what JSON can't hold. */
export function canonicalBytes(value: unknown, place?: string): Uint8Array {
  return utf8(textOf(value, place));
}

/**
 * The JSON value that these bytes are the canonical form of.
 * Throws `too_large` if they hold more than JSON may, `malformed` if they are no JSON, `not_canonical` if they are any other
 * form of it: another order, spacing, number form or escape, or a key that stands twice.
 */
export function parseCanonical(bytes: Uint8Array, place?: string): unknown {
  requireBounds(bytes, place);
  const text = fromUtf8(bytes, place);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolError('malformed', 'This is not JSON.', place);
  }
  // Text and bytes are each other's only form.
  if (textOf(value, place) !== text) {
    throw new ProtocolError('not_canonical', 'This JSON is not in its canonical form (RFC 8785).', place);
  }
  return value;
}

function textOf(value: unknown, place: string | undefined): string {
  try {
    return canonicalText(value);
  } catch {
    throw new ProtocolError('malformed', 'This value has no canonical JSON form.', place);
  }
}

/** RFC 8785 section 3.2: no white space, keys in the order of their UTF-16 code units, all else as ECMAScript writes it. */
function canonicalText(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
    const fields = value as Readonly<Record<string, unknown>>;
    let members = '';
    // Without an order of ours, keys are sorted by their code units.
    for (const key of Object.keys(fields).sort()) {
      if (fields[key] === undefined) continue;
      if (members !== '') members += ',';
      members += `${canonicalText(key)}:${canonicalText(fields[key])}`;
    }
    return `{${members}}`;
  }
  const isJson = value === null || typeof value === 'boolean' || Number.isFinite(value);
  if (!isJson && !(typeof value === 'string' && value.isWellFormed())) {
    throw new TypeError('JSON has no form for this.');
  }
  return JSON.stringify(value);
}
