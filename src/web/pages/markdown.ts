// Markdown as pages show it: text, links, lists, quotes, tables and footnotes; no HTML, no image, and nothing that the pages'
// policy would not run or show. protocol.md#manifest
import Markdown, { type MarkdownIt, type Token } from 'markdown-it';
import footnotes from 'markdown-it-footnote';

/** What a component takes instead of children. */
export interface Html {
  readonly dangerouslySetInnerHTML: { readonly __html: string };
}

export interface MarkdownOptions {
  /** The level that the outermost headings get, from 1 to 6. */
  readonly headings: number;
  /** What screen readers call the notes, the number in the text, and the way back from a note. */
  readonly labels: { readonly notes: string; readonly note: string; readonly back: string };
  /** Keeps footnotes apart where several texts stand on one page: letters, digits and `-`. */
  readonly id?: string;
  /** Whether links may lead to other pages of this site: in an operator's texts, not in a letter. */
  readonly paths?: boolean;
}

const WEB = /^(?:https?:\/\/|mailto:)/i;
/** Of this site: `//host` and `/\host` lead elsewhere. */
const PATH = /^(?:\/(?![/\\])|#)/;

/** More footnotes than this in one text stay as they were typed. */
const MOST_NOTES = 500;

const anywhere = renderer(false);
const withPaths = renderer(true);

/** HTML of this Markdown. Whatever it doesn't know stays as it was typed. */
export function renderMarkdown(text: string, { headings, labels, id, paths }: MarkdownOptions): string {
  const markdown = paths === true ? withPaths : anywhere;
  const env = { labels, ...(id === undefined ? {} : { docId: id }) };
  const tokens = markdown.parse(text, env);
  setLevels(tokens, headings);
  return markdown.renderer.render(tokens, markdown.options, env);
}

/** The same for a component: `<div {...markdown(text, options)} />`. */
export function markdown(text: string, options: MarkdownOptions): Html {
  return { dangerouslySetInnerHTML: { __html: renderMarkdown(text, options) } };
}

/** Text as Markdown that says it as it is. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** No typographer: a letter is shown as it was signed. */
function renderer(paths: boolean): MarkdownIt {
  const markdown = new Markdown({ html: false, linkify: false, typographer: false });
  markdown.use(footnotes);
  keepNotesApart(markdown);
  showEveryNote(markdown);
  markdown.disable('image');
  markdown.validateLink = (url) => WEB.test(url) || (paths && PATH.test(url));
  const { rules } = markdown.renderer;
  rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index];
    if (WEB.test(String(token?.attrGet('href')))) token?.attrSet('rel', 'noreferrer nofollow');
    return self.renderToken(tokens, index, options);
  };
  // Alignment comes as a style, which the policy shows nobody.
  for (const cell of ['th_open', 'td_open']) {
    rules[cell] = (tokens, index, options, _env, self) => {
      const token = tokens[index];
      const style = token?.attrs?.find(([name]) => name === 'style');
      if (style !== undefined)
        [style[0], style[1]] = ['class', String(style[1]).replace('text-align:', 'align-')];
      return self.renderToken(tokens, index, options);
    };
  }
  // A wide table scrolls by itself, also by keyboard.
  rules.table_open = () => '<div class="table" tabindex="0">\n<table>\n';
  rules.table_close = () => '</table>\n</div>\n';
  nameFootnotes(markdown);
  return markdown;
}

/**
 * A note inside `^[…]` stays as it was typed: the plugin would give both one number, and lose the words of one. So do notes
 * beyond the most that a text may have: the plugin takes a time that grows with their square.
 */
function keepNotesApart(markdown: MarkdownIt): void {
  const { ruler } = markdown.inline;
  const inNote = new WeakSet<object>();
  for (const name of ['footnote_inline', 'footnote_ref']) {
    const rule = ruler.getRules('').find((one) => one.name === name);
    if (rule === undefined) throw new Error(`The plugin of footnotes has no rule ${name}.`);
    ruler.at(name, (state, silent) => {
      const { list = [] } = (state.env as { footnotes?: { list?: readonly unknown[] } }).footnotes ?? {};
      if (inNote.has(state.env) || list.length >= MOST_NOTES) return false;
      if (name === 'footnote_ref') return rule(state, silent);
      inNote.add(state.env);
      try {
        return rule(state, silent);
      } finally {
        inNote.delete(state.env);
      }
    });
  }
}

