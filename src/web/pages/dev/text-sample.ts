// A letter's text with everything that one may have, in the words of the page. protocol.md#letter-text
import type { Inline } from '../../../protocol/letter-inline.js';
import type { Block, LetterTree } from '../../../protocol/letter-text.js';
import type { Say } from '../../locales/texts.js';

const ADDRESS = 'https://letters.example/a/long/address/that/is/seen/in/full?from=1&to=2';

export function textSample(say: Say): LetterTree {
  const apart = { gap: true };
  const words = (...content: readonly Inline[]): Block => ({ kind: 'paragraph', ...apart, content });
  const item = (...blocks: readonly Block[]): { gap: boolean; blocks: readonly Block[] } => ({
    gap: false,
    blocks,
  });
  const [small, soft, term] = [say('dev.small'), say('dev.soft'), say('dev.term')];
  return {
    blocks: [
      words(
        say('dev.text'),
        { kind: 'note', number: 1 },
        ' ',
        { kind: 'emphasis', content: [small] },
        ' ',
        { kind: 'strong', content: [soft] },
        ` ${term}\n`,
        { kind: 'link', content: [say('dev.link')], address: ADDRESS },
        ' – ',
        { kind: 'address', address: 'https://letters.example' },
      ),
      { kind: 'heading', ...apart, level: 1, content: [say('dev.heading')] },
      { kind: 'quote', ...apart, blocks: [words(say('dev.text')), words(small)] },
      { kind: 'heading', ...apart, level: 2, content: [say('dev.subheading')] },
      {
        kind: 'list',
        gap: false,
        isNumbered: true,
        items: [
          item(words(small)),
          {
            gap: true,
            blocks: [
              words(soft),
              { kind: 'list', gap: false, isNumbered: false, items: [item(words(term)), item(words(small))] },
            ],
          },
        ],
      },
      {
        kind: 'table',
        ...apart,
        alignments: ['---', ':--', ':-:', '--:'],
        rows: [
          [[term], [term], [term], [term]],
          [[small], ['1'], ['2'], ['3']],
        ],
      },
    ],
    notes: [{ ...apart, content: [small, ' ', { kind: 'address', address: ADDRESS }] }],
  };
}
