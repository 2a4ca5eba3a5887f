import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DraftFields } from './draft-fields.js';
import { changedPaths, mergeDrafts, same, valueAt, withValue } from './draft-merge.js';

const short = fc.string({ maxLength: 3 });
const text = (language: string): fc.Arbitrary<object> =>
  fc
    .record({ title: short, body: fc.array(short, { maxLength: 4 }).map((lines) => lines.join('\n')) })
    .map((one) => ({ ...one, language }));
const someOf = (
  keys: readonly string[],
  entry: (key: string) => fc.Arbitrary<object>,
): fc.Arbitrary<object[]> => fc.subarray([...keys]).chain((chosen) => fc.tuple(...chosen.map(entry)));

const drafts: fc.Arbitrary<DraftFields> = fc.record(
  {
    letter: text('en'),
    translations: someOf(['de', 'fr', 'es'], text),
    workplaces: someOf(['a', 'b', 'c'], (id) =>
      fc.record({ name: short, domains: fc.array(short, { maxLength: 2 }) }).map((one) => ({ id, ...one })),
    ),
    threshold: fc.nat(5),
    occasion: fc.option(short),
    roles: fc.array(short, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

/** Every value that is no holder of others, by where it stands. */
function leaves(content: DraftFields): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (path: string[], value: unknown): void => {
    const key = { workplaces: 'id', translations: 'language' }[path[0] ?? ''];
    if (path.length === 1 && key !== undefined && Array.isArray(value)) {
      for (const one of value as Record<string, string>[]) walk([...path, one[key] ?? ''], one);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) walk([...path, name], inner);
    } else if (value !== undefined) found.set(JSON.stringify(path), value);
  };
  walk([], content);
  return found;
}

describe('two drafts that came of one', () => {
  it('are the changed one where the other didn’t change', () => {
    fc.assert(
      fc.property(drafts, drafts, (base, changed) => {
        expect(mergeDrafts(base, base, changed)).toEqual({ content: changed, conflicts: [] });
        const { content, conflicts } = mergeDrafts(base, changed, base);
        expect(conflicts).toEqual([]);
        expect(leaves(content)).toEqual(leaves(changed));
        expect(mergeDrafts(base, changed, changed)).toEqual({ content: changed, conflicts: [] });
      }),
    );
  });

  it('lose nothing that either wrote: it stands in the content, or in a conflict with both', () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (base, mine, theirs) => {
        const { content, conflicts } = mergeDrafts(base, mine, theirs);
        const [was, own, other, now] = [base, mine, theirs, content].map(leaves) as [
          Map<string, unknown>,
          Map<string, unknown>,
          Map<string, unknown>,
          Map<string, unknown>,
        ];
        const isTold = (place: string): boolean => {
          const path = JSON.parse(place) as string[];
          return conflicts.some((one) => one.path.every((name, i) => path[i] === name));
        };
        for (const place of new Set([...was.keys(), ...own.keys(), ...other.keys()])) {
          const [before, left, right, after] = [was, own, other, now].map((one) => one.get(place));
          if (isTold(place)) {
            expect(after).toEqual(right);
            continue;
          }
          const isBody = place.endsWith('"body"]') && ![left, right, before].includes(undefined);
          if (isBody && !same(before, left) && !same(before, right) && !same(left, right)) continue;
          expect(after).toEqual(same(before, left) ? right : left);
        }
        for (const { path, mine: ours, theirs: others } of conflicts) {
          expect(same(ours, others)).toBe(false);
          expect(valueAt(mine, path)).toEqual(ours);
          expect(valueAt(content, path)).toEqual(others);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are what she chose, once she chose', () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (base, mine, theirs) => {
        const { content, conflicts } = mergeDrafts(base, mine, theirs);
        let chosen = content;
        for (const { path, mine: ours } of conflicts) chosen = withValue(chosen, path, ours);
        for (const { path, mine: ours } of conflicts) expect(valueAt(chosen, path)).toEqual(ours);
      }),
    );
  });

  const before: DraftFields = {
    letter: { title: 'T', body: 'one\n\ntwo\n\nthree' },
    workplaces: [{ id: 'a', name: 'A', domains: ['a.example'] }],
    threshold: 10,
  };

  it('go together field by field', () => {
    const mine = { ...before, letter: { ...before.letter, title: 'Mine' }, threshold: 20 };
    const theirs: DraftFields = {
      ...before,
      letter: { ...before.letter, addressee: 'Theirs' },
      workplaces: [...(before.workplaces ?? []), { id: 'b', name: 'B' }],
    };
    expect(mergeDrafts(before, mine, theirs)).toEqual({
      content: {
        letter: { title: 'Mine', addressee: 'Theirs', body: 'one\n\ntwo\n\nthree' },
        workplaces: [
          { id: 'a', name: 'A', domains: ['a.example'] },
          { id: 'b', name: 'B' },
        ],
        threshold: 20,
      },
      conflicts: [],
    });
  });

  it('go together paragraph by paragraph', () => {
    const mine = withValue(before, ['letter', 'body'], 'ONE, and more\n\ntwo\n\nthree');
    const theirs = withValue(before, ['letter', 'body'], 'one\n\ntwo\n\nthree\n\nfour');
    const { content, conflicts } = mergeDrafts(before, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(content.letter?.body).toBe('ONE, and more\n\ntwo\n\nthree\n\nfour');
  });

  it('are both told where both changed the same', () => {
    const mine = withValue(before, ['letter', 'body'], 'one\n\nmine\n\nthree');
    const theirs = withValue(before, ['letter', 'body'], 'one\n\ntheirs\n\nthree');
    expect(mergeDrafts(before, mine, theirs)).toEqual({
      content: theirs,
      conflicts: [
        { path: ['letter', 'body'], mine: 'one\n\nmine\n\nthree', theirs: 'one\n\ntheirs\n\nthree' },
      ],
    });
  });

  it('are both told where one removed what the other changed', () => {
    const mine = { ...before, workplaces: [] };
    const theirs = withValue(before, ['workplaces', 'a', 'name'], 'Another');
    const { conflicts, content } = mergeDrafts(before, mine, theirs);
    expect(conflicts).toEqual([
      {
        path: ['workplaces', 'a'],
        mine: undefined,
        theirs: { id: 'a', name: 'Another', domains: ['a.example'] },
      },
    ]);
    expect(withValue(content, ['workplaces', 'a'], undefined).workplaces).toEqual([]);
  });
});

