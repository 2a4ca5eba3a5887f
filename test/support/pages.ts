// Pages drawn without a server.
import { h, type ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { LOCALES } from '../../src/web/locales/locales.js';
import { compileTexts } from '../../src/web/locales/texts.js';
import { type View, ViewProvider } from '../../src/web/pages/view.js';

/** What parts of a page may ask for, in this language. */
export function testView(tag = 'en'): View {
  const locale = LOCALES.find((one) => one.tag === tag)!;
  return {
    locale,
    say: compileTexts(locale),
    link: (path) => (tag === 'en' ? path : `${path}?locale=${tag}`),
  };
}

/** The HTML of a part of a page. */
export function drawn(content: ComponentChildren, view = testView()): string {
  return renderToString(h(ViewProvider, { value: view, children: content }));
}

/** What is read of HTML: its text, without tags, spaces folded. */
export function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
