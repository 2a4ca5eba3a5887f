// The text of a letter: a small format of its own, read into a tree from which its bytes could be written again, so that whatever
// is typed is drawn. protocol.md#letter-text
import { refusedCharacter } from './letter-characters.js';
import {
  digitsEnd,
  type Fail,
  type Inline,
  isNumber,
  type Line,
  type Mentions,
  readInline,
} from './letter-inline.js';
import { LetterTextError, type LetterTextRule } from './letter-refusal.js';

/** `gap`: whether an empty line stands before it. */
interface Spaced {
  readonly gap: boolean;
}

export type Block = Spaced &
  (
    | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
    | { readonly kind: 'heading'; readonly level: 1 | 2; readonly content: readonly Inline[] }
    | { readonly kind: 'list'; readonly isNumbered: boolean; readonly items: readonly Item[] }
    | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
    | {
        readonly kind: 'table';
        readonly alignments: readonly Alignment[];
        /** Without the row of dashes; the first is the head. All have as many cells. */
        readonly rows: readonly (readonly (readonly Inline[])[])[];
      }
  );

/** Its first block is a paragraph. */
export interface Item extends Spaced {
  readonly blocks: readonly Block[];
}

/** Numbered from 1, in their order. */
export interface Note extends Spaced {
  readonly content: readonly Inline[];
}

export interface LetterTree {
  readonly blocks: readonly Block[];
  readonly notes: readonly Note[];
}

const ALIGNMENTS = ['---', ':--', ':-:', '--:'] as const;
export type Alignment = (typeof ALIGNMENTS)[number];

/** Lists and quotes in each other. */
const MOST_DEEP = 3;

type Kind = Block['kind'] | 'note' | 'empty';

/**
 * The tree of a text. Throws `LetterTextError` with the rule that it breaks, line and column; `place` names the field. `leads` is
 * for what is no letter, but written like one: where else its links may lead.
 */
export function readLetterText(
  text: string,
  place = 'text',
  leads?: (target: string) => boolean,
): LetterTree {
  const refuse = (rule: LetterTextRule, number: number, before: string): never => {
    throw new LetterTextError(rule, number, Array.from(before).length + 1, place);
  };
  const refused = refusedCharacter(text, true);
  if (refused !== undefined) {
    const before = text.slice(0, refused.at).split('\n');
    refuse(refused.rule, before.length, before.at(-1) ?? '');
  }
  const fail: Fail = (rule, { number, whole, rest }, at = 0) =>
    refuse(rule, number, whole.slice(0, whole.length - rest.length + at));
  const lines = text.split('\n').map((whole, i) => ({ number: i + 1, whole, rest: whole }));
  return new Reading(fail, leads).read(lines);
}

/** Throws `LetterTextError` if a line of a manifest holds what no text of a letter may. */
export function checkLetterLine(line: string, place: string): void {
  const refused = refusedCharacter(line);
  if (refused === undefined) return;
  throw new LetterTextError(refused.rule, 1, Array.from(line.slice(0, refused.at)).length + 1, place);
}

class Reading {
  private readonly mentions: Mentions = [];

  constructor(
    private readonly fail: Fail,
    private readonly leads: ((target: string) => boolean) | undefined,
  ) {}

  read(lines: readonly Line[]): LetterTree {
    let end = lines.findIndex(({ rest }) => kindOf(rest) === 'note');
    if (end < 0) end = lines.length;
    const gap = end > 0 && end < lines.length && lines[end - 1]?.rest === '';
    const blocks = this.blocks(lines.slice(0, gap ? end - 1 : end), 0);
    const notes = this.notes(lines.slice(end), gap);
    this.mentions[notes.length]?.();
    return { blocks, notes };
  }

  private blocks(lines: readonly Line[], depth: number, isItem = false): Block[] {
    const { fail } = this;
    const blocks: Block[] = [];
    let gap = false;
    for (let at = 0; at < lines.length;) {
      const line = lines[at] as Line;
      const kind = isItem && at === 0 ? 'paragraph' : kindOf(line.rest);
      const isApart = gap || at === 0;
      if (kind === 'empty') {
        if (isApart || at === lines.length - 1) fail('empty_line', line);
        gap = true;
        at++;
        continue;
      }
      if (depth > 0 && (kind === 'heading' || kind === 'table' || kind === 'note')) fail('nested', line);
      if (depth === MOST_DEEP && (kind === 'list' || kind === 'quote')) fail('too_deep', line);
      let end = at + 1;
      const whileKind = (isSame: (one: Kind) => boolean): readonly Line[] => {
        while (end < lines.length && isSame(kindOf((lines[end] as Line).rest))) end++;
        return lines.slice(at, end);
      };
      switch (kind) {
        case 'paragraph': {
          if (!isApart && blocks.at(-1)?.kind !== 'heading') fail('gap', line);
          const content = this.lines(whileKind((one) => one === 'paragraph'));
          blocks.push({ kind, gap, content });
          break;
        }
        case 'heading':
          blocks.push({ kind, gap, ...this.heading(line) });
          break;
        case 'list': {
          const list = this.list(lines, at, depth);
          end = list.end;
          blocks.push({ kind, gap, isNumbered: list.isNumbered, items: list.items });
          break;
        }
        case 'quote': {
          const inner = whileKind((one) => one === kind).map((one) => without(one, 2));
          blocks.push({ kind, gap, blocks: this.blocks(inner, depth + 1) });
          break;
        }
        case 'table':
          blocks.push({ kind, gap, ...this.table(whileKind((one) => one === kind)) });
          break;
      }
      gap = false;
      at = end;
    }
    return blocks;
  }

