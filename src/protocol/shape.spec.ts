import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as v from './schema.js';
import { refused, refusedWith } from '../../test/support/refused.js';
import { utf8 } from './codec.js';
import {
  bytes,
  bytesUpTo,
  integer,
  label,
  line,
  list,
  read,
  readDocument,
  text,
  time,
  toSeconds,
  toTime,
  writeDocument,
} from './shape.js';

/** Whether each value is read unchanged. */
function accepts(schema: v.Schema, value: unknown): boolean {
  const read = v.attempt(schema, value);
  if (read !== undefined) expect(read.value).toEqual(value);
  return read !== undefined;
}

describe('time', () => {
  it.each(['2018-06-25T16:00:00Z', '2020-02-29T23:59:59Z', '1970-01-01T00:00:00Z'])('is %s', (value) => {
    expect(accepts(time, value)).toBe(true);
    expect(toTime(new Date(toSeconds(value) * 1000))).toBe(value);
  });

  it.each([
    '2018-06-25',
    '2018-06-25T16:00Z',
    '2018-06-25T16:00:00.000Z',
    '2018-06-25T16:00:00+00:00',
    '2018-06-25T16:00:00z',
    '2018-06-25 16:00:00Z',
    '2018-06-25T16:00:00Z\n',
    '2019-02-29T00:00:00Z',
    '2018-06-31T00:00:00Z',
    '2018-06-25T24:00:00Z',
    '2018-06-25T16:60:00Z',
    '2016-12-31T23:59:60Z',
    '+02018-06-25T16:00:00Z',
    '',
    1_529_942_400,
    null,
  ])('isn’t %p', (value) => {
    expect(accepts(time, value)).toBe(false);
  });

  it('is reckoned as every calendar does, for ten thousand years', () => {
    for (const year of [0, 1, 4, 100, 400, 1582, 1899, 1900, 1969, 1970, 2000, 2018, 2100, 9999]) {
      for (let month = 0; month < 12; month++) {
        for (let day = 1; day <= 31; day++) {
          const date = new Date(0);
          date.setUTCFullYear(year, month, day);
          const [y, m, d] = [
            [year, 4],
            [month + 1, 2],
            [day, 2],
          ].map(([n, width]) => String(n).padStart(width!, '0'));
          const isReal = date.getUTCDate() === day;
          expect(toSeconds(`${y}-${m}-${d}T23:59:59Z`)).toBe(isReal ? date.getTime() / 1000 + 86_399 : NaN);
        }
      }
    }
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (seconds) => {
        expect(toSeconds(toTime(new Date(seconds * 1000)))).toBe(seconds);
      }),
    );
  });

  it('drops parts of a second, and says nothing of a date that is none', () => {
    expect(toTime(new Date('2018-06-25T16:00:00.999Z'))).toBe('2018-06-25T16:00:00Z');
    expect(toTime(new Date(Number.NaN))).toBe('');
  });
});

describe('text', () => {
  it.each([
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['a tab', 'a\tb'],
    ['a NUL', 'a\0b'],
    ['a delete', 'a\x7fb'],
    ['a C1 control', 'a\x85b'],
    ['a line separator', 'a\u2028b'],
    ['an override of direction', 'a\u202eb'],
    ['an isolate of direction', 'a\u2066b'],
    ['a space before', ' a'],
    ['a space after', 'a '],
    ['a wide space after', 'a\u3000'],
    ['nothing', ''],
    ['only spaces', '  '],
    ['half a surrogate pair', 'a\ud800'],
    ['no string', 7],
  ])('of one line refuses %s', (_, value) => {
    expect(accepts(line(100), value)).toBe(false);
  });

  it('of several lines takes line feeds, and nothing else of the kind', () => {
    expect(accepts(text(100), 'a\n\nb\n')).toBe(true);
    for (const value of ['a\r\nb', 'a\tb', 'a\u2029b', 'a\u202ab', '\n', '', 'a\ud800']) {
      expect(accepts(text(100), value)).toBe(false);
    }
  });

  it('is measured in UTF-8 bytes', () => {
    expect(accepts(line(6), 'ééé')).toBe(true);
    expect(accepts(line(6), 'ééée')).toBe(false);
    expect(accepts(text(6), 'ééé')).toBe(true);
    expect(accepts(text(6), 'ééée')).toBe(false);
    expect(accepts(line(8), '\u{1f600}\u{1f600}')).toBe(true);
  });

  it('as a label is plain ASCII', () => {
    expect(accepts(label(60), 'Organizer A (night shift)')).toBe(true);
    for (const value of ['Zoë', 'Аlice', 'a\u200bb', 'a\x1b']) expect(accepts(label(60), value)).toBe(false);
  });
});

