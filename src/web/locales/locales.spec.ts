import { describe, expect, it } from '@jest/globals';
import { parse, type Token } from '@messageformat/parser';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../../../test/support/import-graph.js';
import { DRAFT_PROBLEM_CODES, TEXT_PROBLEM_CODES } from '../../client/organize/draft-problems.js';
import type { Refusal } from '../../client/verify/bundle-report.js';
import { FILE_KINDS } from '../../protocol/no-bundle.js';
import { NOT_PROVEN, PROVEN, REFUSAL_CODES } from '../../client/verify/report-words.js';
import type { Outcome } from '../../client/verify/verification.js';
import type { IssuerEntry } from '../../protocol/manifest.js';
import { ORGANIZATION_KINDS } from '../../protocol/organization.js';
import { ENTRY_KINDS } from '../../protocol/timeline.js';
import { ERROR_CODES } from '../pages/error-text.js';
import type { Way } from '../pages/home/home-page.js';
import type { Standing } from '../pages/picture/standing.js';
import type { How } from '../pages/press/verification.js';
import type { ShareTarget } from '../pages/press/shares.js';
import { LOCALES } from './locales.js';
import { compileModule, MessageFormat } from './message-format.js';
import { compileTexts } from './texts.js';

const ROOT = join(import.meta.dirname, '../../..');

/** Keys that stand nowhere as a whole, since they are put together: of every member of what they are put together of. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  'web/pages/error-text.ts': ERROR_CODES.flatMap((code) => [`error.${code}.title`, `error.${code}.detail`]),
  'web/pages/after/after.tsx': [
    ...ENTRY_KINDS.map((kind) => `after.kind.${kind}`),
    ...ORGANIZATION_KINDS.map((kind) => `after.organization.${kind}`),
  ],
  'web/islands/after': [
    ...ENTRY_KINDS.map((kind) => `after.form.kind.${kind}`),
    ...ORGANIZATION_KINDS.map((kind) => `after.form.organization.${kind}`),
  ],
  'web/islands/cosign/ask-step.tsx': ORGANIZATION_KINDS.map((kind) => `cosign.ask.kind.${kind}`),
  'web/pages/home/home-page.tsx': all<Way>({ sign: true, organize: true, report: true }).flatMap((way) => [
    `home.${way}Title`,
    `home.${way}Text`,
  ]),
  'web/pages/press/verification.tsx': all<How>({
    howMailbox: true,
    howBlind: true,
    howOnce: true,
    howText: true,
  }).flatMap((how) => [`press.${how}`, `press.${how}Means`]),
  'web/pages/press/share-links.tsx': all<ShareTarget>({
    mastodon: true,
    bluesky: true,
    linkedin: true,
    mail: true,
  }).map((target) => `share.${target}`),
  'web/islands/organize/draft/problems.ts': [...DRAFT_PROBLEM_CODES, ...TEXT_PROBLEM_CODES].map(
    (code) => `organize.problem.${code}`,
  ),
  'client/verify/report-words.ts': [
    ...all<IssuerEntry['method']>({ 'email-code': true, voucher: true, oidc: true }).map(
      (method) => `verify.method.${method}`,
    ),
    ...REFUSAL_CODES.map((code) => `verify.code.${code}`),
    'verify.code.other',
    ...FILE_KINDS.map((kind) => `verify.kind.${kind}`),
    ...all<Refusal['verdict']>({ invalid: true, unusable: true }).flatMap((verdict) => [
      `verify.${verdict}`,
      `verify.${verdict}Next`,
    ]),
  ],
  'web/islands/verify': [
    ...PROVEN.map((what) => `verify.proven.${what}`),
    ...NOT_PROVEN.map((what) => `verify.notProven.${what}`),
    ...all<Refusal['verdict']>({ invalid: true, unusable: true }).map((verdict) => `verify.${verdict}`),
    ...all<Exclude<Outcome['is'], 'valid' | 'refused'>>({
      unreadable: true,
      unfit: true,
      broken: true,
      stopped: true,
    }).flatMap((end) => [`verify.${end}`, `verify.${end}Means`]),
  ],
  'web/pages/picture/standing.ts': all<Standing['kind']>({
    collecting: true,
    count: true,
    released: true,
    lapsed: true,
    cancelled: true,
  }).map((kind) => `picture.${kind}`),
};

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
    const composed = new Set(Object.values(COMPOSED).flat());
    const unused = (keys: object, used: Set<string>): string[] =>
      Object.keys(keys).filter((key) => !used.has(key) && !composed.has(key));
    expect(unused(own, mentioned(own, 'src/web/pages'))).toEqual([]);
    expect(unused(islands, mentioned(islands, 'src/web/islands'))).toEqual([]);
    expect(unused(verify, mentioned(verify, 'src/web', 'src/client', 'src/commands'))).toEqual([]);
  });

  it.each(Object.entries(COMPOSED))(
    'that are put together in %s are there, and put together',
    (path, keys) => {
      expect(keys.filter((key) => !(key in pages) && !(key in spoken))).toEqual([]);
      const code = filesIn(ROOT, 'src')
        .filter((file) => file.startsWith(`src/${path}`) && /\.tsx?$/.test(file))
        .map((file) => readFileSync(join(ROOT, file), 'utf8'))
        .join('\n');
      // A template of each form: what stands before what is put in.
      const missing = keys.filter((key) => !templates(code).some((form) => form.test(key)));
      expect(missing).toEqual([]);
    },
  );
});

/** Every member of a union: the compiler refuses one too few or too many. */
function all<T extends string>(members: Readonly<Record<T, true>>): T[] {
  return Object.keys(members) as T[];
}

/** The forms of the keys that this code puts together. */
function templates(code: string): RegExp[] {
  const found = [...code.matchAll(/`([a-z][A-Za-z.]*\$\{[^`]*)`/g)].map(([, template = '']) => template);
  return found.map(
    (template) =>
      new RegExp(
        `^${template
          .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
          .map((part) => part.replaceAll('.', '\\.'))
          .join('[\\w-]+')}$`,
      ),
  );
}
