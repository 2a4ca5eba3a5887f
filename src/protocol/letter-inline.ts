// What stands within a paragraph, heading, cell or note of a letter's text: emphasis, links, addresses, mentions of notes. Read
// from left to right, each character once. protocol.md#letter-inline
import { directionOfPoint, isMark } from './letter-characters.js';
import type { LetterTextRule } from './letter-refusal.js';

/** Plain text, in which a line feed is a new line; or one of the others, whose signs aren't part of what is shown. */
export type Inline =
  | string
  /** One character, typed behind a backslash. */
  | { readonly kind: 'escaped'; readonly text: string }
  | { readonly kind: 'emphasis' | 'strong'; readonly content: readonly Inline[] }
  | { readonly kind: 'link'; readonly content: readonly Inline[]; readonly address: string }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'note'; readonly number: number };

/** A line of the text, or the part of it that is left when the signs before it are taken away. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** From its beginning, to where the part ends. */
  readonly whole: string;
  /** The end of `whole`. */
  readonly rest: string;
}

/** Refuses at a place in the part of a line. */
export type Fail = (rule: LetterTextRule, line: Line, at?: number) => never;

/** Of each mention of a note, in their order: refuses it because there is none. */
export type Mentions = (() => never)[];

/** What a backslash makes plain; before anything else it is plain itself. */
const SIGNS = '\\*[]#->|.:';
const AFTER_ADDRESS = ' \n"<>[]|';
const ENDS_SENTENCE = ".,;:!?')*";

const HOST = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*';
const PATH = "[/?#](?:[A-Za-z0-9._~:/?#@!$&'()+,;=-]|%[0-9A-Fa-f]{2})*";
const ADDRESS = new RegExp(
  `https?://${HOST}(?::[0-9]{1,5})?(?:${PATH})?|mailto:[A-Za-z0-9._+-]+@${HOST}`,
  'y',
);

/** Whether a text may lead there: an address on the web or of a mailbox, whole, in ASCII. */
export function isAddress(target: string): boolean {
  ADDRESS.lastIndex = 0;
  return ADDRESS.exec(target)?.[0] === target;
}

