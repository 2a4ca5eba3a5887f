import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MessageFormat } from './message-format.js';
import { long, rightToLeft } from './pseudo.js';

const format = new MessageFormat('en');

/** Text that may hold what MessageFormat takes for its own, written so that it doesn't. */
const text = fc.string({ maxLength: 20 }).map((typed) => ({
  typed,
  written: typed.replace(/'/g, "''").replace(/[{}]+/g, "'$&'"),
}));

const RTL = /[\u202e\u202c]/gu;

describe('a made-up language', () => {
  it('says what was said: from right to left, all of it and in its order', () => {
    fc.assert(
      fc.property(text, ({ typed, written }) => {
        const said = format.compile(rightToLeft(written))({});
        expect(said.replace(RTL, '')).toBe(typed.replace(RTL, ''));
      }),
    );
  });

  it('is longer by four tenths, and as good a message as it was', () => {
    fc.assert(
      fc.property(text, ({ typed, written }) => {
        const said = format.compile(long(written))({});
        const padding = typed.trim() === '' ? 0 : Math.ceil((typed.trim().length * 4) / 10);
        expect(Array.from(said).length).toBeGreaterThanOrEqual(Array.from(typed).length);
        expect(said.length - typed.length).toBe(padding);
      }),
    );
  });

  it.each([
    ['long', long],
    ['from right to left', rightToLeft],
  ])('keeps what is put in, and its forms: %s', (_name, change) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom('a', 'b'),
        text,
        (count, kind, { written }) => {
          const message = `${written}{count, plural, =0 {none} one {# letter by {name}} other {# letters by {name}}}{kind, select, a {first} other {second}} {count, number}`;
          const values = { count, kind, name: '<b>{n}#' };
          const said = format.compile(change(message))(values);
          const plain = said.replace(RTL, '');
          expect(plain).toContain(count.toLocaleString('en'));
          if (count > 0) expect(plain).toContain(`${count}`.slice(0, 1));
          if (count > 0) expect(plain).toContain(values.name);
          const forms = ['none', 'letter', 'letters', 'first', 'second'].map((word) =>
            format.compile(change(word))({}).replace(RTL, '').replace(/·+$/, ''),
          );
          expect(plain).toContain(kind === 'a' ? forms[3] : forms[4]);
          expect(plain.includes(forms[0]!)).toBe(count === 0);
          expect(plain.includes(forms[2]!)).toBe(count > 1);
        },
      ),
    );
  });

  it('leaves what says nothing', () => {
    expect(long(' ')).toBe(' ');
    expect(rightToLeft('')).toBe('');
    expect(long('{name}')).toBe('{name}');
  });
});
