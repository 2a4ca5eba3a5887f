// A letter's text as everybody sees it: on its page, for the press, in the preview, and where it is signed. What the tree holds
// becomes elements; nothing that was typed becomes HTML. protocol.md#letter-text
import type { ComponentChildren, JSX } from 'preact';
import { directionOfText } from '../../protocol/letter-characters.js';
import type { Inline } from '../../protocol/letter-inline.js';
import type { Alignment, Block, Note } from '../../protocol/letter-text.js';

/** What screen readers call the notes, the number in the text, and the way back from a note. */
export interface NoteLabels {
  readonly notes: string;
  readonly note: string;
  readonly back: string;
}

interface Drawing {
  readonly labels: NoteLabels;
  /** Keeps notes apart where a text stands twice on a page. */
  readonly id?: string;
}

export interface DrawnBlocksProps extends Drawing {
  readonly blocks: readonly Block[];
  /** The level of the outermost headings, from 1 to 6. */
  readonly headings: number;
}

type Direction = ReturnType<typeof directionOfText>;

const ALIGNED: Readonly<Record<Alignment, string | undefined>> = {
  '---': undefined,
  ':--': 'align-left',
  ':-:': 'align-center',
  '--:': 'align-right',
};

export function DrawnBlocks({ blocks, headings, ...drawing }: DrawnBlocksProps): JSX.Element {
  const levels = levelsOf(blocks, headings);
  return <>{blocks.map((block, i) => drawBlock(block, i, drawing, levels))}</>;
}

