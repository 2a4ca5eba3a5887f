// Texts that the letters' format takes, of any shape, for properties; and what becomes of them by a slip of the hand.
// protocol.md#letter-text
import fc from 'fast-check';

type Text = fc.Arbitrary<string>;

/** Stands for a mention of a note until it is known which. */
const NOTE = '\ue000';

/** Signs that are none where they stand, and words of all kinds. */
const WORDS = [
  ...[
    'We',
    'ask',
    'the',
    'company',
    'again',
    'today',
    'it’s',
    '“never”',
    '„nie“',
    '«jamais»',
    'Müller',
    'naïve',
    'z\u0301',
  ],
  ...[
    'snake_case',
    '_so_',
    '5*3',
    'a*b',
    'f**k',
    '***',
    '2 * 3',
    'R&D',
    '&eacute;',
    '&amp;',
    '<b>no</b>',
    '`x`',
    '~~y~~',
  ],
  ...[
    '[sic]',
    '[text][ref]',
    '[a] (b)',
    '[[x]',
    ']',
    '(a)',
    '#tag',
    'C:\\temp',
    '^[n]',
    '!',
    '1.',
    '–',
    '—',
    '--',
  ],
  ...[
    'https:',
    'mail to',
    '100 %',
    '$5',
    '10:30',
    '😀',
    '👩\u200d💻',
    '❤\ufe0f',
    '1\ufe0f\u20e3',
    '👍🏽',
    '🇪🇺',
  ],
  ...[
    'می\u200cخواهم',
    'שלום',
    'العدالة',
    'मज़दूर',
    'क्\u200dष',
    '労働者',
    '노동자',
    'рабочие',
    'ไทย',
    '\\*',
    '\\[x\\]',
    '\\\\',
  ],
];

/** With which a line may begin, whatever stands above it. */
const FIRST = [
  'We',
  'Dear',
  '“So”',
  '2018.',
  '-5',
  '–',
  '1)',
  '#tag',
  '\\- no',
  '1\\. no',
  '(a)',
  'ש',
  '*Yes*',
  'è',
];

const HOSTS = ['a.example', 'www.Example.com', 'xn--mhle-0ra.example', 'a-b.example:8443'];
const PATHS = ['', '/', '/x', '/x_(y)', '/a/b?c=d&e=%C3%A9#f', '/x,y;z', '?q'];

const word: Text = fc.constantFrom(...WORDS);
const plainWord: Text = fc.constantFrom('we', 'Ask', 'Müller', 'שלום', '労働者', 'snake_case', '\\*x', 'b.');
const address: Text = fc
  .tuple(fc.constantFrom('https://', 'http://'), fc.constantFrom(...HOSTS), fc.constantFrom(...PATHS))
  .map((parts) => parts.join(''))
  .chain((one) => fc.constantFrom(one, one, one, 'mailto:press@a.example'));
