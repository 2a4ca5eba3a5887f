// A letter's text, read back from the HTML that it was drawn to: whatever isn't in it wasn't shown. Shares nothing with the reader.

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
}
type Node = Element | string;

const EMPTY = new Set(['br']);

/** What was typed, but for the backslashes that make a sign plain. Throws on HTML that no text is drawn to. */
export function undrawnLetter(html: string): string {
  const nodes = parsed(html);
  const isNotes = (node: Node): boolean =>
    typeof node !== 'string' && node.attributes['class'] === 'footnotes';
  const blocks = blocksOf(nodes.filter((node) => !isNotes(node)));
  const [list] = elementsOf(nodes.find(isNotes));
  const notes = elementsOf(list).flatMap((note, i) => {
    const back = note.children.at(-1) as Element;
    if (back.attributes['class'] !== 'footnote-back') throw new Error('A note leads nowhere.');
    return [
      ...(isOf(note, 'apart') ? [''] : []),
      `[^${i + 1}]: ${inline(note.children.slice(0, -1)).trimEnd()}`,
    ];
  });
  return [...blocks, ...notes].join('\n');
}

/** The same of a text: without the backslashes. */
export function withoutBackslashes(text: string): string {
  return text.replace(/\\([\\*[\]#\->|.:])/g, '$1');
}

function blocksOf(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node, i) => {
    if (typeof node === 'string') throw new Error(`Words outside of any block: ${node}`);
    return [...(i === 0 || isOf(node, 'close') ? [] : ['']), ...blockOf(node)];
  });
}

function blockOf(block: Element): string[] {
  const { tag, children } = block;
  if (tag === 'p') return inline(children).split('\n');
  if (/^h[1-6]$/.test(tag)) return [`${isOf(block, 'minor') ? '##' : '#'} ${inline(children)}`];
  if (tag === 'blockquote') return blocksOf(children).map((line) => (line === '' ? '>' : `> ${line}`));
  if (tag === 'div') return tableOf(block);
  if (tag !== 'ul' && tag !== 'ol') throw new Error(`No block is drawn as ${tag}.`);
  return elementsOf(block).flatMap((item, i) => {
    const sign = tag === 'ol' ? `${i + 1}. ` : '- ';
    const [begin] = item.children;
    const isPlain = typeof begin === 'string' || !/^(?:p|ul|ol|blockquote)$/.test(begin?.tag ?? '');
    const [first = '', ...others] = isPlain ? inline(item.children).split('\n') : blocksOf(item.children);
    const below = others.map((line) => (line === '' ? '' : ' '.repeat(sign.length) + line));
    return [...(isOf(item, 'apart') ? [''] : []), sign + first, ...below];
  });
}

function tableOf(block: Element): string[] {
  const [table] = elementsOf(block);
  const rows = elementsOf(table).flatMap(elementsOf).map(elementsOf);
  const line = (cells: readonly string[]): string =>
    `|${cells.map((cell) => (cell === '' ? ' |' : ` ${cell} |`)).join('')}`;
  const dashes = rows[0]?.map(({ attributes }) => {
    const known: Readonly<Record<string, string>> = {
      'align-left': ':--',
      'align-center': ':-:',
      'align-right': '--:',
    };
    return known[attributes['class'] ?? ''] ?? '---';
  });
  const [head = '', ...others] = rows.map((cells) => line(cells.map(({ children }) => inline(children))));
  return [head, line(dashes ?? []), ...others];
}

function inline(nodes: readonly Node[]): string {
  let text = '';
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (typeof node === 'string') {
      text += node;
      continue;
    }
    const { tag, attributes, children } = node;
    const words = inline(children);
    if (tag === 'em') text += `*${words}*`;
    else if (tag === 'strong') text += `**${words}**`;
    else if (tag === 'sup') text += `[^${words}]`;
    else if (tag === 'br') {
      const next = nodes[i + 1];
      if (typeof next !== 'string' || !next.startsWith('\n'))
        throw new Error('A new line is none when it is copied.');
    } else if (tag === 'a' && attributes['role'] === 'doc-noteref') text += words;
    else if (tag === 'a' && attributes['class'] === 'address') {
      if (words !== attributes['href']) throw new Error('An address leads elsewhere.');
      text += words;
    } else if (tag === 'a') {
      const address = nodes[i + 2] as Element;
      const seen = inline(address.children);
      if (nodes[i + 1] !== ' ' || seen !== `(${String(attributes['href'])})`)
        throw new Error('A link hides where it leads.');
      text += `[${words}]${seen}`;
      i += 2;
    } else throw new Error(`Nothing in a line is drawn as ${tag}.`);
  }
  return text;
}

function elementsOf(node: Node | undefined): Element[] {
  if (node === undefined || typeof node === 'string') return [];
  return node.children.filter((one) => typeof one !== 'string');
}

function isOf({ attributes }: Element, name: string): boolean {
  return (attributes['class'] ?? '').split(' ').includes(name);
}

function parsed(html: string): Node[] {
  const root: Element = { tag: '', attributes: {}, children: [] };
  const open = [root];
  for (const [whole, close, tag, attributes] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:\s[^>]*?)?)\/?>|[^<]+|</g,
  )) {
    const inner = open.at(-1)!;
    if (whole === '<') throw new Error('A sign became HTML.');
    if (tag === undefined) {
      const before = inner.children.at(-1);
      if (typeof before === 'string') inner.children[inner.children.length - 1] = before + unescaped(whole);
      else inner.children.push(unescaped(whole));
    } else if (close === '/') {
      if (open.pop()?.tag !== tag) throw new Error(`${tag} is closed and wasn't opened.`);
    } else {
      const named = [...(attributes ?? '').matchAll(/([a-z-]+)="([^"]*)"/g)];
      const element: Element = {
        tag,
        attributes: Object.fromEntries(named.map(([, name = '', value = '']) => [name, unescaped(value)])),
        children: [],
      };
      inner.children.push(element);
      if (!EMPTY.has(tag)) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error('An element isn’t closed.');
  return root.children;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
