// The languages that a letter can be chosen to be in, by their own names.

const TAGS =
  `ar bg bn cs da de el en es et fa fi fr ga he hi hr hu id it ja kn ko lt lv ml mr ms nb nl pa pl pt pt-BR ro ru sk sl so sq sr
  sv sw ta te th tr uk ur vi zh-Hans zh-Hant`.split(/\s+/);

export interface LanguageOption {
  readonly value: string;
  readonly text: string;
  readonly lang: string;
}

/** In the order of their names; `own` is among them, and those that are taken aren't. */
export function languageOptions(own: string, taken: readonly string[] = []): LanguageOption[] {
  const others = new Set(taken.map((tag) => tag.toLowerCase()));
  return [...new Set([...TAGS, own])]
    .filter((tag) => tag !== '' && (tag === own || !others.has(tag.toLowerCase())))
    .map((tag) => ({ value: tag, text: languageName(tag), lang: tag }))
    .sort((a, b) => a.text.localeCompare(b.text));
}

/** A language's name in itself; the tag if it has none here. */
export function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}
