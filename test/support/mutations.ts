// Every way to change one thing in a JSON document: each leaf, each element, each key, and, inside base64url, each document's.
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { toBase64url } from '../../src/protocol/codec.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A changed copy; `path` says where, `what` how. */
export interface Mutation {
  readonly path: string;
  readonly what: string;
  readonly value: Json;
}

/**
 * All changed copies of a value, one by one, none of them equal to it.
 * `foreign` is a value of the same shape from somewhere else: its elements are appended, its leaves put in.
 */
export function* mutations(value: Json, foreign?: Json, path = ''): Generator<Mutation> {
  const original = JSON.stringify(value);
  for (const mutation of allMutations(value, foreign, path)) {
    if (JSON.stringify(mutation.value) !== original) yield mutation;
  }
}

function* allMutations(value: Json, foreign: Json | undefined, path: string): Generator<Mutation> {
  const here = (what: string, changed: Json): Mutation => ({ path, what, value: changed });
  if (value === null) {
    for (const other of [0, '', false, {}, []]) yield here(`null → ${JSON.stringify(other)}`, other);
  } else if (typeof value === 'boolean') {
    yield here('negated', !value);
    yield here('as a number', Number(value));
  } else if (typeof value === 'number') {
    for (const other of [value + 1, value - 1, -value, value + 0.5, value * 256, String(value), null]) {
      yield here(`${value.toString()} → ${JSON.stringify(other)}`, other);
    }
  } else if (typeof value === 'string') {
    yield* ofString(value, foreign, path);
  } else if (Array.isArray(value)) {
    yield* ofArray(value, Array.isArray(foreign) ? foreign : undefined, path);
  } else {
    yield* ofObject(value, isObject(foreign) ? foreign : undefined, path);
  }
  if (foreign !== undefined) yield here('taken from elsewhere', foreign);
}

function* ofString(value: string, foreign: Json | undefined, path: string): Generator<Mutation> {
  const here = (what: string, changed: Json): Mutation => ({ path, what, value: changed });
  yield here('emptied', '');
  yield here('as null', null);
  yield here('a character more', `${value}A`);
  yield here('a space more', `${value} `);
  yield here('padded', `${value}=`);
  yield here('a character less', value.slice(1));
  yield here('in the other case', value === value.toLowerCase() ? value.toUpperCase() : value.toLowerCase());
  const bytes = Buffer.from(value, 'base64url');
  if (bytes.length < 16 || toBase64url(bytes) !== value) return;
  for (const at of placesIn(bytes.length)) {
    const bent = Uint8Array.from(bytes);
    bent[at]! ^= 1 << (at % 8);
    yield here(`bit of byte ${at.toString()} flipped`, toBase64url(bent));
  }
  if (bytes.length === 64) {
    for (const [what, edge] of edgesOfSignature(bytes)) yield here(what, toBase64url(edge));
  }
  yield here('a byte less', toBase64url(bytes.subarray(0, -1)));
  yield here('a byte more', toBase64url(Uint8Array.of(...bytes, 0)));
  const document = parsed(bytes);
  if (document === undefined) return;
  yield here('its document with a space more', toBase64url(Buffer.from(`${bytes.toString()} `)));
  const other = typeof foreign === 'string' ? parsed(Buffer.from(foreign, 'base64url')) : undefined;
  for (const inner of mutations(document, other, `${path}:`)) {
    yield { ...inner, value: toBase64url(canonicalBytes(inner.value)) };
  }
}

function* ofArray(value: Json[], foreign: Json[] | undefined, path: string): Generator<Mutation> {
  const here = (what: string, changed: Json): Mutation => ({ path, what, value: changed });
  for (const [i, element] of value.entries()) {
    const name = i.toString();
    yield here(`element ${name} dropped`, value.toSpliced(i, 1));
    yield here(`element ${name} doubled`, value.toSpliced(i, 0, element));
    yield here(`element ${name} again at the end`, [...value, element]);
    if (i > 0)
      yield here(
        `elements ${name} and the one before swapped`,
        value.toSpliced(i - 1, 2, element, value[i - 1]!),
      );
    for (const inner of mutations(element, foreign?.[i], `${path}[${name}]`)) {
      yield { ...inner, value: value.with(i, inner.value) };
    }
  }
  yield here('turned around', value.toReversed());
  yield here('emptied', []);
  yield here('as an object', { ...value });
  yield here('null appended', [...value, null]);
  for (const other of foreign ?? []) yield here('an element from elsewhere appended', [...value, other]);
}

function* ofObject(
  value: Record<string, Json>,
  foreign: Record<string, Json> | undefined,
  path: string,
): Generator<Mutation> {
  const here = (what: string, changed: Json): Mutation => ({ path, what, value: changed });
  for (const [key, field] of Object.entries(value)) {
    const { [key]: _, ...rest } = value;
    yield here(`${key} dropped`, rest);
    yield here(`${key} renamed`, { ...rest, [`${key}_`]: field });
    for (const inner of mutations(field, foreign?.[key], path === '' ? key : `${path}.${key}`)) {
      yield { ...inner, value: { ...value, [key]: inner.value } };
    }
  }
  for (const key of ['more', 'constructor', 'toString', '__proto__'])
    yield here(`${key} added`, { ...value, [key]: 1 });
  yield here('as a list', [value]);
  yield here('as null', null);
}

/** L, the order of Ed25519's base point. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The same signature to whoever doesn't look closely: S + L; and with an R that is nothing, in its spellings. protocol.md#ed25519 */
function edgesOfSignature(signature: Uint8Array): [what: string, edge: Uint8Array][] {
  const s = signature.subarray(32).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n) + ORDER;
  const more = Uint8Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 0xffn));
  const [nothing, negative] = [
    Uint8Array.of(1, ...new Uint8Array(31)),
    Uint8Array.of(1, ...new Uint8Array(30), 0x80),
  ];
  const over = Uint8Array.of(0xee, ...new Uint8Array(30).fill(0xff), 0x7f);
  return [
    ['S + L', Uint8Array.of(...signature.subarray(0, 32), ...more)],
    ...[nothing, negative, over].map((r, i): [string, Uint8Array] => [
      `R nothing, spelling ${i.toString()}`,
      Uint8Array.of(...r, ...signature.subarray(32)),
    ]),
  ];
}

/** First and last byte, and some between: of a token at least one in each of its fields. */
function placesIn(length: number): number[] {
  return length === 354 ? [0, 1, 2, 33, 34, 65, 66, 97, 98, 353] : [0, length >> 1, length - 1];
}

function parsed(bytes: Buffer): Json | undefined {
  if (bytes[0] !== 0x7b) return undefined;
  try {
    return JSON.parse(bytes.toString()) as Json;
  } catch {
    return undefined;
  }
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
