// Whether the page shows the letter that was checked: its marked parts (`data-check`) against the manifest. protocol.md#manifest
import type { Manifest } from '../../../protocol/manifest.js';

/** What only the page has beside the letter's own words: marks of footnotes and links back, labels that are heard. */
const BESIDE = '.footnote-ref, .footnote-back, .visually-hidden, [aria-hidden=true]';

/** A footnote in Markdown: up to the next, or to the first line after an empty one that isn't indented. */
const NOTE = /^\[\^[^\]]+\]:([^]*?)(?=\n\[\^|\n\s*\n(?![ \t\n])|$(?![^]))/gm;

/** What else Markdown has beside the words that it shows: mentions of footnotes, targets of links, numbers of lists. */
const MARKS = [
  /\[\^[^\]]+\]/g,
  /\]\([^)]*\)/g,
  /^\s*\[[^\]]+\]:.*$/gm,
  /^[\s>]*\d+[.)]\s/gm,
  /^[\s>]*(?:```|~~~).*$/gm,
  /&#?\w+;/g,
];

/** A part of the page that says something else than the manifest. */
export type Differing = 'title' | 'addressee' | 'threshold' | 'closesAt';

/** The first part that differs, or is missing. */
export function differsOnPage({ letter, threshold, closesAt }: Manifest): Differing | undefined {
  const said = {
    title: letter.title,
    addressee: letter.addressee,
    threshold: threshold.toString(),
    closesAt,
  };
  return (Object.keys(said) as Differing[]).find((part) => {
    const shown = [...document.querySelectorAll<HTMLElement>(`[data-check=${part}]`)];
    return shown.length === 0 || shown.some((element) => shownBy(element) !== tidy(said[part]));
  });
}

/**
 * Whether another text may stand on the page than the letter's. Markdown isn't read here, so that a quirk of it may be taken
 * for a difference: a warning, and no refusal.
 */
export function textMayDiffer({ letter }: Manifest): boolean {
  const notes = new Set([...letter.body.matchAll(NOTE)].map(([, note = '']) => letters(withoutMarks(note))));
  const body = letters(withoutMarks(letter.body.replace(NOTE, '')));
  const shown = [...document.querySelectorAll('[data-check=body]')].map((element) => {
    const copy = element.cloneNode(true) as Element;
    for (const beside of copy.querySelectorAll(BESIDE)) beside.remove();
    return copy;
  });
  const shownNotes = shown.flatMap((copy) => {
    const found = [...copy.querySelectorAll('.footnotes li')].map((note) => letters(note.textContent));
    for (const all of copy.querySelectorAll('.footnotes')) all.remove();
    return found;
  });
  const shownBody = shown.map((copy) => letters(copy.textContent)).join('');
  return shownBody !== body || shownNotes.some((note) => !notes.has(note));
}

function shownBy(element: HTMLElement): string {
  const exact = element.dataset['value'] ?? element.getAttribute('datetime') ?? element.getAttribute('value');
  return tidy(exact ?? element.textContent);
}

function withoutMarks(text: string): string {
  return MARKS.reduce((left, mark) => left.replace(mark, ' '), text);
}

/** Letters and digits alone: neither Markdown's signs nor what separates words decide. */
function letters(text: string): string {
  return (text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join('');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