/** Refuses by `fail`, with the place. `mentions` is undefined where none may be; `leads` says where links may lead. */
export function readInline(
  lines: readonly Line[],
  fail: Fail,
  mentions?: Mentions,
  leads = isAddress,
): Inline[] {
  const text = lines.map(({ rest }) => rest).join('\n');
  /** Emphasis that isn't closed yet, and what stands around it. */
  const open: { readonly kind: 'emphasis' | 'strong'; readonly at: number; readonly into: Inline[] }[] = [];
  const brackets: { readonly at: number; readonly into: Inline[]; readonly index: number }[] = [];
  let into: Inline[] = [];
  /** Where the plain text begins that isn't put in yet. */
  let from = 0;
  /** What must not be in a link's words: where the last one of it is. */
  let apart = -1;
  let at = 0;

  while (at < text.length) {
    const sign = text.charAt(at);
    const next = text.charAt(at + 1);
    if (sign === '\\' && next !== '' && SIGNS.includes(next)) put({ kind: 'escaped', text: next }, at + 2);
    else if (sign === '*') star();
    else if (sign === '[' && next === '^') note();
    else if (sign === '[') {
      take(at);
      brackets.push({ at, into, index: into.length });
      at++;
    } else if (sign === ']') bracket(next === '(');
    else if ((sign === 'h' || sign === 'm') && !isWord(text.charAt(at - 1))) address();
    else at++;
  }
  take(at);
  const unclosed = open.at(-1);
  if (unclosed !== undefined) refuse('star', unclosed.at);
  return into;

  function refuse(rule: LetterTextRule, place: number): never {
    let rest = place;
    const line = lines.find((one) => {
      if (rest <= one.rest.length) return true;
      rest -= one.rest.length + 1;
      return false;
    });
    return fail(rule, line ?? { number: 1, whole: '', rest: '' }, rest);
  }

  /** Puts in the plain text that ends here. */
  function take(end: number): void {
    if (from < end) into.push(text.slice(from, end));
    from = end;
  }

  function put(one: Inline, end: number): void {
    take(at);
    into.push(one);
    at = from = end;
  }

  /** A run of stars is a sign by what stands on either side of it: `2 * 3`, `5*3` and `***` are none. */
  function star(): void {
    let end = at;
    while (text.charAt(end) === '*') end++;
    const [before, after] = [text.charAt(at - 1), text.charAt(end)];
    const [opens, closes] = [!isBlank(after), !isBlank(before)];
    const isPlain = end - at > 2 || (!opens && !closes) || (isWord(before) && isWord(after));
    const kind = end - at === 2 ? 'strong' : 'emphasis';
    if (!isPlain) {
      take(at);
      const innermost = open.at(-1);
      if (closes && innermost?.kind === kind) {
        open.pop();
        innermost.into.push({ kind, content: into });
        into = innermost.into;
      } else if (opens && !open.some((one) => one.kind === kind)) {
        open.push({ kind, at, into });
        into = [];
      } else refuse('star', at);
      from = end;
    }
    at = end;
  }

  function note(): void {
    const end = digitsEnd(text, at + 2);
    const number = Number(text.slice(at + 2, end));
    if (text.charAt(end) !== ']' || !isNumber(text, at + 2, end)) refuse('note', at);
    if (mentions === undefined) return refuse('note', at);
    if (number !== mentions.length + 1) refuse('note_order', at);
    const place = at;
    mentions.push(() => refuse('note_missing', place));
    apart = at;
    put({ kind: 'note', number }, end + 1);
  }

  /** `]` closes the last bracket; with `(` behind it, that is a link. */
  function bracket(isLink: boolean): void {
    const opened = brackets.pop();
    if (opened === undefined || !isLink) {
      at++;
      return;
    }
    if (text.charAt(opened.at - 1) === '!') refuse('image', opened.at - 1);
    if (opened.into !== into) refuse('crossed', opened.at);
    if (apart > opened.at) refuse('link', apart);
    if (isBlank(text.charAt(opened.at + 1)) || isBlank(text.charAt(at - 1)) || at === opened.at + 1)
      refuse('link', opened.at);
    take(at);
    const [first, ...others] = into.splice(opened.index);
    // The bracket itself stands at the beginning of what was plain.
    const words = typeof first === 'string' ? first.slice(1) : '';
    const begin = at + 2;
    const end = targetEnd(begin);
    const target = text.slice(begin, end);
    if (text.charAt(end) !== ')' || !leads(target)) refuse('address', begin);
    apart = opened.at;
    from = at;
    put({ kind: 'link', content: words === '' ? others : [words, ...others], address: target }, end + 1);
  }

  /** Where the bracket is that closes a link's address, or the first character that none has. */
  function targetEnd(begin: number): number {
    let depth = 0;
    for (let end = begin; ; end++) {
      const sign = text.charAt(end);
      if (isBlank(sign) || (sign === ')' && depth === 0)) return end;
      depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    }
  }

  /** An address as it stands there, without what ends the sentence. */
  function address(): void {
    const isOne = ['https://', 'http://', 'mailto:'].some((scheme) => text.startsWith(scheme, at));
    if (!isOne) {
      at++;
      return;
    }
    ADDRESS.lastIndex = at;
    const [found] = ADDRESS.exec(text) ?? refuse('address', at);
    let end = at + found.length;
    let beyond = end;
    while (beyond < text.length && ENDS_SENTENCE.includes(text.charAt(beyond))) beyond++;
    const after = text.codePointAt(beyond) ?? 0x20;
    const isWhole =
      after < 0x80
        ? AFTER_ADDRESS.includes(String.fromCharCode(after))
        : directionOfPoint(after) === undefined && !isMark(after);
    if (!isWhole) refuse('address', at);
    let closed = found.split(')').length - found.split('(').length;
    for (; ENDS_SENTENCE.includes(text.charAt(end - 1)); end--) {
      if (text.charAt(end - 1) === ')' && closed-- <= 0) break;
    }
    apart = at;
    put({ kind: 'address', address: text.slice(at, end) }, end);
  }
}

/** Where the digits end that begin here. */
export function digitsEnd(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charAt(end))) end++;
  return end;
}

/** Whether these digits are a number from 1, as one writes it. */
export function isNumber(text: string, from: number, end: number): boolean {
  return end > from && end - from <= 6 && text.charAt(from) !== '0';
}

function isDigit(sign: string): boolean {
  return sign >= '0' && sign <= '9';
}

function isWord(sign: string): boolean {
  return isDigit(sign) || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z');
}

function isBlank(sign: string): boolean {
  return sign === '' || sign === ' ' || sign === '\n';
}
