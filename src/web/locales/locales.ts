// Which languages the pages speak.
import { en } from './en.js';
import { enAfter } from './en.after.js';
import { enAfterIslands } from './en.after-islands.js';
import { enDraft } from './en.draft.js';
import { enIslands } from './en.islands.js';
import { enMine } from './en.mine.js';
import { enOrganize } from './en.organize.js';
import { enPress } from './en.press.js';
import { enReleaseEnd } from './en.release-end.js';
import { enRelease } from './en.release.js';
import { enSite } from './en.site.js';
import { enVerify } from './en.verify.js';
import { long, rightToLeft } from './pseudo.js';

/** A key of what every verifier says: pages, islands and the command line. */
export type VerifyKey = keyof typeof enVerify;
/** A key of what the pages say. */
export type TextKey =
  keyof typeof en | keyof typeof enSite | keyof typeof enPress | keyof typeof enAfter | VerifyKey;
/** A key of what is said in the browser. */
export type IslandKey =
  | keyof typeof enIslands
  | keyof typeof enMine
  | keyof typeof enOrganize
  | keyof typeof enDraft
  | keyof typeof enRelease
  | keyof typeof enReleaseEnd
  | keyof typeof enAfterIslands;

export interface Locale {
  /** BCP 47: what stands in `<html lang>`. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** Made of English by rule, for testing: never offered in production. */
  readonly pseudo: boolean;
  readonly pages: Readonly<Record<TextKey, string>>;
  readonly islands: Readonly<Record<IslandKey, string>>;
  readonly verify: Readonly<Record<VerifyKey, string>>;
}

const PAGES = { ...enSite, ...en, ...enPress, ...enAfter, ...enVerify };

const ISLANDS = {
  ...enIslands,
  ...enMine,
  ...enOrganize,
  ...enDraft,
  ...enRelease,
  ...enReleaseEnd,
  ...enAfterIslands,
};

export const LOCALES: readonly [Locale, ...Locale[]] = [
  { tag: 'en', direction: 'ltr', pseudo: false, pages: PAGES, islands: ISLANDS, verify: enVerify },
  pseudo('en-XA', 'ltr', long),
  pseudo('ar-XB', 'rtl', rightToLeft),
];

function pseudo(tag: string, direction: Locale['direction'], change: (message: string) => string): Locale {
  const each = <K extends string>(texts: Readonly<Record<K, string>>): Readonly<Record<K, string>> =>
    Object.fromEntries(
      Object.entries<string>(texts).map(([key, message]) => [key, change(message)]),
    ) as Record<K, string>;
  return {
    tag,
    direction,
    pseudo: true,
    pages: each(PAGES),
    islands: each(ISLANDS),
    verify: each(enVerify),
  };
}
