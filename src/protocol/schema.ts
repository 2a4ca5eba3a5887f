// What a value of JSON must be, as functions that return it typed or say what is wrong, and where: the first that is found, so that
// a refusal is the same everywhere. Used as `v`; shape.ts has the formats' own parts. protocol.md#encoding

/** Returns what it was given, typed, without the fields that it doesn't know. Throws Unfit. */
export type Schema<T = unknown> = (value: unknown) => T;
export type Output<S extends Schema> = ReturnType<S>;

/** What else must hold of a value that has its type. Throws Unfit. */
type Rule<T> = (value: T) => void;

type Entries = Readonly<Record<string, Schema>>;
type Optional<T = unknown> = Schema<T> & { readonly isOptional: true };
type ObjectOf<E extends Entries> = Flat<
  { -readonly [K in keyof E as E[K] extends Optional ? never : K]: Output<E[K]> } & {
    -readonly [K in keyof E as E[K] extends Optional ? K : never]?: Output<E[K]>;
  }
>;
type Flat<T> = { [K in keyof T]: T[K] };
type ObjectSchema<E extends Entries> = Schema<ObjectOf<E>> & { readonly entries: E };

/** What is wrong with a value, as the end of a sentence that begins with its place. Never the value. */
export class Unfit extends Error {
  /** `path`: from the outside in. */
  constructor(
    message: string,
    readonly path: (string | number)[] = [],
  ) {
    super(message);
  }
}

/** Whether a value is what it must be. */
export function is<T>(schema: Schema<T>, value: unknown): value is T {
  return attempt(schema, value) !== undefined;
}

/** The value, typed, in an object that says nothing else; undefined if it isn't what it must be. */
export function attempt<T>(schema: Schema<T>, value: unknown): { readonly value: T } | undefined {
  try {
    return { value: schema(value) };
  } catch (error) {
    if (error instanceof Unfit) return undefined;
    throw error;
  }
}

export const string = typed((value): value is string => typeof value === 'string', 'string');
export const number = typed((value): value is number => typeof value === 'number', 'number');
export const boolean = typed((value): value is boolean => typeof value === 'boolean', 'boolean');
export const nothing = literal(null);
export const unknown: Schema = (value) => value;

/** One of these, and nothing else. */
export function literal<const T extends string | number | null>(...options: readonly T[]): Schema<T> {
  const expected = options.map((one) => JSON.stringify(one)).join(' | ');
  return typed((value): value is T => (options as readonly unknown[]).includes(value), expected);
}

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return (value) => (value === null ? null : schema(value));
}

/** A field that may be missing. */
export function optional<T>(schema: Schema<T>): Optional<T | undefined> {
  const read = (value: unknown): T | undefined => (value === undefined ? undefined : schema(value));
  return Object.assign(read, { isOptional: true } as const);
}

export function array<T>(item: Schema<T>): Schema<T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw wrong(value, 'Array');
    return value.map((one: unknown, i) => within(i, item, one));
  };
}

/** An object with these fields; others are dropped. */
export function object<const E extends Entries>(entries: E): ObjectSchema<E> {
  return objectOf(entries, false);
}

/** An object with these fields and no others. */
export function strictObject<const E extends Entries>(entries: E): ObjectSchema<E> {
  return objectOf(entries, true);
}

/** An object whose fields may all be missing. */
export function partial<E extends Entries>(
  entries: E,
): ObjectSchema<{ [K in keyof E]: Optional<Output<E[K]> | undefined> }> {
  const fields = Object.entries(entries).map(([key, schema]) => [key, optional(schema)] as const);
  return strictObject(Object.fromEntries(fields)) as ReturnType<typeof partial<E>>;
}

/** What the schema says, and then what the rules say of it. */
export function pipe<S extends Schema>(schema: S, ...rules: readonly Rule<Output<S>>[]): Schema<Output<S>> {
  return (value) => {
    const read = schema(value) as Output<S>;
    for (const rule of rules) rule(read);
    return read;
  };
}

/** `said` is the end of a sentence that begins with the value's place. */
export function check<T>(holds: (value: T) => boolean, said: string): Rule<T> {
  return (value) => {
    if (!holds(value)) throw new Unfit(said);
  };
}

/** Of a text: at most so many UTF-16 code units. */
export function upTo(limit: number): Rule<string> {
  return check(({ length }) => length <= limit, 'is too long');
}

export function typed<T>(isOne: (value: unknown) => value is T, expected: string): Schema<T> {
  return (value) => {
    if (!isOne(value)) throw wrong(value, expected);
    return value;
  };
}

function objectOf<const E extends Entries>(entries: E, isStrict: boolean): ObjectSchema<E> {
  const read = (value: unknown): ObjectOf<E> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(value, 'Object');
    const given = value as Readonly<Record<string, unknown>>;
    const found: Record<string, unknown> = {};
    for (const [key, schema] of Object.entries(entries)) {
      const isThere = Object.hasOwn(given, key);
      if (isThere || !('isOptional' in schema)) {
        found[key] = within(key, schema, isThere ? given[key] : undefined);
      }
    }
    const foreign = isStrict && Object.keys(given).find((key) => !Object.hasOwn(entries, key));
    if (typeof foreign === 'string') throw new Unfit('is not a field of this format', [foreign]);
    return found as ObjectOf<E>;
  };
  return Object.assign(read, { entries });
}

/** Of a field or an item: where it stands comes before the place that is found in it. */
function within<T>(key: string | number, schema: Schema<T>, value: unknown): T {
  try {
    return schema(value);
  } catch (error) {
    if (error instanceof Unfit) error.path.unshift(key);
    throw error;
  }
}

function wrong(value: unknown, expected: string): Unfit {
  return new Unfit(value === undefined ? 'is missing' : `must be of the form ${expected}`);
}
