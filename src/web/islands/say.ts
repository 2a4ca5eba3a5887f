// What islands say, in the page's language: compiled texts, fetched once.
import type { IslandKey } from '../locales/locales.js';

export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: IslandKey, values?: Values) => string;

type Texts = Readonly<Record<IslandKey, (values?: Values) => string>>;

/** Compiled texts by language, each fetched when it is asked for. */
export type Compiled = Readonly<Record<'en' | 'en-XA' | 'ar-XB', () => Promise<{ readonly default: Texts }>>>;

const COMPILED: Compiled = {
  en: () => import('virtual:texts/en'),
  'en-XA': () => import('virtual:texts/en-XA'),
  'ar-XB': () => import('virtual:texts/ar-XB'),
};

/** The texts of the page's language, English if there are none; `more` are those that only some pages have. */
export async function loadTexts(...more: readonly Compiled[]): Promise<Say> {
  const tag = document.documentElement.lang;
  const language = tag in COMPILED ? (tag as keyof Compiled) : 'en';
  const parts = await Promise.all([COMPILED, ...more].map((one) => one[language]()));
  const texts = Object.assign({}, ...parts.map((part) => part.default)) as Texts;
  return (key, values) => texts[key](values);
}