  private lines(lines: readonly Line[]): Inline[] {
    for (const line of lines) if (line.rest.startsWith(' ')) this.fail('indent', line);
    return readInline(lines, this.fail, this.mentions, this.leads);
  }

  private heading(line: Line): { level: 1 | 2; content: Inline[] } {
    const level = line.rest.indexOf(' ');
    if (level > 2) this.fail('heading', line);
    return { level: level === 1 ? 1 : 2, content: this.lines([without(line, level + 1)]) };
  }

  private list(
    lines: readonly Line[],
    from: number,
    depth: number,
  ): { isNumbered: boolean; items: Item[]; end: number } {
    const isNumbered = !lines[from]?.rest.startsWith('-');
    const items: Item[] = [];
    let [end, gap] = [from, false];
    for (;;) {
      const sign = isNumbered ? `${items.length + 1}. ` : '- ';
      const indent = ' '.repeat(sign.length);
      const begin = end++;
      for (; end < lines.length; end++) {
        const next = end + (lines[end]?.rest === '' ? 1 : 0);
        if (!lines[next]?.rest.startsWith(indent)) break;
      }
      const inner = lines.slice(begin, end).map((one) => without(one, sign.length));
      items.push({ gap, blocks: this.blocks(inner, depth + 1, true) });
      gap = lines[end]?.rest === '';
      const next = lines[end + (gap ? 1 : 0)];
      if (next?.rest.startsWith(isNumbered ? `${items.length + 1}. ` : sign)) end += gap ? 1 : 0;
      else {
        // Another list may begin after a gap; any other number is one that was miscounted.
        if (isNumbered && next !== undefined && isCounted(next.rest) && !(gap && next.rest.startsWith('1. ')))
          this.fail('number', next);
        return { isNumbered, items, end };
      }
    }
  }

  private table(lines: readonly Line[]): { alignments: Alignment[]; rows: Inline[][][] } {
    const cells = lines.map((line) => this.cells(line));
    const [head = [], dashes = [], ...others] = cells;
    const alignments = dashes.map(({ rest }) => ALIGNMENTS.find((one) => one === rest) ?? '---');
    const isDashes = dashes.length > 0 && dashes.every(({ rest }, i) => rest === alignments[i]);
    cells.forEach((row, i) => {
      if (row.length !== head.length || (i === 1 && !isDashes)) this.fail('table', lines[i] as Line);
    });
    if (others.length === 0) this.fail('table', lines.at(-1) as Line);
    const rows = [head, ...others].map((row) => row.map((cell) => this.lines([cell])));
    return { alignments, rows };
  }

  /** Of a row: `| a | b |`, and `| |` where there is nothing. A backslash takes its sign from the bar behind it. */
  private cells(line: Line): Line[] {
    const { rest } = line;
    const cells: Line[] = [];
    for (let at = 1; at < rest.length; at++) {
      if (rest.charAt(at) !== ' ') this.fail('cells', line, at);
      const from = at + 1;
      for (at = from; at < rest.length && rest.charAt(at) !== '|'; at++) if (rest.charAt(at) === '\\') at++;
      if (rest.charAt(at) !== '|' || rest.charAt(at - 1) !== ' ')
        this.fail('cells', line, Math.min(at, rest.length));
      const to = Math.max(from, at - 1);
      const whole = line.whole.slice(0, line.whole.length - rest.length + to);
      cells.push({ number: line.number, whole, rest: rest.slice(from, to) });
    }
    if (cells.length === 0) this.fail('cells', line);
    return cells;
  }

  private notes(lines: readonly Line[], before: boolean): Note[] {
    const notes: Note[] = [];
    let gap = before;
    lines.forEach((line, i) => {
      const { rest } = line;
      if (rest === '') {
        if (gap || i === lines.length - 1) this.fail('empty_line', line);
        gap = true;
        return;
      }
      if (kindOf(rest) !== 'note') this.fail('notes_last', line);
      const end = digitsEnd(rest, 2);
      const number = Number(rest.slice(2, end));
      if (!isNumber(rest, 2, end) || number !== notes.length + 1) this.fail('note_order', line);
      if (number > this.mentions.length) this.fail('note_unused', line);
      const words = without(line, end + 3);
      if (rest.charAt(end + 2) !== ' ') this.fail('note', line, end + 2);
      notes.push({ gap, content: readInline([words], this.fail, undefined, this.leads) });
      gap = false;
    });
    return notes;
  }
}

/** What a line is, by its beginning alone. */
function kindOf(rest: string): Kind {
  const spaceAt = rest.indexOf(' ');
  switch (rest.charAt(0)) {
    case '':
      return 'empty';
    case '-':
      return rest.startsWith('- ') ? 'list' : 'paragraph';
    case '1':
      return rest.startsWith('1. ') ? 'list' : 'paragraph';
    case '>':
      return rest === '>' || rest.startsWith('> ') ? 'quote' : 'paragraph';
    case '#':
      return spaceAt > 0 && rest.slice(0, spaceAt) === '#'.repeat(spaceAt) ? 'heading' : 'paragraph';
    case '|':
      return 'table';
    case '[':
      return rest.startsWith('[^') && rest.startsWith(']:', digitsEnd(rest, 2)) ? 'note' : 'paragraph';
    default:
      return 'paragraph';
  }
}

/** `12. …`: an item's number, or looks like one. */
function isCounted(rest: string): boolean {
  const end = digitsEnd(rest, 0);
  return end > 0 && rest.startsWith('. ', end);
}

/** A line without what stands at the beginning of its rest. */
function without(line: Line, length: number): Line {
  return { ...line, rest: line.rest.slice(length) };
}
