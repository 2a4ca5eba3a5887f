// The operator's own texts: Markdown in TEXTS_DIR, read once, at the start.
import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../../../common/config.js';
import { errorCode } from '../../../common/error-code.js';
import { StartError } from '../../../common/start-error.js';
import type { TextName } from '../../locales/default-texts.js';

const NAMES = ['about', 'privacy', 'imprint', 'accessibility'] as const satisfies readonly TextName[];

/** Longer is no text, but a mistake. */
const MOST_CHARACTERS = 200_000;

@Injectable()
export class TextFiles {
  private readonly texts: ReadonlyMap<TextName, string>;

  /** Throws `StartError` if a file is there that can't be read. */
  constructor({ textsDir }: Config) {
    const read = NAMES.map((name) => [name, readText(join(textsDir, `${name}.md`))] as const);
    this.texts = new Map(read.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
  }

  /** The operator's Markdown; undefined where there is none. */
  find(name: TextName): string | undefined {
    return this.texts.get(name);
  }
}

function readText(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
    if (text.length > MOST_CHARACTERS) throw new RangeError('Too long.');
    return text.trim() === '' ? undefined : text;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw new StartError(
      `${path} can't be read. Make it a readable file of at most ${MOST_CHARACTERS} characters, or take it away.`,
      { cause: error },
    );
  }
}
