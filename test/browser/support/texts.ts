// What the pages and islands say, so that a test finds things by the names that people see or hear.
import { type IslandKey, LOCALES, type TextKey } from '../../../src/web/locales/locales.js';
import { MessageFormat } from '../../../src/web/locales/message-format.js';

export type Say = (key: TextKey | IslandKey, values?: Readonly<Record<string, string | number>>) => string;

/** The texts of a language. Throws on a key without one. */
export function texts(tag = 'en'): Say {
  const locale = LOCALES.find((one) => one.tag === tag);
  if (locale === undefined) throw new Error(`The pages don't speak ${tag}.`);
  const format = new MessageFormat(locale.pseudo ? 'en' : tag);
  const all: Readonly<Record<string, string>> = { ...locale.pages, ...locale.islands, ...locale.verify };
  return (key, values = {}) => {
    const text = all[key];
    if (text === undefined) throw new Error(`There is no text ${key}.`);
    return format.compile(text)({ ...values });
  };
}

/** English. */
export const say = texts();
