import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeLetter } from '../../test/support/letters.js';
import { canonicalMailbox } from './typed-address.js';
import type { Manifest } from './manifest.js';

// larkspur.example and eu.larkspur.example keep dots, tidewater.example ignores them, xn--mhle-0ra.example is an A-label.
let manifest: Manifest;

beforeAll(async () => {
  ({ manifest } = await makeLetter({ workplaces: 3 }));
});

const canonical = (typed: string): string | undefined => canonicalMailbox(manifest, typed)?.address;

const LONGEST_LOCAL = 'a'.repeat(64);

describe('a mailbox of the letter', () => {
  it.each([
    ['as typed', 'ada@larkspur.example', 'ada@larkspur.example'],
    ['in capitals', 'Ada.Quist@LARKSPUR.Example', 'ada.quist@larkspur.example'],
    ['with space around it', '  ada@larkspur.example\n', 'ada@larkspur.example'],
    ['at a subdomain that is listed', 'ada@eu.larkspur.example', 'ada@eu.larkspur.example'],
    ['with dots that matter', 'a.d.a@larkspur.example', 'a.d.a@larkspur.example'],
    ['with dots that don’t', 'a.d.a@tidewater.example', 'ada@tidewater.example'],
    ['with an apostrophe', "n.o'brien@larkspur.example", "n.o'brien@larkspur.example"],
    [
      'with hyphen, underscore, digits and ampersand',
      'r-d_7&co@larkspur.example',
      'r-d_7&co@larkspur.example',
    ],
    ['with an A-label', 'ada@xn--mhle-0ra.example', 'ada@xn--mhle-0ra.example'],
    ['with the A-label in capitals', 'ada@XN--MHLE-0RA.example', 'ada@xn--mhle-0ra.example'],
    ['with a U-label', 'ada@mühle.example', 'ada@xn--mhle-0ra.example'],
    ['with a U-label in capitals', 'ada@MÜHLE.EXAMPLE', 'ada@xn--mhle-0ra.example'],
    ['with a decomposed U-label', 'ada@mu\u0308hle.example', 'ada@xn--mhle-0ra.example'],
    ['with a full-width domain', 'ada@ｌａｒｋｓｐｕｒ.example', 'ada@larkspur.example'],
    ['with an ideographic full stop', 'ada@larkspur。example', 'ada@larkspur.example'],
    [
      'with a Kelvin sign in the domain, which UTS-46 maps',
      'ada@lar\u212aspur.example',
      'ada@larkspur.example',
    ],
    [
      'with a soft hyphen in the domain, which UTS-46 drops',
      'ada@lark\u00adspur.example',
      'ada@larkspur.example',
    ],
    ['with the longest local part', `${LONGEST_LOCAL}@larkspur.example`, `${LONGEST_LOCAL}@larkspur.example`],
    ['with a name that only contains a role', 'allison@larkspur.example', 'allison@larkspur.example'],
    ['with a role as a part of a name', 'ada.support@larkspur.example', 'ada.support@larkspur.example'],
  ])('%s', (_, typed, address) => {
    expect(canonical(typed)).toBe(address);
  });

  it.each([
    ['ada@eu.larkspur.example', 'larkspur'],
    ['a.da@tidewater.example', 'tidewater'],
    ['ada@mühle.example', 'muehle'],
  ])('%s belongs to the workplace %s', (typed, workplace) => {
    expect(canonicalMailbox(manifest, typed)?.workplace.id).toBe(workplace);
  });
});

