// The bytes that a tree of a letter's text was read from, written again from the tree alone, without a look at the reader.
// protocol.md#letter-text
import type { Inline } from '../../src/protocol/letter-inline.js';
import type { Block, LetterTree } from '../../src/protocol/letter-text.js';

export function writtenLetter({ blocks, notes }: LetterTree): string {
  const body = linesOf(blocks);
  const foot = notes.flatMap(({ gap, content }, i) => [
    ...(gap ? [''] : []),
    `[^${i + 1}]: ${writtenInline(content)}`,
  ]);
  return [...body, ...foot].join('\n');
}

export function writtenInline(content: readonly Inline[]): string {
  return content
    .map((one) => {
      if (typeof one === 'string') return one;
      switch (one.kind) {
        case 'escaped':
          return `\\${one.text}`;
        case 'emphasis':
          return `*${writtenInline(one.content)}*`;
        case 'strong':
          return `**${writtenInline(one.content)}**`;
        case 'link':
          return `[${writtenInline(one.content)}](${one.address})`;
        case 'address':
          return one.address;
        case 'note':
          return `[^${one.number}]`;
      }
    })
    .join('');
}

function linesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => [...(block.gap ? [''] : []), ...linesOfBlock(block)]);
}

function linesOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return writtenInline(block.content).split('\n');
    case 'heading':
      return [`${'#'.repeat(block.level)} ${writtenInline(block.content)}`];
    case 'quote':
      return linesOf(block.blocks).map((line) => (line === '' ? '>' : `> ${line}`));
    case 'list':
      return block.items.flatMap(({ gap, blocks }, i) => {
        const sign = block.isNumbered ? `${i + 1}. ` : '- ';
        const [first = '', ...others] = linesOf(blocks);
        const below = others.map((line) => (line === '' ? '' : ' '.repeat(sign.length) + line));
        return [...(gap ? [''] : []), sign + first, ...below];
      });
    case 'table': {
      const row = (cells: readonly string[]): string =>
        `|${cells.map((cell) => (cell === '' ? ' |' : ` ${cell} |`)).join('')}`;
      const [head = '', ...others] = block.rows.map((cells) => row(cells.map(writtenInline)));
      return [head, row(block.alignments), ...others];
    }
  }
}
