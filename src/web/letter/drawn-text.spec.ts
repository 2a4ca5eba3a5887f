import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { OPEN_LETTERS } from '../../../test/support/open-letters.js';
import { someLetterText, someSlippedText, someString } from '../../../test/support/some-letter-text.js';
import { undrawnLetter, withoutBackslashes } from '../../../test/support/undrawn-letter.js';
import { writtenLetter } from '../../../test/support/written-letter.js';
import { LetterTextError } from '../../protocol/letter-refusal.js';
import { type LetterTree, readLetterText } from '../../protocol/letter-text.js';
import { DrawnBlocks, DrawnNotes } from './drawn-text.js';

const RUNS = 10_000;
const LABELS = { notes: 'Notes', note: 'Note', back: 'Back to the text' };

function drawn({ blocks, notes }: LetterTree, headings = 2, id?: string): string {
  const common = { labels: LABELS, ...(id === undefined ? {} : { id }) };
  return renderToString(
    h('div', {}, [h(DrawnBlocks, { blocks, headings, ...common }), h(DrawnNotes, { notes, ...common })]),
  ).slice('<div>'.length, -'</div>'.length);
}

function html(text: string, headings = 2, id?: string): string {
  return drawn(readLetterText(text), headings, id);
}

/** What is drawn, written back, is what was typed: of the tree each character, of the HTML all but backslashes. */
function losesNothing(text: string, tree: LetterTree): void {
  const [written, shown] = [writtenLetter(tree), undrawnLetter(drawn(tree))];
  // Asked once for each of many thousands.
  if (written !== text) expect(written).toBe(text);
  if (shown !== withoutBackslashes(text)) expect(shown).toBe(withoutBackslashes(text));
}

describe('what is drawn, written back, is what was typed', () => {
  it('in ten thousand texts that are letters', () => {
    fc.assert(
      fc.property(someLetterText, (text) => {
        losesNothing(text, readLetterText(text));
      }),
      { numRuns: RUNS },
    );
  }, 300_000);

  it('in ten thousand others, or they are refused with a place in them', () => {
    const seen = new Set<string>();
    const check = (text: string): void => {
      let tree: LetterTree;
      try {
        tree = readLetterText(text);
      } catch (error) {
        if (!(error instanceof LetterTextError)) throw error;
        const line = text.split('\n')[error.line - 1] ?? '';
        const isIn = error.column > 0 && error.column <= Array.from(line).length + 1;
        if (!isIn) expect(`${error.rule} ${error.line}:${error.column}`).toBe('a place in the text');
        seen.add(error.rule);
        return;
      }
      losesNothing(text, tree);
      seen.add('none');
    };
    fc.assert(fc.property(fc.oneof(someSlippedText, someString), check), { numRuns: RUNS });
    expect(seen.size).toBeGreaterThan(15);
    expect(seen).toContain('none');
  }, 300_000);

  it.each(OPEN_LETTERS)('in a letter of the shape “%s”', (_name, text) => {
    losesNothing(text, readLetterText(text));
  });
});

describe('a letter’s text', () => {
  it('is set with lists, quotations and emphasis', () => {
    expect(html('We *ask*:\n- one\n- **two**\n\n> three')).toBe(
      '<p dir="ltr">We <em>ask</em>:</p><ul dir="ltr" class="close"><li dir="ltr">one</li><li dir="ltr"><strong>two</strong></li></ul><blockquote dir="ltr"><p dir="ltr">three</p></blockquote>',
    );
  });

  it('keeps its lines, also where it is copied', () => {
    expect(html('Respectfully,\nWe')).toBe('<p dir="ltr">Respectfully,<br/>\nWe</p>');
  });

  it('leads to addresses that are seen, and tells them nothing', () => {
    expect(html('[a](https://a.example/x) https://b.example')).toBe(
      '<p dir="ltr"><a href="https://a.example/x" rel="noreferrer nofollow">a</a> <bdi dir="ltr" class="address">(https://a.example/x)</bdi> <a href="https://b.example" rel="noreferrer nofollow" dir="ltr" class="address">https://b.example</a></p>',
    );
  });

  it('gives headings the levels of the page, skips none, and tells both apart', () => {
    const levels = (text: string, headings: number): string[] =>
      [...html(text, headings).matchAll(/<(h\d) dir="ltr"(?: class="(\w+))?/g)].map(
        ([, tag = '', look = '-']) => `${tag} ${look}`,
      );
    expect(levels('# a\n\n## b\n\n# c', 2)).toEqual(['h2 -', 'h3 minor', 'h2 -']);
    expect(levels('## a\n\nb\n\n## c', 3)).toEqual(['h3 minor', 'h3 minor']);
    expect(levels('## a\n\n# b\n\n## c', 6)).toEqual(['h6 minor', 'h6 -', 'h6 minor']);
  });

  it('carries notes that lead there and back, each with a name', () => {
    const text = 'One.[^1] Two.[^2]\n\n[^1]: Noted.\n[^2]: Again.';
    const drawn = html(text);
    const ids = [...drawn.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...drawn.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    expect(drawn).toContain('aria-label="Note 2"');
    expect(drawn.match(/aria-label="Back to the text"/g)).toHaveLength(2);
    expect(html(text, 2, 'signed')).toContain('id="fn-signed-1"');
  });

  it('sets tables without a style, which scroll by themselves', () => {
    const drawn = html('| a | b |\n| :-: | --: |\n| 1 | 2 |');
    expect(drawn).toContain(
      '<div dir="ltr" class="table" tabindex="0"><table><thead><tr><th class="align-center"',
    );
    expect(drawn).toContain('<td class="align-right">2</td>');
    expect(drawn).not.toContain('style');
  });

  it('runs in the direction of its words, each block and item for itself', () => {
    const text = 'We ask:\n\nنحن نطلب:\n- שלום\n- *peace* שלום\n\n12 (34)\n\n> > [א](https://a.example)';
    expect(
      [...html(text).matchAll(/<(p|ul|li|blockquote)(?: dir="(\w+)")?/g)].map(
        ([, tag, dir]) => `${tag} ${dir ?? '-'}`,
      ),
    ).toEqual([
      ...['p ltr', 'p rtl', 'ul rtl', 'li rtl', 'li ltr', 'p -', 'blockquote rtl', 'blockquote rtl', 'p rtl'],
    ]);
  });

  it('changes no character of its own', () => {
    expect(html('"Yes" -- (c) … &eacute; <b>')).toBe(
      '<p dir="ltr">&quot;Yes&quot; -- (c) … &amp;eacute; &lt;b></p>',
    );
  });
});