describe('no mailbox of the letter', () => {
  it.each([
    ['nothing', ''],
    ['no @', 'ada.larkspur.example'],
    ['no local part', '@larkspur.example'],
    ['no domain', 'ada@'],
    ['a plus alias', 'ada+union@larkspur.example'],
    ['a plus alias where dots are ignored', 'a.d.a+1@tidewater.example'],
    ['a plus alone', '+@larkspur.example'],
    ['a full-width plus', 'ada＋1@larkspur.example'],
    ['quotes', '"ada"@larkspur.example'],
    ['a quoted @', '"a@evil"@larkspur.example'],
    ['a quoted space', '"ada quist"@larkspur.example'],
    ['two @', 'ada@evil.example@larkspur.example'],
    ['a full-width @ in the local part', 'ada＠evil.example@larkspur.example'],
    ['a full-width @ instead of one', 'ada＠larkspur.example'],
    ['an escape', 'ada\\@evil@larkspur.example'],
    ['a comment', 'ada(union)@larkspur.example'],
    ['a comment in the domain', 'ada@(evil)larkspur.example'],
    ['a display name', 'Ada <ada@larkspur.example>'],
    ['a percent route', 'ada%evil.example@larkspur.example'],
    ['a bang path', 'evil.example!ada@larkspur.example'],
    ['a source route', '@evil.example:ada@larkspur.example'],
    ['a dot at the beginning', '.ada@larkspur.example'],
    ['a dot at the end', 'ada.@larkspur.example'],
    ['two dots', 'a..da@larkspur.example'],
    ['only dots where they are ignored', '...@tidewater.example'],
    ['two dots where they are ignored', 'a..da@tidewater.example'],
    ['a space within', 'a da@larkspur.example'],
    ['a line feed within, for a header of one’s own', 'ada\n@larkspur.example'],
    ['a NUL within', 'ada\0@larkspur.example'],
    ['a semicolon, for a second recipient', 'ada;eve@larkspur.example'],
    ['a comma, for a second recipient', 'ada@evil.example,eve@larkspur.example'],
    ['a letter with an accent', 'adá@larkspur.example'],
    ['a Cyrillic а', 'аda@larkspur.example'],
    ['a Kelvin sign, which lower-cases to k', 'jac\u212a@larkspur.example'],
    ['a dotless i', '\u0131da@larkspur.example'],
    ['a dotted capital I, which lower-cases to i and a dot', '\u0130da@larkspur.example'],
    ['a full-width letter', 'ａda@larkspur.example'],
    ['a zero-width space', 'a\u200bda@larkspur.example'],
    ['a soft hyphen', 'a\u00adda@larkspur.example'],
    ['an emoji', '\u{1f600}@larkspur.example'],
    ['a local part of 65 characters', `${LONGEST_LOCAL}a@larkspur.example`],
    ['an address of 255 characters', `ada@${'a.'.repeat(117)}larkspur.example`],
    [
      'more than 254 characters, though most of them are mapped to nothing',
      `ada@lark${'\u00ad'.repeat(240)}spur.example`,
    ],
    ['another domain', 'ada@evil.example'],
    ['a subdomain that isn’t listed', 'ada@us.larkspur.example'],
    ['a domain that ends in ours', 'ada@notlarkspur.example'],
    ['a domain that begins with ours', 'ada@larkspur.example.evil.example'],
    ['a domain with a Cyrillic а', 'ada@lаrkspur.example'],
    ['a domain with a dot at the end', 'ada@larkspur.example.'],
    ['a domain with a dot at the beginning', 'ada@.larkspur.example'],
    ['an umlaut spelled out', 'ada@muehle.example'],
    ['the top of the domain alone', 'ada@example'],
    ['an address literal', 'ada@[127.0.0.1]'],
    ['an address', 'ada@127.0.0.1'],
    ['a port', 'ada@larkspur.example:25'],
    ['a path', 'ada@larkspur.example/x'],
    ['a path with a full-width slash', 'ada@larkspur.example／x'],
    ['a query', 'ada@larkspur.example?x'],
    ['a fragment', 'ada@larkspur.example#x'],
    ['a backslash', 'ada@larkspur.example\\x'],
    ['percent coding in the domain', 'ada@%6carkspur.example'],
    ['full-width percent coding in the domain', 'ada@％6carkspur.example'],
    ['credentials in the domain', 'ada@eve:x@larkspur.example'],
    ['a tab in the domain, which URL parsers drop', 'ada@lark\tspur.example'],
  ])('%s', (_, typed) => {
    expect(canonical(typed)).toBeUndefined();
  });

  it.each([
    'all@larkspur.example',
    'ALL@larkspur.example',
    'all@tidewater.example',
    'a.l.l@larkspur.example',
    'a.ll@tidewater.example',
    'support@larkspur.example',
    'Support@mühle.example',
    's.upport@larkspur.example',
    'no-reply@larkspur.example',
    'noreply@larkspur.example',
    'no.reply@larkspur.example',
    'postmaster@larkspur.example',
    'abuse@larkspur.example',
    'human.resources@larkspur.example',
    'everyone@eu.larkspur.example',
    'all-hands@larkspur.example',
    'press@larkspur.example',
    'security@larkspur.example',
    'admin@larkspur.example',
    'root@tidewater.example',
  ])('the role account %s', (typed) => {
    expect(canonical(typed)).toBeUndefined();
  });
});

describe('the canonical address', () => {
  it('is at most 254 characters, as certificates demand, even where the typed one was shorter', async () => {
    // 57 ü are an A-label of 63 characters: what is typed is shorter than what would be mailed.
    const domain = new URL(`https://${`${'ü'.repeat(57)}.`.repeat(3)}example`).hostname;
    const wide = await makeLetter({
      workplaces: [
        { id: 'long', name: 'Long', domains: [domain], mailbox: { dots: 'kept' }, headcount: null },
      ],
    });
    const typed = (local: number): string => `${'a'.repeat(local)}@${`${'ü'.repeat(57)}.`.repeat(3)}example`;
    const room = 254 - 1 - domain.length;
    expect(typed(room + 1).length).toBeLessThan(254);
    expect(canonicalMailbox(wide.manifest, typed(room))?.address).toHaveLength(254);
    expect(canonicalMailbox(wide.manifest, typed(room + 1))).toBeUndefined();
  });

  it('is canonical: asked again, it stays what it is', () => {
    const local = fc.string({ unit: fc.constantFrom(...'abzABZ019._-+\'&"@% é\u212a'), maxLength: 12 });
    const domain = fc.constantFrom(
      'larkspur.example',
      'Tidewater.Example',
      'mühle.example',
      'evil.example',
      'larkspur.example.',
    );
    let known = 0;
    fc.assert(
      fc.property(local, domain, (name, at) => {
        const address = canonical(`${name}@${at}`);
        if (address === undefined) return;
        known += 1;
        expect(canonical(address)).toBe(address);
        expect(address).toMatch(/^[a-z0-9_'&.-]{1,64}@(?:larkspur|tidewater|xn--mhle-0ra)\.example$/);
      }),
      { numRuns: 2000, seed: 2018 },
    );
    expect(known).toBeGreaterThan(100);
  });

  it('is one for all the ways to write one mailbox', () => {
    const ways = ['adaquist', 'Ada.Quist', 'a.d.a.quist', 'ADAQUIST', 'ada.quist'];
    const domains = ['tidewater.example', 'TideWater.Example', 'ｔidewater.example'];
    const addresses = ways.flatMap((way) => domains.map((domain) => canonical(`${way}@${domain}`)));
    expect(new Set(addresses)).toEqual(new Set(['adaquist@tidewater.example']));
  });
});
