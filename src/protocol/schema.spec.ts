import { describe, expect, it } from '@jest/globals';
import { refusedWith } from '../../test/support/refused.js';
import * as v from './schema.js';
import { either, read, variant } from './shape.js';

const person = v.strictObject({
  name: v.string,
  age: v.optional(v.number),
  of: v.array(v.strictObject({ kind: v.literal('a', 'b'), isOld: v.boolean })),
});

/** What is said of a value, and where. */
async function said(schema: v.Schema, value: unknown): Promise<string> {
  try {
    read(schema, value);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a schema', () => {
  it('takes what it describes, and gives it back', () => {
    const whole = { name: 'x', age: 3, of: [{ kind: 'a', isOld: false }] };
    expect(read(person, whole)).toEqual(whole);
    expect(read(person, { name: '', of: [] })).toEqual({ name: '', of: [] });
    expect(read(v.nullable(v.string), null)).toBeNull();
    expect(read(v.partial({ a: v.number }), {})).toEqual({});
    expect(read(v.object({ a: v.number }), { a: 1, b: 2 })).toEqual({ a: 1 });
  });

  it.each<[unknown, string]>([
    [undefined, 'The value is missing.'],
    [null, 'The value must be of the form Object.'],
    [[], 'The value must be of the form Object.'],
    [{}, 'name is missing.'],
    [{ name: 1, of: [] }, 'name must be of the form string.'],
    [{ name: '', of: {} }, 'of must be of the form Array.'],
    [{ name: '', age: null, of: [] }, 'age must be of the form number.'],
    [
      { name: '', of: [{ kind: 'a', isOld: true }, { kind: 'c' }] },
      'of[1].kind must be of the form "a" | "b".',
    ],
    [{ name: '', of: [{ kind: 'a', isOld: 0 }] }, 'of[0].isOld must be of the form boolean.'],
    [{ name: '', of: [], more: 1 }, 'more is not a field of this format.'],
    [{ name: '', of: [], '\u001b[2J': 1 }, '? is not a field of this format.'],
    [JSON.parse('{"name":"","of":[],"__proto__":{}}'), '? is not a field of this format.'],
    [JSON.parse('{"of":[],"__proto__":{"name":""}}'), 'name is missing.'],
    [Object.create({ name: '', of: [] }), 'name is missing.'],
  ])('says of %j: %s', async (value, sentence) => {
    expect(await said(person, value)).toBe(sentence);
  });

  it('says the first thing that is wrong, in the order of the format', async () => {
    expect(await said(person, { more: 1, of: 1, name: 1 })).toBe('name must be of the form string.');
  });

  it('throws on what isn’t its own to say', () => {
    const broken = v.typed((_value): _value is boolean => {
      throw new RangeError('broken');
    }, 'nothing');
    expect(() => v.is(broken, 1)).toThrow(RangeError);
  });
});

describe('forms told apart by a field', () => {
  const either2 = variant('is', {
    one: v.strictObject({ is: v.literal('one'), a: v.number }),
    two: v.strictObject({ is: v.literal('two'), b: either('', v.number) }),
  });

  it('are read each by its own', () => {
    expect(read(either2, { is: 'one', a: 1 })).toEqual({ is: 'one', a: 1 });
    expect(read(either2, { is: 'two', b: '' })).toEqual({ is: 'two', b: '' });
    expect(read(either2, { is: 'two', b: 5 })).toEqual({ is: 'two', b: 5 });
  });

  it.each<[unknown, string]>([
    [{ is: 'two', a: 1 }, 'malformed at b'],
    [{ is: 'two', b: 'x' }, 'malformed at b'],
    [{ is: 'three' }, 'malformed at is'],
    [{ is: 'constructor' }, 'malformed at is'],
    [{}, 'malformed at is'],
    [null, 'malformed'],
  ])('and nothing else: %j', async (value, code) => {
    expect(await refusedWith(() => read(either2, value))).toBe(code);
  });
});