/**
 * A note that nothing refers to, that another of its label replaces, or that stands within another, stays where it was typed,
 * as a quote: what was signed is shown, all of it.
 */
function showEveryNote(markdown: MarkdownIt): void {
  markdown.core.ruler.before('footnote_tail', 'show_every_note', ({ tokens, env }) => {
    const { refs = {} } = (env as { footnotes?: { refs?: Record<string, number> } }).footnotes ?? {};
    const notes: { label: string; tokens: Token[]; within: boolean }[] = [];
    const open: Token[] = [];
    for (const token of tokens) {
      if (token.type === 'footnote_reference_open') open.push(token);
      if (token.type !== 'footnote_reference_close') continue;
      const begin = open.pop() ?? token;
      const label = `:${String((begin.meta as { label?: string } | null)?.label)}`;
      notes.push({ label, tokens: [begin, token], within: open.length > 0 });
    }
    const last = new Map(notes.filter(({ within }) => !within).map((note) => [note.label, note]));
    for (const note of notes) {
      if (last.get(note.label) === note && (refs[note.label] ?? -1) >= 0) continue;
      for (const token of note.tokens) {
        token.type = token.nesting === 1 ? 'blockquote_open' : 'blockquote_close';
        token.tag = 'blockquote';
      }
    }
  });
}

/** What the plugin writes, with names for screen readers. */
function nameFootnotes(markdown: MarkdownIt): void {
  const { rules } = markdown.renderer;
  const name = (env: unknown, which: keyof MarkdownOptions['labels']): string =>
    markdown.utils.escapeHtml((env as { labels: MarkdownOptions['labels'] }).labels[which]);
  const ids = (token: Token | undefined, env: unknown): { note: string; place: string; caption: string } => {
    const { id = 0, subId = 0 } = (token?.meta ?? {}) as { id?: number; subId?: number };
    const { docId } = env as { docId?: string };
    const note = `${docId === undefined ? '' : `-${docId}-`}${id + 1}`;
    const again = subId > 0 ? `:${subId}` : '';
    return { note: `fn${note}`, place: `fnref${note}${again}`, caption: `${id + 1}` };
  };
  rules.footnote_ref = (tokens, index, _options, env) => {
    const { note, place, caption } = ids(tokens[index], env);
    const label = `${name(env, 'note')} ${caption}`;
    return `<sup class="footnote-ref"><a href="#${note}" id="${place}" role="doc-noteref" aria-label="${label}">${caption}</a></sup>`;
  };
  rules.footnote_block_open = (_tokens, _index, _options, env) =>
    `<section class="footnotes" role="doc-endnotes" aria-label="${name(env, 'notes')}">\n<ol>\n`;
  rules.footnote_block_close = () => '</ol>\n</section>\n';
  rules.footnote_open = (tokens, index, _options, env) => `<li id="${ids(tokens[index], env).note}">`;
  rules.footnote_anchor = (tokens, index, _options, env) =>
    ` <a href="#${ids(tokens[index], env).place}" class="footnote-back" role="doc-backlink" aria-label="${name(env, 'back')}">\u21a9\ufe0e</a>`;
}

/** Outermost headings get the first level, and none is more than one below the one before it. */
function setLevels(tokens: readonly Token[], first: number): void {
  const typed = tokens.filter(({ type }) => type === 'heading_open').map(({ tag }) => Number(tag.slice(1)));
  const outermost = Math.min(...typed);
  let before = first - 1;
  for (const token of tokens) {
    if (token.type === 'heading_open') {
      before = Math.min(Number(token.tag.slice(1)) - outermost + first, before + 1, 6);
      token.tag = `h${before}`;
    } else if (token.type === 'heading_close') token.tag = `h${before}`;
  }
}
