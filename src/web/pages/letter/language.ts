// What a language tag means for showing a text: its direction, its name, and how it writes lists and dates.
import type { Locale } from '../../locales/locales.js';

/** Scripts that run from right to left. */
const FROM_RIGHT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr', 'Yezi']);

/** In which direction a text of this language (BCP 47) runs. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const script = known(language)?.maximize().script;
  return script !== undefined && FROM_RIGHT.has(script) ? 'rtl' : 'ltr';
}

/** A language's name in itself, with a capital where it writes them; the tag if it has none here. */
export function ownName(language: string): string {
  const name = nameIn(language, language) ?? language;
  return name.charAt(0).toLocaleUpperCase(known(language)?.baseName) + name.slice(1);
}

/** A language's name in the page's language. */
export function nameFor(locale: Locale, language: string): string {
  return nameIn(formatsOf(locale), language) ?? language;
}

/** By which language's rules a page writes numbers, lists and dates. */
export function formatsOf({ tag, pseudo }: Locale): string {
  return pseudo ? 'en' : tag;
}

/** Joined as in a sentence: “A, B and C”. */
export function listed(locale: Locale, items: readonly string[]): string {
  return new Intl.ListFormat(formatsOf(locale), { type: 'conjunction' }).format(items);
}

function nameIn(reader: string, language: string): string | undefined {
  if (known(reader) === undefined || known(language) === undefined) return undefined;
  return new Intl.DisplayNames([reader], { type: 'language' }).of(language);
}

/** The language of a tag; undefined if the tag is none, which a manifest doesn't rule out. */
export function known(language: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(language);
  } catch {
    return undefined;
  }
}