describe('what differs between two contents', () => {
  const before: DraftFields = {
    letter: { title: 'A', body: 'One' },
    workplaces: [
      { id: 'a', name: 'A', domains: ['a.example'] },
      { id: 'b', name: 'B', domains: [] },
    ],
    threshold: 20,
  };

  it('is told by fields, and of lists by what an entry is told apart by', () => {
    const after: DraftFields = {
      letter: { title: 'A', body: 'Two' },
      workplaces: [
        { id: 'a', name: 'A', domains: ['a.example', 'b.example'] },
        { id: 'c', name: 'C', domains: [] },
      ],
      translations: [{ language: 'he', title: 'X' }],
      roles: ['Sales'],
      threshold: 20,
    };
    expect(changedPaths(before, after)).toEqual(
      expect.arrayContaining([
        ['letter', 'body'],
        ['workplaces', 'a'],
        ['workplaces', 'b'],
        ['workplaces', 'c'],
        ['translations', 'he'],
        ['roles'],
      ]),
    );
    expect(changedPaths(before, after)).toHaveLength(6);
  });

  it('is nothing exactly where they are the same', () => {
    fc.assert(
      fc.property(drafts, drafts, (one, other) => {
        expect(changedPaths(one, other).length === 0).toBe(same(one, other));
      }),
    );
  });

  it('falls back to the list where entries can’t be told apart', () => {
    const twice = { translations: [{ language: 'he' }, { language: 'he' }] };
    expect(changedPaths({ translations: [{ language: 'he' }] }, twice)).toEqual([['translations']]);
  });
});
