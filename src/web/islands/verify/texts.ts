// What a verifier says: texts of its own, so that no other island carries them.
import type { VerifyKey } from '../../locales/locales.js';
import type { Values } from '../say.js';

export type Say = (key: VerifyKey, values?: Values) => string;

/** Compiled texts as what says them. */
export function sayOf(texts: Readonly<Record<VerifyKey, (values?: Values) => string>>): Say {
  return (key, values) => texts[key](values);
}
