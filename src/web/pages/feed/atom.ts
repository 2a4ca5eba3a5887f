// A letter's feed as Atom (RFC 4287).
import { Feed } from 'feed';
import type { FeedEntry } from './feed-sources.js';

export interface AtomFeed {
  readonly title: string;
  readonly subtitle: string;
  readonly language: string;
  readonly author: string;
  /** The page that it is about, and its own address. */
  readonly page: string;
  readonly self: string;
  /** When the page was first there: what an empty feed says of its age. */
  readonly since: Date;
  /** The newest first. */
  readonly entries: readonly FeedEntry[];
}

/** The document, UTF-8. */
export function atom({ title, subtitle, language, author, page, self, since, entries }: AtomFeed): string {
  const feed = new Feed({
    id: self,
    title,
    description: subtitle,
    language,
    link: page,
    feedLinks: { atom: self },
    author: { name: author },
    updated: entries[0]?.at ?? since,
    generator: false,
  });
  for (const { url, title: name, summary, at } of entries) {
    feed.addItem({ id: url, link: url, title: html(name), description: html(summary), date: at });
  }
  return feed.atom1();
}

/** Titles and summaries go out as HTML. */
function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
