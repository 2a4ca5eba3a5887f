// The texts of one locale, compiled once.
import type { Locale, TextKey, VerifyKey } from './locales.js';
import { MessageFormat } from './message-format.js';

/** What is put into a text. */
export type Values = Readonly<Record<string, string | number>>;

/** The text of a key, with these values put in. */
export type Say = (key: TextKey, values?: Values) => string;

/** The same of what verifiers say. */
export type SayVerify = (key: VerifyKey, values?: Values) => string;

/** Compiles a locale's texts. Throws on a message that isn't one. */
export function compileTexts({ tag, pseudo, pages }: Locale): Say {
  // A made-up language has English plurals.
  const format = new MessageFormat(pseudo ? 'en' : tag);
  const compiled = new Map(Object.entries(pages).map(([key, text]) => [key, format.compile(text)]));
  return (key, values = {}) => compiled.get(key)?.({ ...values }) ?? key;
}

/** What verifiers say, each text compiled when it is said: a command says few. */
export function verifyTexts({ tag, pseudo, verify }: Locale): SayVerify {
  const format = new MessageFormat(pseudo ? 'en' : tag);
  return (key, values = {}) => format.compile(verify[key])({ ...values });
}
