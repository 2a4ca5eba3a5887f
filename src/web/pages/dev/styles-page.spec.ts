import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { h } from 'preact';
import { drawn } from '../../../../test/support/pages.js';
import { Layout } from '../layout.js';
import { StylesPage } from './styles-page.js';

const STYLES = join(import.meta.dirname, '../../styles');

/** Classes that the page can't show, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  wide: 'sets the width of the whole page',
  'organize-write': 'sets the width of the whole page',
};

/** Of notes: what they are is told by these. */
const UNSTYLED = ['footnotes', 'footnote-back'];

describe('the page of every element', () => {
  const shown = classesOf(
    drawn(h(Layout, { title: '', styles: '', icon: '', font: '', children: h(StylesPage, {}) })),
  );
  const styled = readdirSync(STYLES)
    .filter((name) => name.endsWith('.css'))
    .flatMap((name) => selectedIn(readFileSync(join(STYLES, name), 'utf8')));

  it('has each class that a style is for, but for those that only another page can have', () => {
    expect(styled.length).toBeGreaterThan(100);
    const missing = styled.filter((name) => !shown.has(name));
    expect([...new Set(missing)].sort()).toEqual(Object.keys(ELSEWHERE).sort());
  });

  it('has no class that nothing is styled by', () => {
    const known = new Set([...styled, ...UNSTYLED]);
    expect([...shown].filter((name) => !known.has(name))).toEqual([]);
  });
});

/** The classes in a sheet's selectors: what stands before a `{`, without comments and what is in quotes. */
function selectedIn(css: string): string[] {
  const bare = css.replace(/\/\*[^]*?\*\//g, '').replace(/'[^']*'/g, '');
  const selectors = [...bare.matchAll(/([^{};]*)\{/g)].map(([, selector = '']) => selector);
  return selectors.flatMap((one) => [...one.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name));
}

function classesOf(html: string): Set<string> {
  const lists = [...html.matchAll(/ class="([^"]*)"/g)].map(([, list = '']) => list);
  return new Set(lists.flatMap((list) => list.split(' ')).filter((name) => name !== ''));
}
