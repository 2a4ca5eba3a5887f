// What one letter keeps on this device until it is recorded, as one JSON value: enough to go on at any step after a reload, a
// closed tab or a lost reply. protocol.md#signing
import * as v from '../protocol/schema.js';
import { receiptSchema } from '../protocol/receipt.js';
import { bytes, bytesUpTo, integer, variant } from '../protocol/shape.js';
import { type KeptStorage, tryStorage } from './storage.js';

const PREFIX = 'undersigned/';

/** As she typed it, however long: what is kept must be readable again. */
const text = v.string;
const milliseconds = integer(0, 8.64e15);
const index = integer(0, 255);

const tokens: v.Schema<readonly string[]> = v.array(bytes(354));

const draftSchema = v.strictObject({
  appear: v.literal('anonymous', 'role', 'named'),
  role: v.nullable(text),
  condition: v.nullable(v.number),
  name: text,
  title: text,
  showAddress: v.boolean,
});

const passSchema = v.strictObject({
  issuer: index,
  token: bytes(354),
  address: text,
  certificate: bytes(64),
  holderSecret: bytes(32),
});

const requestSchema = v.strictObject({
  tokens,
  key: bytes(32),
  statement: bytesUpTo(1024),
  signature: bytes(64),
  choice: bytesUpTo(1 << 14),
});

const keptReceiptSchema = v.strictObject({
  receipt: receiptSchema,
  document: bytesUpTo(1024),
  signature: bytes(64),
  statement: bytesUpTo(1024),
  key: bytes(32),
  tokens,
});

const begun = {
  words: text,
  /** Whether these words may have signed elsewhere: they were typed, or their pass was carried. */
  mayHaveSigned: v.boolean,
  draft: draftSchema,
};
const passed = {
  ...begun,
  pass: passSchema,
  /** When she got the pass, and whether she signs later. */
  since: milliseconds,
  isLater: v.boolean,
};

const keptSchema = variant('step', {
  asking: v.strictObject({ step: v.literal('asking'), ...begun, address: text }),
  asked: v.strictObject({
    step: v.literal('asked'),
    ...begun,
    address: text,
    /** Newest first. */
    asked: v.pipe(
      v.array(v.strictObject({ issuer: index, address: text, challenge: v.string, at: milliseconds })),
      v.check(({ length }) => length > 0, 'must not be empty'),
    ),
    /** The code that was typed last, while no answer to it has come; else empty. */
    code: text,
  }),
  passed: v.strictObject({ step: v.literal('passed'), ...passed }),
  sending: v.strictObject({
    step: v.literal('sending'),
    ...passed,
    /** What was posted: the same goes again until its receipt comes. */
    request: requestSchema,
  }),
  recorded: v.strictObject({
    step: v.literal('recorded'),
    words: v.nullable(text),
    receipt: v.nullable(keptReceiptSchema),
  }),
});

/** Bytes in base64url, times in milliseconds since 1970. */
export type KeptState = v.Output<typeof keptSchema>;
export type KeptStep<Step extends KeptState['step']> = Extract<KeptState, { step: Step }>;

/** How she wishes to appear, as she typed it. */
export type Draft = Readonly<v.Output<typeof draftSchema>>;

export const ANONYMOUS_DRAFT: Draft = {
  appear: 'anonymous',
  role: null,
  condition: null,
  name: '',
  title: '',
  showAddress: false,
};

/** One letter's place on this device. Never throws. */
export interface Kept {
  /** False where it lives no longer than the tab: private modes, storage that is blocked or full. */
  readonly isLasting: boolean;
  read(): KeptState | undefined;
  write(state: KeptState): void;
  remove(): void;
}

/** The place of a letter in `storage`, which is asked for each time. */
export function keptFor(
  { id }: { readonly id: string },
  storage: () => KeptStorage | null | undefined,
): Kept {
  const key = PREFIX + id;
  /** What storage refused to take, and so stands before what it holds; `null` is for nothing. */
  let held: string | null | undefined;

  const put = (value: string | null): boolean =>
    tryStorage(storage, (place) => {
      if (value === null) place.removeItem(key);
      else place.setItem(key, value);
      return place.getItem(key) === value;
    }) === true;
  const get = (): string | null =>
    (held === undefined ? tryStorage(storage, (place) => place.getItem(key)) : held) ?? null;

  return {
    get isLasting() {
      // Putting back what is there tells whether it would stay.
      if (held !== undefined) return false;
      const value = get();
      return put(value ?? '') && put(value);
    },
    read: () => parse(get()),
    write(state) {
      const value = JSON.stringify(state);
      held = put(value) ? undefined : value;
    },
    remove() {
      held = put(null) ? undefined : null;
    },
  };
}

/** Whatever isn't one of the shapes is nothing: of another version, or somebody else's. */
function parse(value: string | null): KeptState | undefined {
  try {
    return keptSchema(JSON.parse(value ?? 'null'));
  } catch {
    return undefined;
  }
}