const plainWords: Text = fc.array(plainWord, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const strong: Text = plainWords.map((words) => `**${words}**`);
const inEmphasis: Text = fc.oneof(
  plainWords,
  fc.tuple(plainWords, strong, plainWords).map((words) => words.join(' ')),
);
const emphasis: Text = inEmphasis.map((words) => `*${words}*`);
const link: Text = fc
  .tuple(
    fc.oneof(
      plainWords,
      emphasis,
      strong,
      plainWords.map((words) => `a [${words}]`),
    ),
    address,
  )
  .map(([words, to]) => `[${words}](${to})`);
const ending: Text = fc.constantFrom('', '', '.', ',', ')', '!', ' –');
const token: Text = fc.oneof(
  { weight: 12, arbitrary: word },
  { weight: 1, arbitrary: emphasis },
  { weight: 1, arbitrary: strong },
  { weight: 1, arbitrary: link },
  { weight: 1, arbitrary: fc.tuple(address, ending).map(([one, end]) => one + end) },
  { weight: 1, arbitrary: plainWord.map((one) => one + NOTE) },
);

const line: Text = fc
  .tuple(fc.constantFrom(...FIRST), fc.array(token, { maxLength: 8 }))
  .map(([first, others]) => [first, ...others].join(' '));
const safeLine: Text = line.map((one) => `We ${one}`);
const lines: Text = fc
  .tuple(safeLine, fc.array(line, { maxLength: 2 }))
  .map(([first, others]) => [first, ...others].join('\n'));
const note: Text = fc
  .array(fc.oneof(word, link, emphasis, address), { minLength: 1, maxLength: 5 })
  .map((words) => words.join(' '));

interface Part {
  readonly kind: 'paragraph' | 'heading' | 'bullets' | 'numbers' | 'quote' | 'table';
  readonly text: string;
}

function put(parts: readonly Part[], gaps: readonly boolean[]): string {
  return parts.reduce((text, { kind, text: next }, i) => {
    const before = parts[i - 1]?.kind;
    if (before === undefined) return next;
    const isSame = before === kind || (before !== 'heading' && kind === 'paragraph');
    return `${text}${isSame || gaps[i % gaps.length] !== false ? '\n\n' : '\n'}${next}`;
  }, '');
}

function indented(text: string, sign: string): string {
  return sign + text.replaceAll('\n', `\n${' '.repeat(sign.length)}`).replace(/^ +$/gm, '');
}

function list(kind: 'bullets' | 'numbers', item: Text): fc.Arbitrary<Part> {
  return fc.array(fc.tuple(item, fc.boolean()), { minLength: 1, maxLength: 4 }).map((items) => ({
    kind,
    text: items
      .map(
        ([one, gap], i) =>
          (i > 0 && gap ? '\n' : '') + indented(one, kind === 'numbers' ? `${i + 1}. ` : '- '),
      )
      .join('\n'),
  }));
}

const cell: Text = fc
  .array(
    fc.oneof(
      word,
      emphasis,
      link,
      fc.constant('\\|'),
      plainWord.map((one) => one + NOTE),
    ),
    { maxLength: 3 },
  )
  .map((words) => words.join(' '));
const table: fc.Arbitrary<Part> = fc.integer({ min: 1, max: 4 }).chain((width) => {
  const cells = fc.array(cell, { minLength: width, maxLength: width });
  const dashes = fc.array(fc.constantFrom('---', ':--', ':-:', '--:'), {
    minLength: width,
    maxLength: width,
  });
  const row = (all: readonly string[]): string =>
    `|${all.map((one) => (one === '' ? ' |' : ` ${one} |`)).join('')}`;
  return fc
    .tuple(cells, dashes, fc.array(cells, { minLength: 1, maxLength: 4 }))
    .map(([head, second, others]) => ({
      kind: 'table' as const,
      text: [head, second, ...others].map(row).join('\n'),
    }));
});

const paragraph: fc.Arbitrary<Part> = lines.map((text) => ({ kind: 'paragraph', text }));
const heading: fc.Arbitrary<Part> = fc
  .tuple(fc.constantFrom('#', '##'), line)
  .map(([sign, text]) => ({ kind: 'heading', text: `${sign} ${text}` }));

/** What may stand in quotes and items, `deep` of them in each other. */
function inner(deep: number): fc.Arbitrary<Part> {
  if (deep === 0) return paragraph;
  const within = inner(deep - 1);
  const blocks = (first: fc.Arbitrary<Part>): Text =>
    fc
      .tuple(
        first,
        fc.array(within, { maxLength: 2 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
      )
      .map(([begin, others, gaps]) => put([begin, ...others], gaps));
  const item = fc.oneof({ weight: 4, arbitrary: lines }, { weight: 1, arbitrary: blocks(paragraph) });
  return fc.oneof(
    { weight: 3, arbitrary: paragraph },
    { weight: 1, arbitrary: list('bullets', item) },
    { weight: 1, arbitrary: list('numbers', item) },
    {
      weight: 1,
      arbitrary: blocks(within).map((text) => ({
        kind: 'quote' as const,
        text: text.replace(/^/gm, '> ').replace(/^> $/gm, '>'),
      })),
    },
  );
}

/** A text that is taken. */
export const someLetterText: Text = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: inner(3) },
        { weight: 1, arbitrary: heading },
        { weight: 1, arbitrary: table },
      ),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
    fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
    fc.array(fc.tuple(note, fc.boolean()), { minLength: 1, maxLength: 5 }),
  )
  .map(([parts, gaps, notes]) => {
    let mentioned = 0;
    const body = put(parts, gaps).replaceAll(NOTE, () => `[^${++mentioned}]`);
    const foot = Array.from({ length: mentioned }, (_, i) => {
      const [words, gap] = notes[i % notes.length]!;
      return `\n${gap ? '\n' : ''}[^${i + 1}]: ${words}`;
    });
    return body + foot.join('');
  });

const SLIPS = [
  ...[
    '*',
    '**',
    '[',
    ']',
    '](',
    '(',
    ')',
    '[^1]',
    '[^2]: ',
    '\n',
    '\n\n',
    ' ',
    '  ',
    '- ',
    '1. ',
    '2. ',
    '# ',
    '### ',
    '> ',
    '|',
    ' | ',
  ],
  ...[
    '\\',
    'https://',
    'https://a.example',
    '![x](https://a.example)',
    '\u200b',
    '\u00a0',
    '\u00ad',
    '\u202e',
    '\u200d',
    '\ufe0f',
    '\ud800',
  ],
  ...['\t', '\r', '\u2028', '\u0378', '\u{e0041}', '\u0301\u0301\u0301\u0301\u0301', '---', '<', '&'],
];

/** A text in which something was put in, taken out or moved. */
export const someSlippedText: Text = fc
  .tuple(
    someLetterText,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('in', 'out', 'line'), fc.constantFrom(...SLIPS)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, slips]) =>
    slips.reduce((changed, [nat, how, sign]) => {
      const at = nat % (changed.length + 1);
      if (how === 'in') return changed.slice(0, at) + sign + changed.slice(at);
      if (how === 'out') return changed.slice(0, at) + changed.slice(at + 1);
      const all = changed.split('\n');
      const [moved = ''] = all.splice(nat % all.length, 1);
      all.splice((nat * 7) % (all.length + 1), 0, moved);
      return all.join('\n');
    }, text),
  );

/** Anything at all, most of it of signs. */
export const someString: Text = fc.oneof(
  fc
    .array(fc.constantFrom(...SLIPS, ...WORDS, 'a', 'b.', ' ', '\n', '\n\n'), { maxLength: 40 })
    .map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
