// The operator's own texts, written as letters are: files in TEXTS_DIR, read once, at the start. protocol.md#letter-text
import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../../../common/config.js';
import { errorCode } from '../../../common/error-code.js';
import { StartError } from '../../../common/start-error.js';
import { isAddress } from '../../../protocol/letter-inline.js';
import { LetterTextError } from '../../../protocol/letter-refusal.js';
import { type LetterTree, readLetterText } from '../../../protocol/letter-text.js';
import type { TextName } from '../../locales/default-texts.js';

export interface OwnText {
  readonly language: string | undefined;
  readonly heading: string | undefined;
  readonly tree: LetterTree;
}

const NAMES = ['about', 'privacy', 'imprint', 'accessibility'] as const satisfies readonly TextName[];

/** Longer is no text, but a mistake. */
const MOST_CHARACTERS = 200_000;

/** Of this site: `//host` and `/\\host` lead elsewhere. */
const PATH = /^\/(?![/\\])[\w./?=&#%-]*$/;

@Injectable()
export class TextFiles {
  private readonly texts: ReadonlyMap<TextName, OwnText>;

  /** Throws `StartError` if a file is there that can't be read, or isn't written as letters are. */
  constructor({ textsDir }: Config) {
    const read = NAMES.map((name) => [name, readText(join(textsDir, `${name}.md`))] as const);
    this.texts = new Map(read.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
  }

  /** The operator's text; undefined where there is none. */
  find(name: TextName): OwnText | undefined {
    return this.texts.get(name);
  }
}

/** The tree of a text of this site's, whose links may lead to its other pages. Throws `LetterTextError`. */
export function readSiteText(text: string, place: string): LetterTree {
  return readLetterText(text, place, (target) => isAddress(target) || PATH.test(target));
}

function readText(path: string): OwnText | undefined {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
    if (text.length > MOST_CHARACTERS) throw new RangeError('Too long.');
    return text.trim() === '' ? undefined : partsOf(text, path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
    const why =
      error instanceof LetterTextError
        ? `isn't written as letters are, at line ${error.line}, character ${error.column} (${error.rule}). Change it there: see "The letter's text" in docs/protocol.md`
        : `can't be read. Make it a readable file of at most ${MOST_CHARACTERS} characters`;
    throw new StartError(`${path} ${why}, or take it away.`, { cause: error });
  }
}

/** A text may begin with the language that it is in (`lang: de`), and with its heading. Where a line ends is tidied. */
function partsOf(text: string, path: string): OwnText {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const begin = (): number => lines.findIndex((line) => line !== '');
  let from = begin();
  const take = (form: RegExp): string | undefined => {
    const [, found] = form.exec(lines[from] ?? '') ?? [];
    if (found !== undefined) lines.fill('', 0, from + 1);
    from = begin();
    return found;
  };
  const language = take(/^lang: *([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)$/);
  const heading = take(/^# (.+)$/);
  const end = lines.findLastIndex((line) => line !== '') + 1;
  if (from < 0) return { language, heading, tree: { blocks: [], notes: [] } };
  // The empty lines keep the others at their numbers, and are none of the text.
  const tree = readFrom(lines.slice(from, end).join('\n'), path, from);
  return { language, heading, tree };
}

/** Lines are counted from where the file begins. */
function readFrom(text: string, path: string, before: number): LetterTree {
  try {
    return readSiteText(text, path);
  } catch (error) {
    if (!(error instanceof LetterTextError)) throw error;
    throw new LetterTextError(error.rule, error.line + before, error.column, path);
  }
}
