import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from '../../test/support/memory-storage.js';
import type { KeptState } from './kept.js';
import type { KeptStorage } from './storage.js';
import { ANONYMOUS_DRAFT, keptFor } from './kept.js';

const LETTER = { id: 'khiivkuluyxf6i3kqmkiqcssrbpwkmeh' };
const KEY = `undersigned/${LETTER.id}`;
const ASKING: KeptState = {
  step: 'asking',
  words: 'legal winner thank year wave sausage worth useful legal winner thank yellow',
  mayHaveSigned: false,
  draft: { ...ANONYMOUS_DRAFT, name: 'x'.repeat(5000) },
  address: 'Ada Marsh <ada@',
};

const thrower = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

describe('a letter’s place on a device', () => {
  it('holds what was written for who opens it next, and only under its own key', () => {
    const storage = new MemoryStorage();
    const kept = keptFor(LETTER, () => storage);
    expect(kept.read()).toBeUndefined();
    expect(kept.isLasting).toBe(true);
    expect(storage.items.size).toBe(0);
    kept.write(ASKING);
    expect(kept.isLasting).toBe(true);
    expect([...storage.items.keys()]).toEqual([KEY]);
    expect(keptFor(LETTER, () => storage).read()).toEqual(ASKING);
    expect(keptFor({ id: 'a'.repeat(32) }, () => storage).read()).toBeUndefined();
    kept.remove();
    expect(storage.items.size).toBe(0);
    expect(kept.read()).toBeUndefined();
  });

  it.each([
    '',
    'null',
    '{',
    '[]',
    '"asking"',
    '{"step":"asking"}',
    JSON.stringify({ ...ASKING, step: 'signed' }),
    JSON.stringify({ ...ASKING, more: 1 }),
    JSON.stringify({ ...ASKING, words: 12 }),
    JSON.stringify({ ...ASKING, draft: { ...ANONYMOUS_DRAFT, appear: 'ghost' } }),
    JSON.stringify({ ...ASKING, step: 'asked', asked: [], code: '' }),
    JSON.stringify({ step: 'recorded', words: null, receipt: { document: 'x' } }),
  ])('takes %s for nothing', (content) => {
    const storage = new MemoryStorage();
    storage.items.set(KEY, content);
    const kept = keptFor(LETTER, () => storage);
    expect(kept.read()).toBeUndefined();
    kept.write(ASKING);
    expect(kept.read()).toEqual(ASKING);
  });

  const working = new MemoryStorage();
  const broken: Record<string, () => KeptStorage | null | undefined> = {
    'can’t be looked at': thrower,
    'isn’t there': () => undefined,
    'is null': () => null,
    'is full': () => ({ getItem: () => null, setItem: thrower, removeItem: () => undefined }),
    'takes and forgets': () => ({
      getItem: () => null,
      setItem: () => undefined,
      removeItem: () => undefined,
    }),
    'throws at everything': () => ({ getItem: thrower, setItem: thrower, removeItem: thrower }),
  };

  it.each(Object.keys(broken))('lives in memory where storage %s, and says so', (how) => {
    const kept = keptFor(LETTER, broken[how]!);
    expect(kept.isLasting).toBe(false);
    kept.write(ASKING);
    expect(kept.read()).toEqual(ASKING);
    expect(kept.isLasting).toBe(false);
    kept.remove();
    expect(kept.read()).toBeUndefined();
  });

  it('holds the newest where storage stops taking, and what is stored is gone once it works again', () => {
    let isFull = false;
    const storage: KeptStorage = {
      getItem: (key) => working.getItem(key),
      setItem: (key, value) => (isFull ? thrower() : working.setItem(key, value)),
      removeItem: (key) => working.removeItem(key),
    };
    const kept = keptFor(LETTER, () => storage);
    kept.write(ASKING);
    isFull = true;
    kept.write({ ...ASKING, address: 'newer' });
    expect(kept.read()).toMatchObject({ address: 'newer' });
    expect(kept.isLasting).toBe(false);
    isFull = false;
    kept.write({ ...ASKING, address: 'newest' });
    expect(kept.isLasting).toBe(true);
    expect(keptFor(LETTER, () => storage).read()).toMatchObject({ address: 'newest' });
    kept.remove();
    expect(working.items.size).toBe(0);
  });
});
