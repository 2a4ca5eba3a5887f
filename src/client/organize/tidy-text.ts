// What people type and paste by accident, taken out before it is saved: white space of other kinds, signs that nobody sees,
// indentation by another measure. Nothing of a text that is written as letters are is changed. protocol.md#letter-text
import { refusedCharacter } from '../../protocol/letter-characters.js';
import type { DraftFields, DraftText } from './draft-fields.js';

/** Never seen, and never needed. */
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]/g;
const BREAKS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
const TABS = /\t/g;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

const MARKER = /^(?:- |\d{1,6}\. )/;
/** A row of dashes, however many. */
const DASHES = /^(:?)-+(:?)$/;

/** One line as a manifest takes it. */
export function tidyLine(typed: string): string {
  return withoutJoiners(seen(typed)).replace(/\s+/g, ' ').trim();
}

/** Several lines while they are typed: character for character, so that whoever types isn't interrupted. */
export function tidyTyped(typed: string): string {
  return seen(typed);
}

/** Several lines when they are left: as the letter's format has them, as far as nothing has to be decided. */
export function tidyText(typed: string): string {
  const lines = indented(seen(typed).split('\n').map(tidyWords)).map(tidyRow);
  const first = lines.findIndex((line) => line !== '');
  return lines
    .slice(Math.max(first, 0), lines.findLastIndex((line) => line !== '') + 1)
    .filter((line, i, all) => line !== '' || all[i - 1] !== '')
    .join('\n');
}

/** A draft with all its texts tidied; the same object where there is nothing to tidy. */
export function tidyDraft(content: DraftFields): DraftFields {
  const { letter, translations, occasion, pressContact } = content;
  const tidied: DraftFields = {
    ...content,
    ...(letter === undefined ? {} : { letter: tidyFields(letter) }),
    ...(translations === undefined ? {} : { translations: translations.map(tidyFields) }),
    ...(occasion == null ? {} : { occasion: tidyLine(occasion) }),
    ...(pressContact == null ? {} : { pressContact: tidyLine(pressContact) }),
  };
  return JSON.stringify(tidied) === JSON.stringify(content) ? content : tidied;
}

function tidyFields(text: DraftText): DraftText {
  return Object.fromEntries(
    Object.entries(text).map(([name, value]) => [
      name,
      name === 'language' ? value : name === 'body' ? tidyText(value) : tidyLine(value),
    ]),
  );
}

function seen(typed: string): string {
  return typed.replace(BREAKS, '\n').replace(TABS, '    ').replace(SPACES, ' ').replace(UNSEEN, '');
}

/** One space between words, none at the end; what stands before the first word stays. */
function tidyWords(line: string): string {
  const words = withoutJoiners(line).trimEnd();
  const begin = /^[ >]*/.exec(words)?.[0].length ?? 0;
  return words.slice(0, begin) + words.slice(begin).replace(/ {2,}/g, ' ');
}

/** Joiners and selectors where nothing needs them can't be found by whoever looks for them. */
function withoutJoiners(line: string): string {
  const kept: string[] = [];
  const points = Array.from(line);
  points.forEach((point, i) => {
    const before = kept.at(-1) ?? '';
    const refused = refusedCharacter(`${before}${point}${points[i + 1] ?? ''}`);
    if (refused?.rule !== 'joiner' || refused.at !== before.length) kept.push(point);
  });
  return kept.join('');
}

/** Each line as far in as the item that it belongs to demands, by how far in it stands beside that item. */
function indented(lines: readonly string[]): string[] {
  /** Of the items around: where their sign stands as typed, and where what they say begins. */
  let items: { readonly at: number; readonly inner: number }[] = [];
  return lines.map((line) => {
    if (line === '') return line;
    const words = line.trimStart();
    const at = line.length - words.length;
    const sign = MARKER.exec(words)?.[0];
    if (at === 0 && sign === undefined) items = [];
    else items = items.filter((item) => at >= item.at + 2);
    const inner = items.at(-1)?.inner ?? 0;
    if (sign !== undefined) items.push({ at, inner: inner + sign.length });
    return ' '.repeat(inner) + words;
  });
}

/** `|a|b|` as `| a | b |`; in a table's second row, dashes as three. */
function tidyRow(line: string, i: number, lines: readonly string[]): string {
  if (!line.startsWith('|') || !line.endsWith('|') || line.length < 2) return line;
  const isSecond = lines[i - 1]?.startsWith('|') === true && lines[i - 2]?.startsWith('|') !== true;
  const cells = line.slice(1, -1).split(/(?<!\\)\|/);
  return `|${cells
    .map((cell) => cell.trim())
    .map((cell) => (isSecond ? cell.replace(DASHES, dashes) : cell))
    .map((cell) => (cell === '' ? ' |' : ` ${cell} |`))
    .join('')}`;
}

function dashes(_all: string, left: string, right: string): string {
  if (left === '') return right === '' ? '---' : '--:';
  return right === '' ? ':--' : ':-:';
}
