// What code and pages point at exists: every cited anchor of a page in docs/, every relative link, every npm script.
import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { filesIn } from './support/import-graph.js';

const ROOT = join(import.meta.dirname, '..');
const PAGES = [...readdirSync(ROOT), ...filesIn(ROOT, 'docs')].filter((file) => file.endsWith('.md'));
const CITING = ['src', 'migrations', 'test', 'bench'].filter((folder) => existsSync(join(ROOT, folder)));

const CITATION = /\b([a-z][a-z-]*\.md)#([A-Za-z0-9_-]+)/g;
const LINK = /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|\bhref="([^"]+)"/g;
const FENCED = /^( *)(```|~~~)[\s\S]*?^\1\2/gm;

describe('anchors that code cites', () => {
  const cited = CITING.flatMap((folder) => filesIn(ROOT, folder))
    .filter((file) => /\.[jt]sx?$/.test(file) && file !== 'test/docs-anchors.spec.ts')
    .flatMap((file) =>
      [...text(file).matchAll(CITATION)].map(([, page = '', anchor = '']) => ({ file, page, anchor })),
    );

  it('are many: the code says which part of the protocol it implements', () => {
    expect(cited.filter(({ page }) => page === 'protocol.md').length).toBeGreaterThan(20);
  });

  it('exist in docs/', () => {
    const missing = cited.filter(({ page, anchor }) => !anchorsOf(`docs/${page}`).has(anchor));
    expect(missing.map(({ file, page, anchor }) => `${file}: ${page}#${anchor}`)).toEqual([]);
  });
});

describe.each(PAGES)('%s', (page) => {
  const prose = text(page).replace(FENCED, '');

  it('links to files and anchors that exist', () => {
    const links = [...prose.matchAll(LINK)].map(([, markdown, html]) => markdown ?? html ?? '');
    expect(links.filter((link) => !isExternal(link) && !resolves(page, link))).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    const named = [...text(page).matchAll(/\bnpm (?:run (?:--?\w+ )*([\w:-]+)|(start|test)\b)/g)];
    const unknown = named.map(([, run, short]) => run ?? short ?? '').filter((name) => !(name in scripts));
    expect(unknown).toEqual([]);
  });
});

describe('this check', () => {
  it('knows headings by their slugs and named anchors by their ids', () => {
    const anchors = anchorsIn(
      '# The *sealed* `choice`, in full\n\n<a id="tally"></a>\n\n## Keys\n\n## Keys\n',
    );
    expect([...anchors].sort()).toEqual(['keys', 'keys-1', 'tally', 'the-sealed-choice-in-full']);
  });

  it('takes no comment in a code block for a heading', () => {
    expect([...anchorsIn('```sh\n# not a heading\n```\n')]).toEqual([]);
  });
});

function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function isExternal(link: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link);
}

function resolves(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), decodeURIComponent(path)));
  if (target.startsWith('..') || !existsSync(join(ROOT, target))) return false;
  return anchor === undefined || !target.endsWith('.md') || anchorsOf(target).has(anchor);
}

function anchorsOf(page: string): ReadonlySet<string> {
  return existsSync(join(ROOT, page)) ? anchorsIn(text(page)) : new Set();
}

/** Named anchors (`<a id="…"></a>`) and the slugs that headings get where pages are read. */
function anchorsIn(markdown: string): ReadonlySet<string> {
  const prose = markdown.replace(FENCED, '');
  const anchors = new Set([...prose.matchAll(/<a (?:id|name)="([^"]+)">/g)].map(([, id = '']) => id));
  for (const [, heading = ''] of prose.matchAll(/^#{1,6} +(.+?)(?: +#+)?$/gm)) {
    const slug = slugOf(heading);
    let free = slug;
    for (let i = 1; anchors.has(free); i++) free = `${slug}-${i}`;
    anchors.add(free);
  }
  return anchors;
}

function slugOf(heading: string): string {
  return heading
    .replace(/<[^>]+>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}
