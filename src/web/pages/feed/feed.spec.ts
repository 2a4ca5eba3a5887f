import { describe, expect, it } from '@jest/globals';
import { LOCALES } from '../../locales/locales.js';
import { compileTexts } from '../../locales/texts.js';
import { atom } from './atom.js';
import { type FeedEntry, FeedSources } from './feed-sources.js';

const VIEW = { locale: LOCALES[0], say: compileTexts(LOCALES[0]), link: (path: string) => path };
const FEED = {
  title: '“A & B <x>”, a letter to Dana',
  subtitle: 'What is released of it.',
  language: 'en',
  author: 'Undersigned',
  page: 'https://letters.example/l/abc',
  self: 'https://letters.example/l/abc/feed.atom',
  since: new Date('2018-06-25T16:00:00Z'),
  entries: [],
};

function entry(url: string, at: string, title = 'An entry'): FeedEntry {
  return { url: `https://letters.example/${url}`, at: new Date(at), title, summary: 'What happened.' };
}

describe('a feed', () => {
  it('of nothing says since when the letter is there, and nothing else', () => {
    const xml = atom(FEED);
    expect(xml).toContain('<updated>2018-06-25T16:00:00.000Z</updated>');
    expect(xml).toContain('<title>“A &amp; B &lt;x&gt;”, a letter to Dana</title>');
    expect(xml).not.toContain('<entry>');
    expect(xml).not.toContain('<generator');
    expect(atom(FEED)).toBe(xml);
  });

  it('is as old as its newest entry', () => {
    const xml = atom({
      ...FEED,
      entries: [entry('b', '2018-06-28T06:00:00Z'), entry('a', '2018-06-26T06:00:00Z')],
    });
    expect(/<updated>([^<]*)</.exec(xml)?.[1]).toBe('2018-06-28T06:00:00.000Z');
    expect([...xml.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id]) => id)).toEqual([
      FEED.self,
      'https://letters.example/b',
      'https://letters.example/a',
    ]);
  });

  it('shows titles as they were typed, and runs nothing in them', () => {
    const xml = atom({ ...FEED, entries: [entry('a', '2018-06-26T06:00:00Z', '<script>]]></script> & co')] });
    expect(xml).not.toContain('<script>');
    expect(xml).toContain('&lt;script&gt;');
    expect(xml).toContain('&amp; co');
  });

  it('is made of all that its sources say, the newest first', async () => {
    const sources = new FeedSources();
    sources.register({ entriesOf: async () => [entry('old', '2018-06-26T06:00:00Z')] });
    sources.register({
      entriesOf: async (id) => [
        entry(`${id}/new`, '2018-06-28T06:00:00Z'),
        entry('b', '2018-06-26T06:00:00Z'),
      ],
    });
    const urls = (await sources.entriesOf('abc', VIEW)).map(({ url }) =>
      url.replace('https://letters.example/', ''),
    );
    expect(urls).toEqual(['abc/new', 'b', 'old']);
  });
});
