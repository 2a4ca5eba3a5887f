// What every part of a page may ask for: texts, language, links in that language.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../locales/locales.js';
import type { Say } from '../locales/texts.js';

export interface View {
  readonly say: Say;
  readonly locale: Locale;
  /** A path of this site, in the language of this page. */
  readonly link: (path: string) => string;
}

const Context = createContext<View | undefined>(undefined);

export const ViewProvider = Context.Provider;

export function useView(): View {
  const view = useContext(Context);
  if (view === undefined) throw new Error('Pages are drawn by Pages.');
  return view;
}
