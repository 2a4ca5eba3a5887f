// The picture that stands where a link is passed on: a sheet with title, addressee, and a line that says how the letter stands.

/** A font file, the name by which a drawing asks for it, and what it can write. */
export interface PictureFont {
  readonly file: string;
  readonly family: string;
  /** First and last code point of each range that it has. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

export interface PictureText {
  readonly title: string;
  readonly addressee: string;
  /** Above the addressee: “A letter to”. */
  readonly to: string;
  /** In place of what these fonts can't write. */
  readonly instead: string;
  readonly standing: string;
  readonly site: string;
}

export const WIDTH = 1200;
export const HEIGHT = 630;

const MARGIN = 84;
const COLUMN = WIDTH - 2 * MARGIN;
const TITLE_TOP = 250;
const TITLE_BOTTOM = 452;
const [PAPER, INK, TEXT, SOFT] = ['#fdfdfc', '#1d3f7a', '#1b1e22', '#525960'];

/** The largest first. */
const TITLES = [
  { size: 80, lines: 2 },
  { size: 64, lines: 3 },
  { size: 50, lines: 4 },
] as const;

/** The drawing. Its text is in these fonts alone. */
export function pictureSvg(text: PictureText, fonts: readonly PictureFont[]): string {
  const isWritten = [text.title, text.addressee].every((one) => canWrite(fonts, one));
  const [to, title] = isWritten ? [`${text.to} ${text.addressee}`, text.title] : ['', text.instead];
  const { size, lines } = titleLines(title);
  const leading = size * 1.14;
  const top = TITLE_TOP + (TITLE_BOTTOM - TITLE_TOP - leading * (lines.length - 1)) / 2;
  const written = (line: string, at: { x: number; y: number; size: number; fill: string }): string =>
    `<text x="${at.x}" y="${at.y.toFixed(1)}" font-size="${at.size}" fill="${at.fill}">${spans(fonts, line)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>`,
    `<rect width="${WIDTH}" height="14" fill="${INK}"/>`,
    ...(to === '' ? [] : [written(cut(to, 34, 1)[0] ?? '', { x: MARGIN, y: 132, size: 34, fill: SOFT })]),
    ...lines.map((line, i) => written(line, { x: MARGIN, y: top + i * leading, size, fill: TEXT })),
    `<path d="M${MARGIN} 548H${WIDTH - MARGIN}" stroke="${TEXT}" stroke-width="2"/>`,
    written('×', { x: MARGIN, y: 534, size: 40, fill: SOFT }),
    written(text.standing, { x: MARGIN + 44, y: 530, size: 42, fill: INK }),
    written(text.site, { x: MARGIN, y: 594, size: 26, fill: SOFT }),
    '</svg>',
  ].join('');
}

/** Whether there is a glyph for each character; those that are only seen as a picture have none. */
export function canWrite(fonts: readonly PictureFont[], text: string): boolean {
  return Array.from(text).every((character) => fontOf(fonts, character) !== undefined);
}

function titleLines(title: string): { size: number; lines: string[] } {
  for (const { size, lines } of TITLES) {
    const set = cut(title, size, Number.POSITIVE_INFINITY);
    if (set.length <= lines) return { size, lines: set };
  }
  return { size: 50, lines: cut(title, 50, 4) };
}

/** Lines of at most the column's width; what is too long for all of them ends in an ellipsis, a word too long for one is cut. */
function cut(text: string, size: number, most: number): string[] {
  const fits = (line: string): boolean => widthOf(line) * size <= COLUMN;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).flatMap((one) => pieces(one, fits))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  let last = lines[most - 1] ?? '';
  while (last !== '' && !fits(`${last}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last}…`];
}

function pieces(word: string, fits: (line: string) => boolean): string[] {
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && !fits(piece + character)) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}

/** In ems, a little more than it is: nothing here measures glyphs. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + advanceOf(character), 0);
}

function advanceOf(character: string): number {
  if (/[\s.,:;'’‘!|ijlftrI()[\]/-]/u.test(character)) return 0.38;
  if (/[mwMWÆŒæœ@%&—…ШЩЖЮшщжюфмω]/u.test(character)) return 0.98;
  return /\p{Lu}/u.test(character) ? 0.76 : 0.57;
}

/** The text in runs of one font each. */
function spans(fonts: readonly PictureFont[], text: string): string {
  const runs: { family: string; text: string }[] = [];
  for (const character of text) {
    const family = fontOf(fonts, character)?.family ?? fonts[0]?.family ?? 'serif';
    const last = runs.at(-1);
    if (last?.family === family) last.text += character;
    else runs.push({ family, text: character });
  }
  return runs
    .map((run) => `<tspan font-family="${run.family}" xml:space="preserve">${escape(run.text)}</tspan>`)
    .join('');
}

function fontOf(fonts: readonly PictureFont[], character: string): PictureFont | undefined {
  const point = character.codePointAt(0) ?? 0;
  return fonts.find(({ ranges }) => ranges.some(([first, last]) => point >= first && point <= last));
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
