import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rsaKeyOf, someKey } from '../../../test/support/some-keys.js';
import { manifestDefaults, WORKPLACE_DEFAULTS } from '../../protocol/manifest-defaults.js';
import { checkManifestPolicy } from '../../protocol/manifest-rules.js';
import { rehearseManifest, MANIFEST_FORMAT, type Manifest, SEALING_SUITE } from '../../protocol/manifest.js';
import type { DraftFields } from './draft-fields.js';
import { problemsIn } from './draft-problems.js';

const NOW = new Date('2018-06-19T12:00:00Z');
const AROUND = { organizers: 3, now: NOW };
const GOOD: DraftFields = {
  letter: {
    title: 'End the contract',
    addressee: 'The board',
    summary: 'We ask you to end it.',
    body: 'We, who build it, ask.',
    language: 'en',
  },
  workplaces: [{ id: 'cumulus', name: 'Cumulus', domains: ['cumulus.example'] }],
  threshold: 100,
  opensAt: '2018-06-20T16:00:00Z',
  closesAt: '2018-06-27T16:00:00Z',
};

/** The manifest that a server would make of it, with keys that nobody has. */
function manifestOf(content: DraftFields): Manifest {
  const organizers = ['Ada', 'Ben', 'Cleo'].map((label, i) => ({
    label,
    signingKey: someKey(2 * i + 1),
    sealingKey: someKey(2 * i + 2),
  }));
  return {
    ...manifestDefaults(content.closesAt, 3),
    ...content,
    workplaces: (content.workplaces ?? []).map((one) => ({ ...WORKPLACE_DEFAULTS, ...one })),
    format: MANIFEST_FORMAT,
    origin: 'https://letters.example',
    issuers: (content.workplaces ?? []).map(({ id }, i) => ({
      workplace: id,
      method: 'email-code',
      name: 'Issuer',
      url: 'https://letters.example',
      key: rsaKeyOf(2 * i + 1),
      identityKey: someKey(50 + i),
    })),
    issuersRequired: 1,
    organizers,
    receiptKey: someKey(101),
    releaseKey: someKey(102),
    sealing: SEALING_SUITE,
  } as Manifest;
}

