// What stands on the pages of a PDF that Chromium wrote: its text, and how far down it goes. ISO 32000-1, sections 7.3 and 9.4
import { inflateSync } from 'node:zlib';

export interface PdfPage {
  /** In the order in which it was drawn, a line for each piece. */
  readonly text: string;
  /** Where the lowest text ends, page number aside: 0 is the page's upper edge, 1 its lower edge. */
  readonly filled: number;
  /** Where the page's links lead. */
  readonly links: readonly string[];
}

/** What a transformation does to a point; nothing is turned. */
type Matrix = readonly [scaleX: number, scaleY: number, x: number, y: number];

/** Below this stands the page number. */
const FOOT = 0.94;

/** An operator of a page's content with its numbers, names and strings. */
const OPERATION = /((?:(?:[-+.\d]+|\/\w+|<[\dA-Fa-f]*>)\s+)*)(cm|q|Q|Tf|Tm|Td|Tj|ET)\b/g;

/** The pages in their order. Throws if it is not a PDF as Chromium writes it. */
export function pagesOf(pdf: Buffer): PdfPage[] {
  const file = pdf.toString('latin1');
  const [, root = ''] = /\/Root (\d+) 0 R/.exec(file) ?? [];
  const [, top = ''] = /\/Pages (\d+) 0 R/.exec(objectOf(file, root)) ?? [];
  return leavesOf(file, top).map((page) => pageOf(file, page));
}

/** The pages below a node of their tree. */
function leavesOf(file: string, id: string): string[] {
  const node = objectOf(file, id);
  const kids = /\/Kids \[([^\]]*)\]/.exec(node)?.[1];
  if (kids === undefined) return [node];
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid = '']) => leavesOf(file, kid));
}

function pageOf(file: string, page: string): PdfPage {
  const height = Number(/\/MediaBox \[\S+ \S+ \S+ ([\d.]+)\]/.exec(page)?.[1]);
  const fonts = Object.fromEntries(
    [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font = '']) => [name, lettersOf(file, font)]),
  );
  const pieces = piecesOf(streamOf(file, /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? ''), fonts);
  const downs = pieces.map(({ y }) => 1 - y / height).filter((down) => down < FOOT);
  const annotations = /\/Annots \[([^\]]*)\]/.exec(page)?.[1] ?? '';
  return {
    // Letters that were drawn as one are taken apart.
    text: pieces
      .map(({ text }) => text)
      .join('\n')
      .normalize('NFKC'),
    filled: Math.max(0, ...downs),
    links: [...annotations.matchAll(/(\d+) 0 R/g)].flatMap(
      ([, one = '']) => /\/URI \(([^)]*)\)/.exec(objectOf(file, one))?.[1] ?? [],
    ),
  };
}

/** The text in its pieces, each with its height above the page's lower edge. */
function piecesOf(content: string, fonts: Readonly<Record<string, Map<string, string>>>) {
  const pieces: { text: string; y: number }[] = [];
  const kept: Matrix[] = [];
  let now: Matrix = [1, 1, 0, 0];
  let letters = new Map<string, string>();
  let [text, y] = ['', 0];
  for (const [, given = '', operator] of content.matchAll(OPERATION)) {
    const values = given.trim().split(/\s+/);
    const numbers = values.map(Number);
    if (operator === 'q') kept.push(now);
    else if (operator === 'Q') now = kept.pop() ?? now;
    else if (operator === 'cm') now = within(now, numbers);
    else if (operator === 'Tf') letters = fonts[values[0]?.slice(1) ?? ''] ?? new Map<string, string>();
    else if (operator === 'Tm') y = now[1] * (numbers[5] ?? 0) + now[3];
    else if (operator === 'Tj') text += readable(values[0] ?? '', letters);
    else if (operator === 'ET') {
      if (text.trim() !== '') pieces.push({ text, y });
      text = '';
    }
  }
  return pieces;
}

function within([scaleX, scaleY, x, y]: Matrix, [a = 1, , , d = 1, e = 0, f = 0]: number[]): Matrix {
  return [scaleX * a, scaleY * d, scaleX * e + x, scaleY * f + y];
}

function readable(hex: string, letters: Map<string, string>): string {
  const wide = [...letters.keys()][0]?.length ?? 4;
  const codes = hex.slice(1, -1).match(new RegExp(`.{${wide}}`, 'g')) ?? [];
  return codes.map((code) => letters.get(code.toUpperCase()) ?? '').join('');
}

/** A font's letters by their codes, in hexadecimal as content writes them. */
function lettersOf(file: string, font: string): Map<string, string> {
  const map = streamOf(file, /\/ToUnicode (\d+) 0 R/.exec(objectOf(file, font))?.[1] ?? '');
  const letters = new Map<string, string>();
  for (const [, block = ''] of map.matchAll(/beginbfchar([^]*?)endbfchar/g))
    for (const [, code = '', to = ''] of block.matchAll(/<(\w+)> <(\w+)>/g)) letters.set(code, letter(to));
  for (const [, block = ''] of map.matchAll(/beginbfrange([^]*?)endbfrange/g))
    for (const [, from = '', until = '', to = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let code = parseInt(from, 16), i = 0; code <= parseInt(until, 16); code++, i++) {
        const hex = (parseInt(to, 16) + i).toString(16).padStart(to.length, '0');
        letters.set(code.toString(16).toUpperCase().padStart(from.length, '0'), letter(hex));
      }
  return letters;
}

function letter(utf16: string): string {
  return String.fromCharCode(...(utf16.match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16)));
}

/** What stands before an object's stream, or all of it if it has none. */
function objectOf(file: string, id: string): string {
  const at = file.indexOf(`\n${id} 0 obj\n`);
  if (at < 0) throw new Error(`The PDF has no object ${id}.`);
  return /^[^]*?(?=stream\n|endobj)/.exec(file.slice(at, at + 40_000))?.[0] ?? '';
}

function streamOf(file: string, id: string): string {
  const head = objectOf(file, id);
  const begin = file.indexOf(`\n${id} 0 obj\n`) + head.length + 'stream\n'.length;
  const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
  const bytes = Buffer.from(file.slice(begin, begin + length), 'latin1');
  return (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}