/** At the foot of the text; nothing if there are none. */
export function DrawnNotes({
  notes,
  labels,
  id,
}: Drawing & { readonly notes: readonly Note[] }): JSX.Element | null {
  if (notes.length === 0) return null;
  // Where a text stands twice on a page, one place of that name is enough.
  const place = id === undefined ? ({ role: 'doc-endnotes', 'aria-label': labels.notes } as const) : {};
  return (
    <section class="footnotes" {...place}>
      <ol dir={firstOf(notes, ({ content }) => directionOf(content))}>
        {notes.map(({ gap, content }, i) => (
          <li id={idOf('fn', i + 1, id)} class={gap ? 'apart' : undefined} dir={directionOf(content)}>
            {drawInline(content, { labels, ...(id === undefined ? {} : { id }) })}{' '}
            <a
              href={`#${idOf('fnref', i + 1, id)}`}
              class="footnote-back"
              role="doc-backlink"
              aria-label={labels.back}
            >
              {'\u21a9\ufe0e'}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** `close`: the line above it is another block's, without an empty one between. */
function drawBlock(
  block: Block,
  i: number,
  drawing: Drawing,
  levels: ReadonlyMap<Block, number>,
): JSX.Element {
  const inner = (blocks: readonly Block[]): JSX.Element[] =>
    blocks.map((one, at) => drawBlock(one, at, drawing, levels));
  const common = { dir: directionOfBlock(block), class: block.gap || i === 0 ? undefined : 'close' };
  switch (block.kind) {
    case 'paragraph':
      return <p {...common}>{drawInline(block.content, drawing)}</p>;
    case 'heading': {
      const Heading = `h${levels.get(block) ?? 6}` as 'h2';
      const look = [block.level === 2 && 'minor', common.class].filter(Boolean).join(' ');
      return (
        <Heading {...common} class={look === '' ? undefined : look}>
          {drawInline(block.content, drawing)}
        </Heading>
      );
    }
    case 'quote':
      return <blockquote {...common}>{inner(block.blocks)}</blockquote>;
    case 'list': {
      const List = block.isNumbered ? 'ol' : 'ul';
      return (
        <List {...common}>
          {block.items.map(({ gap, blocks }) => {
            const [first, ...others] = blocks;
            const words = first?.kind === 'paragraph' ? first.content : [];
            return (
              <li class={gap ? 'apart' : undefined} dir={directionOf(words)}>
                {others.length === 0 ? drawInline(words, drawing) : inner(blocks)}
              </li>
            );
          })}
        </List>
      );
    }
    case 'table': {
      const [head = [], ...rows] = block.rows;
      const cell = (Cell: 'th' | 'td', content: readonly Inline[], at: number): JSX.Element => (
        <Cell
          class={ALIGNED[block.alignments[at] ?? '---']}
          dir={directionOf(content)}
          {...(Cell === 'th' ? { scope: 'col' } : {})}
        >
          {drawInline(content, drawing)}
        </Cell>
      );
      // A wide table scrolls by itself, also by keyboard.
      return (
        <div {...common} class={['table', common.class].filter(Boolean).join(' ')} tabIndex={0}>
          <table>
            <thead>
              <tr>{head.map((content, at) => cell('th', content, at))}</tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>{row.map((content, column) => cell('td', content, column))}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
  }
}

function drawInline(content: readonly Inline[], drawing: Drawing): ComponentChildren[] {
  return content.map((one) => {
    if (typeof one === 'string') return inLines(one);
    switch (one.kind) {
      case 'escaped':
        return one.text;
      case 'emphasis':
        return <em>{drawInline(one.content, drawing)}</em>;
      case 'strong':
        return <strong>{drawInline(one.content, drawing)}</strong>;
      case 'address':
        return (
          <a href={one.address} rel="noreferrer nofollow" dir="ltr" class="address">
            {one.address}
          </a>
        );
      case 'link':
        // Only an operator's texts lead to other pages of this site.
        if (one.address.startsWith('/')) return <a href={one.address}>{drawInline(one.content, drawing)}</a>;
        return (
          <>
            <a href={one.address} rel="noreferrer nofollow">
              {drawInline(one.content, drawing)}
            </a>{' '}
            <bdi dir="ltr" class="address">
              ({one.address})
            </bdi>
          </>
        );
      case 'note':
        return (
          <sup class="footnote-ref">
            <a
              href={`#${idOf('fn', one.number, drawing.id)}`}
              id={idOf('fnref', one.number, drawing.id)}
              role="doc-noteref"
              aria-label={`${drawing.labels.note} ${one.number}`}
            >
              {one.number}
            </a>
          </sup>
        );
    }
  });
}

/** A new line is one, and stays in what is copied. */
function inLines(text: string): ComponentChildren[] {
  return text.split('\n').flatMap((line, i) => (i === 0 ? [line] : [<br />, `\n${line}`]));
}

/** Outermost headings get the first level, and none is more than one below the one before it. */
function levelsOf(blocks: readonly Block[], first: number): ReadonlyMap<Block, number> {
  const headings = blocks.filter((block) => block.kind === 'heading');
  const outermost = headings.some(({ level }) => level === 1) ? 1 : 2;
  let before = first - 1;
  return new Map(
    headings.map((heading) => {
      before = Math.min(heading.level - outermost + first, before + 1, 6);
      return [heading, before];
    }),
  );
}

function directionOfBlock(block: Block): Direction {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return directionOf(block.content);
    case 'quote':
      return firstOf(block.blocks, directionOfBlock);
    case 'list':
      return firstOf(block.items, ({ blocks }) => firstOf(blocks, directionOfBlock));
    case 'table':
      return firstOf(block.rows, (row) => firstOf(row, directionOf));
  }
}

/** By the first letter of its words; addresses have none. */
function directionOf(content: readonly Inline[]): Direction {
  return firstOf(content, (one) => {
    if (typeof one === 'string') return directionOfText(one);
    return 'content' in one ? directionOf(one.content) : undefined;
  });
}

function firstOf<T>(all: readonly T[], direction: (one: T) => Direction): Direction {
  for (const one of all) {
    const found = direction(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function idOf(what: 'fn' | 'fnref', number: number, id?: string): string {
  return `${what}${id === undefined ? '' : `-${id}-`}${number}`;
}
