import { describe, expect, it } from '@jest/globals';
import { renderMarkdown } from './markdown.js';

const labels = { notes: 'Notes', note: 'Note', back: 'Back to the text' };

function html(text: string, more: { headings?: number; id?: string; paths?: boolean } = {}): string {
  return renderMarkdown(text, { headings: 2, labels, ...more });
}

describe('a text in Markdown', () => {
  it('is set with lists, quotes and emphasis', () => {
    expect(html('We *ask*:\n\n- one\n- **two**\n\n> three')).toBe(
      '<p>We <em>ask</em>:</p>\n<ul>\n<li>one</li>\n<li><strong>two</strong></li>\n</ul>\n<blockquote>\n<p>three</p>\n</blockquote>\n',
    );
  });

  it.each([
    ['an element', '<script>alert(1)</script> <b onclick=x>b</b>'],
    ['a block of HTML', '<div style="color:red">\n\nhello\n\n</div>'],
    ['a comment', '<!-- -->'],
    ['an image', '![seen](https://elsewhere.example/pixel.png)'],
    ['a script as a link', '[press](javascript:alert(1)) <javascript:alert(1)>'],
    ['an entity in a script as a link', '[press](java&#x73;cript:alert(1))'],
    ['data as a link', '[press](data:text/html,hello)'],
    ['an attribute in a title', '[press](https://a.example "x\\" onclick=\\"y")'],
    ['an attribute in a language', '```x" onclick="y\ncode\n```'],
  ])('shows %s as it was typed, and does nothing with it', (_what, text) => {
    const tags = html(text).match(/<[^>]*>/g) ?? [];
    for (const tag of tags) {
      expect(tag).toMatch(/^<\/?(?:p|a|pre|code|br)(?: (?:href|rel|title|class)="[^"<>]*")*>$/);
      expect(tag).not.toMatch(/href="(?!https?:\/\/|mailto:)/);
    }
    expect(html(text)).not.toMatch(/<(?:img|script|b|div)/);
  });

  it('links to the web and to mailboxes, without telling where from', () => {
    expect(html('[a](https://a.example/x) <b@b.example>')).toBe(
      '<p><a href="https://a.example/x" rel="noreferrer nofollow">a</a> <a href="mailto:b@b.example" rel="noreferrer nofollow">b@b.example</a></p>\n',
    );
    for (const other of ['ftp://a.example', '//a.example', '/privacy', 'privacy', '#fn1', 'tel:1']) {
      expect(html(`[a](${other})`)).toBe(`<p>[a](${other})</p>\n`);
    }
  });

  it('links within the site where that is wanted', () => {
    expect(html('[a](/privacy) [b](#top)', { paths: true })).toBe(
      '<p><a href="/privacy">a</a> <a href="#top">b</a></p>\n',
    );
    for (const elsewhere of ['//a.example', '///a.example', 'javascript:x']) {
      expect(html(`[a](${elsewhere})`, { paths: true })).not.toContain('<a');
    }
    expect(html('[a](/\\a.example)', { paths: true })).toContain('href="/%5Ca.example"');
  });

  it('gives headings the levels of the page, and skips none', () => {
    const levels = (text: string, headings: number): string[] =>
      [...html(text, { headings }).matchAll(/<(h\d)>/g)].map(([, level]) => level ?? '');
    expect(levels('# a\n## b\n# c', 2)).toEqual(['h2', 'h3', 'h2']);
    expect(levels('### a\n###### b\n### c', 3)).toEqual(['h3', 'h4', 'h3']);
    expect(levels('# a\n## b\n### c', 5)).toEqual(['h5', 'h6', 'h6']);
    expect(html('# a', { headings: 1 })).toBe('<h1>a</h1>\n');
  });

  it('carries footnotes that lead there and back, each with a name', () => {
    const text = 'One.[^a] Two.^[Inline.] Again.[^a]\n\n[^a]: Noted.';
    const drawn = html(text);
    const ids = [...drawn.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...drawn.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    expect(drawn).toContain('aria-label="Note 2"');
    expect(drawn.match(/aria-label="Back to the text"/g)).toHaveLength(3);
    expect(html(text, { id: 'de' })).toContain('id="fn-de-1"');
  });

  it('sets tables without a style', () => {
    const drawn = html('| a | b |\n| :-: | --: |\n| 1 | 2 |');
    expect(drawn).toContain('<td class="align-right">2</td>');
    expect(drawn).not.toContain('style');
  });

  it('changes no quotation mark and no address that is typed', () => {
    expect(html('"Yes" -- https://a.example (c)')).toBe('<p>&quot;Yes&quot; -- https://a.example (c)</p>\n');
  });
});
