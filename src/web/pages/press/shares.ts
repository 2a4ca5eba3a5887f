// Links that pass a release on: to other sites, each with a text of its own that fits there; nothing in them says who shares.
import type { Say } from '../../locales/texts.js';

/** What every text says. */
export interface Shared {
  readonly count: number;
  readonly workplaces: string;
  readonly addressee: string;
  readonly title: string;
  /** Where everybody finds it. */
  readonly url: string;
}

/** Where it may be passed on. */
export type ShareTarget = 'mastodon' | 'bluesky' | 'linkedin' | 'mail';

export interface Share {
  readonly target: ShareTarget;
  readonly href: string;
}

/** In graphemes. https://docs.bsky.app/docs/advanced-guides/intent-links; Mastodon's usual limit. */
const MOST = { mastodon: 500, bluesky: 300 } as const;

/** The links, in the order in which they stand. */
export function sharesOf(say: Say, shared: Shared): Share[] {
  const mastodon = fitted(MOST.mastodon, shared, (values) => say('share.onMastodon', { ...values }));
  const bluesky = fitted(MOST.bluesky, shared, (values) => say('share.onBluesky', { ...values }));
  const subject = encodeURIComponent(say('share.inMailSubject', { ...shared }));
  const body = encodeURIComponent(say('share.inMail', { ...shared }).replaceAll('\n', '\r\n'));
  return [
    // Behind the #: whoever runs that site isn't sent the text.
    { target: 'mastodon', href: `https://share.joinmastodon.org/#text=${encodeURIComponent(mastodon)}` },
    { target: 'bluesky', href: `https://bsky.app/intent/compose?text=${encodeURIComponent(bluesky)}` },
    {
      target: 'linkedin',
      href: `https://www.linkedin.com/sharing/share-offsite/?url=${encodeURIComponent(shared.url)}`,
    },
    { target: 'mail', href: `mailto:?subject=${subject}&body=${body}` },
  ];
}

/** The text with its longest part cut, again and again, until it fits; the link and the count are never cut. */
function fitted(most: number, shared: Shared, make: (values: Shared) => string): string {
  let values = shared;
  for (;;) {
    const text = make(values);
    const over = graphemes(text).length - most;
    if (over <= 0) return text;
    const longest = (['title', 'addressee', 'workplaces'] as const).reduce((a, b) =>
      values[b].length > values[a].length ? b : a,
    );
    const letters = graphemes(values[longest]);
    if (letters.length <= 1) return text;
    const kept = letters.slice(0, Math.max(Math.ceil(letters.length / 2), letters.length - over - 1));
    values = {
      ...values,
      [longest]: `${kept
        .slice(0, letters.length - 2)
        .join('')
        .trimEnd()}…`,
    };
  }
}

function graphemes(text: string): string[] {
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  );
}
