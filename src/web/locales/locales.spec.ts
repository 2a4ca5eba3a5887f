import { describe, expect, it } from '@jest/globals';
import { parse, type Token } from '@messageformat/parser';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../../../test/support/import-graph.js';
import { LOCALES } from './locales.js';
import { compileModule, MessageFormat } from './message-format.js';
import { compileTexts } from './texts.js';

const ROOT = join(import.meta.dirname, '../../..');

/** Keys that stand nowhere as a whole, since they are put together: by what, and of which. */
const COMPOSED: readonly RegExp[] = [
  // error-text.ts, by ERROR_CODES
  /^error\.[a-z_]+\.(?:title|detail)$/,
  // after.tsx, by the kinds of entries and of organizations
  /^after\.(?:kind|organization|form\.kind|form\.organization)\.[a-z-]+$/,
  /^cosign\.ask\.kind\.[a-z-]+$/,
  // home-page.tsx, by its ways
  /^home\.(?:sign|organize|report)(?:Title|Text)$/,
  // press/verification.tsx, by HOW
  /^press\.how(?:Mailbox|Blind|Once|Text)(?:Means)?$/,
  // press/share-links.tsx, by target
  /^share\.(?:mastodon|bluesky|linkedin|mail)$/,
  // organize/draft/problems.ts, by code
  /^organize\.problem\.[a-z_]+$/,
  // release/standing.tsx, by what is to do next
  /^release\.next\.[A-Za-z]+$/,
  // release/editions, by whether it waits for its time
  /^release\.edition\.(?:now|embargo)$/,
  // release/end.tsx, by action
  /^release\.(?:close|cancel|final)\.(?:title|what)$/,
  // client/report-words.ts, commands/verify.ts and islands/verify, by method, sentence, code and end
  /^verify\.(?:method|proven|notProven|code)\.[A-Za-z_-]+$/,
  /^verify\.(?:invalid|unusable|unreadable|unfit|broken|stopped)(?:Means|Next)?$/,
  // picture/standing.ts
  /^picture\.(?:collecting|count|released|lapsed|cancelled)$/,
];

const NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100, 1234567];

/** What a message asks for, with the values that it tells apart. */
function asked(tokens: readonly Token[], found = new Map<string, Set<string | number>>()): typeof found {
  for (const token of tokens) {
    if (token.type === 'content' || token.type === 'octothorpe') continue;
    const values = found.get(token.arg) ?? new Set();
    found.set(token.arg, values);
    if (token.type === 'plural' || token.type === 'selectordinal' || token.type === 'function')
      for (const number of NUMBERS) values.add(number);
    if ('cases' in token) {
      for (const { key, tokens: inner } of token.cases) {
        if (token.type === 'select') values.add(key);
        asked(inner, found);
      }
    }
  }
  for (const values of found.values()) if (values.size === 0) values.add('Something <b> else');
  return found;
}

/** Every value of each, the others at their first. */
function choices(found: ReturnType<typeof asked>): Record<string, string | number>[] {
  const first = Object.fromEntries([...found].map(([name, [value = '']]) => [name, value]));
  return [
    first,
    ...[...found].flatMap(([name, values]) => [...values].map((value) => ({ ...first, [name]: value }))),
  ];
}

const MESSAGES = LOCALES.flatMap((locale) =>
  (['pages', 'islands', 'verify'] as const).flatMap((set) =>
    Object.entries(locale[set]).map(([key, message]) => ({ locale, set, key, message })),
  ),
);

describe('every message', () => {
  it('says something for every value, in every language', () => {
    for (const { locale, key, message } of MESSAGES) {
      const compiled = new MessageFormat(locale.pseudo ? 'en' : locale.tag).compile(message);
      for (const values of choices(asked(parse(message)))) {
        const said = compiled(values);
        expect([locale.tag, key, said.trim() === '']).toEqual([locale.tag, key, false]);
        expect([locale.tag, key, /undefined|NaN|\[object|[{}]/.test(said)]).toEqual([locale.tag, key, false]);
      }
    }
  });

  it('asks for the same in every language', () => {
    const [english, ...others] = LOCALES;
    for (const locale of others) {
      for (const set of ['pages', 'islands', 'verify'] as const) {
        expect(Object.keys(locale[set])).toEqual(Object.keys(english[set]));
        for (const [key, message] of Object.entries(english[set])) {
          const other = (locale[set] as Record<string, string>)[key] ?? '';
          expect([key, [...asked(parse(other)).keys()]]).toEqual([key, [...asked(parse(message)).keys()]]);
        }
      }
    }
  });

  it('is compiled for the browser into code without a parser', () => {
    for (const { tag, pseudo, islands } of LOCALES) {
      const code = compileModule(new MessageFormat(pseudo ? 'en' : tag), { ...islands });
      expect(code).not.toMatch(/\beval\b|new Function/);
      for (const [, from] of code.matchAll(/^import .* from ["']([^"']+)["']/gm))
        expect(from).toMatch(/^@messageformat\/runtime/);
    }
  });

  it('is said as the page’s language says it', () => {
    const say = compileTexts(LOCALES[0]);
    expect(say('home.count', { count: 1 })).toBe('1 signature');
    expect(say('home.count', { count: 1234 })).toBe('1,234 signatures');
    expect(say('site.name')).toBe('Undersigned');
  });
});

describe('the keys of the texts', () => {
  const [{ pages, islands, verify }] = LOCALES;
  const spoken = { ...islands, ...verify };
  const own = Object.fromEntries(Object.entries(pages).filter(([key]) => !(key in verify)));
  /** What looks like one of these keys in the code of the folders. */
  function mentioned(keys: object, ...folders: string[]): Set<string> {
    const prefixes = new Set(Object.keys(keys).map((key) => key.split('.')[0] ?? ''));
    const form = new RegExp(`(['"\`])((?:${[...prefixes].join('|')})\\.[A-Za-z_.-]+)\\1`, 'g');
    const files = folders
      .flatMap((folder) => filesIn(ROOT, folder))
      .filter((file) => /\.tsx?$/.test(file) && !/[.-]spec\.tsx?$|^src\/web\/locales\/en\./.test(file));
    const texts = files.map((file) => readFileSync(join(ROOT, file), 'utf8').replace(/^import .*$/gm, ''));
    return new Set(texts.flatMap((text) => [...text.matchAll(form)].map(([, , key = '']) => key)));
  }

  it('are all there', () => {
    const missing = (used: Set<string>, keys: object): string[] =>
      [...used].filter(
        (key) => !(key in keys) && !/\.(?:atom|css|csv|html|js|pdf|png|svg|txt|woff2)$/.test(key),
      );
    expect(missing(mentioned(pages, 'src/web/pages'), pages)).toEqual([]);
    expect(missing(mentioned(spoken, 'src/web/islands'), spoken)).toEqual([]);
  });

  it('are all used', () => {
    const unused = (keys: object, used: Set<string>): string[] =>
      Object.keys(keys).filter((key) => !used.has(key) && !COMPOSED.some((form) => form.test(key)));
    expect(unused(own, mentioned(own, 'src/web/pages'))).toEqual([]);
    expect(unused(islands, mentioned(islands, 'src/web/islands'))).toEqual([]);
    expect(unused(verify, mentioned(verify, 'src/web', 'src/client', 'src/commands'))).toEqual([]);
  });

  it('that are put together are put together', () => {
    for (const form of COMPOSED)
      expect(Object.keys({ ...pages, ...spoken }).filter((key) => form.test(key)).length).toBeGreaterThan(1);
  });
});