describe('numbers and lists', () => {
  it.each([1, 2, 3])('%i is a whole number from 1 to 3', (value) => {
    expect(accepts(integer(1, 3), value)).toBe(true);
  });

  it.each([0, 4, -1, 1.5, Number.NaN, Infinity, 2 ** 53, '2', null, true])('%p isn’t', (value) => {
    expect(accepts(integer(1, 3), value)).toBe(false);
  });

  it('a list has its least and most', () => {
    const schema = list(integer(0, 9), 1, 2);
    expect([[], [1], [1, 2], [1, 2, 3]].map((value) => accepts(schema, value))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(accepts(schema, { 0: 1, length: 1 })).toBe(false);
  });
});

describe('bytes', () => {
  it('are of one length and one form', () => {
    expect(accepts(bytes(2), 'QUE')).toBe(true);
    for (const value of ['QQ', 'QUFB', 'QUF', 'QUE=', '', 2, null])
      expect(accepts(bytes(2), value)).toBe(false);
  });

  it('up to a limit are at least one and at most so many', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 40 }), (length, limit) => {
        const value = Buffer.alloc(length, 7).toString('base64url');
        expect(accepts(bytesUpTo(limit), value)).toBe(length >= 1 && length <= limit);
      }),
    );
  });
});

describe('a refusal', () => {
  const schema = v.strictObject({
    format: v.literal('undersigned/test/v1'),
    people: list(v.strictObject({ label: label(10) }), 1, 3),
  });

  it('names the place and what was expected there, and never repeats the value', async () => {
    const error = await refused(() =>
      read(schema, { format: 'undersigned/test/v1', people: [{ label: 'sécret' }] }, 'document'),
    );
    expect(error).toMatchObject({ code: 'malformed', place: 'document.people[0].label' });
    expect(error.message).toBe('document.people[0].label must be plain ASCII.');
  });

  it.each([
    ['a field of another type', { people: [{ label: 7 }] }, 'malformed at document.people[0].label'],
    ['an unknown field', { people: [{ label: 'a', more: 1 }] }, 'malformed at document.people[0].more'],
    ['a missing field', {}, 'malformed at document.people'],
    [
      'too many',
      { people: 'abcd'.split('').map((name) => ({ label: name })) },
      'malformed at document.people',
    ],
  ])('of %s says where', async (_, fields, expected) => {
    expect(
      await refusedWith(() => read(schema, { format: 'undersigned/test/v1', ...fields }, 'document')),
    ).toBe(expected);
  });

  it('of a field with a name of somebody’s own doesn’t repeat it', async () => {
    for (const name of ['\u001b[2J', 'a b', 'a.b', '', 'x'.repeat(41), '__proto__', 'é', '1']) {
      const people = [{ label: 'a', ...JSON.parse(`{${JSON.stringify(name)}:1}`) }];
      const value = { format: 'undersigned/test/v1', people };
      expect(await refusedWith(() => read(schema, value, 'document'))).toBe(
        'malformed at document.people[0].?',
      );
      expect(await refusedWith(() => read(schema, JSON.parse(`{${JSON.stringify(name)}:1}`)))).toMatch(
        /^malformed at (?:\?|format)$/,
      );
    }
  });

  it('of another format comes before everything else about the document', async () => {
    const other = utf8('{"format":"undersigned/test/v2","more":1}');
    expect(await refusedWith(() => readDocument(schema, 'undersigned/test/v1', other, 'document'))).toBe(
      'unsupported_format at document',
    );
  });

  it('comes before writing, too: nothing is written that can’t be read', async () => {
    const bad = { format: 'undersigned/test/v1' as const, people: [{ label: 'a\nb' }] };
    expect(await refusedWith(() => writeDocument(schema, bad))).toBe('malformed at people[0].label');
  });
});