describe('a draft', () => {
  it('that is finished has no problems', () => {
    expect(problemsIn(GOOD, AROUND)).toEqual([]);
    expect(() => rehearseManifest(manifestOf(GOOD))).not.toThrow();
  });

  it('that is empty lacks what no default can be', () => {
    expect(problemsIn({}, { ...AROUND, organizers: 1 }).map(({ place, code }) => [place, code])).toEqual([
      ['letter.addressee', 'missing'],
      ['letter.title', 'missing'],
      ['letter.summary', 'missing'],
      ['letter.body', 'missing'],
      ['letter.language', 'missing'],
      ['workplaces', 'no_workplace'],
      ['threshold', 'missing'],
      ['opensAt', 'missing'],
      ['closesAt', 'missing'],
      ['organizers', 'few_organizers'],
    ]);
  });

  it.each<[string, DraftFields, string, string]>([
    ['a long title', { letter: { ...GOOD.letter, title: 'x'.repeat(201) } }, 'letter.title', 'too_long'],
    [
      'a long summary',
      { letter: { ...GOOD.letter, summary: 'é'.repeat(141) } },
      'letter.summary',
      'too_long',
    ],
    ['two lines', { letter: { ...GOOD.letter, title: 'a\nb' } }, 'letter.title', 'wrong'],
    ['a language twice', { translations: [{ ...GOOD.letter }] }, 'translations[0].language', 'same_language'],
    [
      'a domain in capitals',
      { workplaces: [{ id: 'a', name: 'A', domains: ['A.example'] }] },
      'workplaces[0].domains[0]',
      'wrong',
    ],
    [
      'a shared domain',
      {
        workplaces: [
          { id: 'a', name: 'A', domains: ['a.example'] },
          { id: 'b', name: 'B', domains: ['a.example'] },
        ],
      },
      'workplaces[1].domains[0]',
      'domain_shared',
    ],
    ['no domain', { workplaces: [{ id: 'a', name: 'A' }] }, 'workplaces[0].domains', 'no_domain'],
    ['a low threshold', { threshold: 9 }, 'threshold', 'threshold_cell'],
    ['a small cell', { minimumCell: 3 }, 'minimumCell', 'too_small'],
    ['short epochs', { epochSeconds: 60 }, 'epochSeconds', 'too_small'],
    ['a broken epoch', { closesAt: '2018-06-27T16:07:00Z' }, 'closesAt', 'not_whole_epochs'],
    [
      'a close that is over',
      { opensAt: '2018-06-13T16:00:00Z', closesAt: '2018-06-14T16:00:00Z' },
      'closesAt',
      'over',
    ],
    ['an old opening', { opensAt: '2018-06-01T16:00:00Z' }, 'opensAt', 'too_early'],
    ['three years', { closesAt: '2021-06-27T16:00:00Z' }, 'closesAt', 'too_late'],
    ['signing before opening', { signsFrom: '2018-06-19T16:00:00Z' }, 'signsFrom', 'not_between'],
    ['a release before the close', { releaseBy: '2018-06-21T16:00:00Z' }, 'releaseBy', 'release_before'],
    ['no such zone', { timeZone: 'Nowhere/Here' }, 'timeZone', 'wrong'],
    ['a long role', { roles: ['é'.repeat(50)] }, 'roles', 'role_long'],
    ['a role twice', { roles: ['Sales', 'Sales'] }, 'roles', 'role_twice'],
    ['conditions out of order', { nameConditions: [50, 10] }, 'nameConditions', 'not_ascending'],
    ['too many approvals', { approvals: 4 }, 'approvals', 'too_many_approvals'],
  ])('with %s is told so', (_what, changed, place, code) => {
    const problems = problemsIn({ ...GOOD, ...changed }, AROUND);
    expect(problems.map((one) => [one.place, one.code])).toContainEqual([place, code]);
  });

  it('is told where its words aren’t a letter’s, and what stands there', () => {
    const found = (changed: DraftFields): unknown =>
      problemsIn({ ...GOOD, ...changed }, AROUND).map(({ place, code, values }) => [place, code, values]);
    expect(found({ letter: { ...GOOD.letter, body: 'We 🎮\n\nask *you, again and again' } })).toEqual([
      ['letter.body', 'text_star', { line: 3, at: 11, near: 'ask ▸*you, again', point: 'U+002A' }],
    ]);
    expect(found({ letter: { ...GOOD.letter, title: 'End\u202e it' } })).toEqual([
      ['letter.title', 'text_character', { line: 0, at: 3, near: 'End▸ it', point: 'U+202E' }],
    ]);
    expect(found({ translations: [{ ...GOOD.letter, language: 'de', body: 'Wir\n\n\nbitten' }] })).toEqual([
      ['translations[0].body', 'text_empty_line', { line: 3, at: 5, near: '▸', point: 'U+000A' }],
    ]);
    expect(found({ occasion: 'A  day' })).toMatchObject([['occasion', 'text_space', { line: 0, at: 1 }]]);
    expect(found({ roles: ['Sales', 'a\u200bb'] })).toMatchObject([
      ['roles', 'text_character', { point: 'U+200B' }],
    ]);
  });

  it('without problems is a manifest, and one with problems isn’t', () => {
    const odd = <T>(good: T, ...others: T[]): fc.Arbitrary<T> =>
      fc.oneof({ weight: 6, arbitrary: fc.constant(good) }, fc.constantFrom(...others));
    const contents = fc.record({
      letter: fc.record({
        title: odd('A title', '', ' a', 'x'.repeat(300), 'a\tb', 'a  b', 'a\u200bb'),
        addressee: odd('The board', 'The\u00adboard'),
        summary: odd('A sentence.', 'x'.repeat(141)),
        body: odd('Text.\n\nMore.', '', 'a\rb', 'a *b', '1. a\n3. b', 'a '),
        language: odd('en', 'English', 'pt-BR'),
      }),
      workplaces: odd(
        [{ id: 'a', name: 'A', domains: ['a.example'], headcount: null }],
        [],
        [{ id: 'a', name: 'A', domains: ['a'], headcount: 0 }],
        [{ id: 'a', name: 'A', domains: ['a.example', 'a.example'], headcount: 5 }],
      ),
      threshold: odd(100, 1, 10),
      minimumCell: odd(10, 5, 200),
      opensAt: odd('2018-06-20T16:00:00Z', '2018-06-30T16:00:00Z', 'soon'),
      closesAt: odd('2018-06-27T16:00:00Z', '2018-06-27T16:30:00Z'),
      signsFrom: odd<string | null>(
        null,
        '2018-06-21T16:00:00Z',
        '2018-06-28T16:00:00Z',
        '2018-06-21T16:00:01Z',
      ),
      epochSeconds: odd(3600, 60, 1800),
      occasion: odd<string | null>(null, 'A day', 'A\u202eday'),
      roles: odd<string[]>([], ['Sales'], ['Sales', 'Sales'], ['x'.repeat(99)], ['a\u200bb']),
      nameConditions: odd<number[]>([], [10, 50], [50, 10]),
      approvals: odd(2, 1, 3, 5),
    }) as fc.Arbitrary<DraftFields>;
    fc.assert(
      fc.property(contents, (content) => {
        const make = (): void => {
          const manifest = manifestOf(content);
          rehearseManifest(manifest);
          checkManifestPolicy(manifest, { smallLetters: false });
        };
        if (problemsIn(content, AROUND).length === 0) expect(make).not.toThrow();
        else expect(make).toThrow();
      }),
      { numRuns: 400 },
    );
  });
});
