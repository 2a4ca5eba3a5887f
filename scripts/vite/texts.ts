// `virtual:texts/TAG`, `virtual:mine-texts/TAG`, `virtual:organize-texts/TAG` and `virtual:verify-texts/TAG`: a locale's texts as
// functions, compiled here, so that no browser gets a parser of messages.
import type { Plugin } from 'vite';
import { type Locale, LOCALES } from '../../src/web/locales/locales.js';
import { compileModule, MessageFormat } from '../../src/web/locales/message-format.js';

const SETS: readonly (readonly [prefix: string, of: (locale: Locale) => Readonly<Record<string, string>>])[] =
  [
    [
      'virtual:texts/',
      ({ islands }) =>
        only(islands, (key) => !isMine(key) && !/^(organize|release|after|cosign)\./.test(key)),
    ],
    ['virtual:mine-texts/', ({ islands }) => only(islands, isMine)],
    ['virtual:organize-texts/', ({ islands }) => only(islands, isOrganizers)],
    ['virtual:release-texts/', ({ islands }) => only(islands, (key) => key.startsWith('release.'))],
    ['virtual:after-texts/', ({ islands }) => only(islands, (key) => /^(after|cosign)\./.test(key))],
    ['virtual:verify-texts/', ({ verify }) => verify],
  ];

export function texts(): Plugin {
  return {
    name: 'texts',
    resolveId: (id) => (SETS.some(([prefix]) => id.startsWith(prefix)) ? `\0${id}` : undefined),
    load: (id) => {
      for (const [prefix, of] of SETS) {
        const locale = LOCALES.find(({ tag }) => id === `\0${prefix}${tag}`);
        const format = locale && new MessageFormat(locale.pseudo ? 'en' : locale.tag);
        if (locale && format) return compileModule(format, { ...of(locale) });
      }
      return undefined;
    },
  };
}

/** Said to those who come back alone: whoever signs doesn't fetch it. */
function isMine(key: string): boolean {
  return key.startsWith('mine.');
}

/** Said to organizers alone; what is wrong with twelve words is said as to those who come back. */
function isOrganizers(key: string): boolean {
  return key.startsWith('organize.') || key.startsWith('mine.error.word');
}

function only(
  messages: Readonly<Record<string, string>>,
  isWanted: (key: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(messages).filter(([key]) => isWanted(key)));
}
