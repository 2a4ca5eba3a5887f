// What /about, /privacy, /imprint and /accessibility say where the operator wrote nothing: what holds for every server that runs
// this program, by role. English in every locale, and marked so where it is shown: it speaks for an operator, who is to write
// her own. Written as letters are: protocol.md#letter-text

export type TextName = 'about' | 'privacy' | 'imprint' | 'accessibility';

export interface TextFacts {
  /** Who runs the server, as words of such a text. */
  readonly operator: string;
  /** Whether this server mails codes, and whether it holds letters. */
  readonly issuer: boolean;
  readonly origin: boolean;
}

/** The text of this name, without a heading of its own; it speaks of a contact that stands below it. */
export function defaultText(name: TextName, facts: TextFacts): string {
  return TEXTS[name](facts).filter(Boolean).join('\n\n');
}

const TEXTS: Readonly<Record<TextName, (facts: TextFacts) => string[]>> = {
  about: ({ operator, origin, issuer }) => [
    `This server is run by ${operator}. Whoever is named below decides what stands on it and answers for it; the people who wrote the program don’t run it and see nothing of it.`,
    'With Undersigned, employees sign a letter to their own company. Each signature is anonymous unless its owner wants to be named, each comes from a mailbox at the workplace, and anybody can check how many there are.',
    origin
      ? ''
      : 'This server is an **issuer**: it mails codes and confirms, blindly, that somebody has a mailbox at her workplace. The letters are at other addresses.',
    issuer
      ? ''
      : 'This server holds **letters**. The codes are mailed by somebody else: the issuer that each letter names.',
    '## What is promised',
    [
      '- **Nobody can tell which employee made which signature,** not even whoever holds the databases.',
      '- **Until enough have signed, nobody is told how many there are.** Every page says *collecting*, and nothing else.',
      '- **One mailbox, one signature,** for as long as the letter is open.',
      '- **The count can be checked** by anybody, without this server, for ever.',
      '- **A signature is under one exact text.** A changed letter has another link.',
    ].join('\n'),
    '## What isn’t',
    [
      '- Whoever runs a server knows its counts, and could find out who *asked* for a code. Not who signed, unless it watches somebody ask and sign at once from the same network.',
      '- Whoever runs the mailboxes at work sees that a code arrived, and could use mailboxes to sign as its staff.',
      '- A work device or network can record everything that is done on it.',
      '- The organizers may be anybody. Sign what you’d sign anyway.',
    ].join('\n'),
    '## The program',
    'Undersigned is free software under the GNU Affero General Public License, version 3 or later. You may ask whoever runs this server for the source of exactly what runs here. With it come the protocol, the threat model, and two ways to check a count: a command, and eighty lines of shell that need nothing but openssl.',
  ],

  privacy: ({ operator, origin, issuer }) => [
    `This server is run by ${operator}. It is built so that there is little to keep and nothing to hand out.`,
    '## What this server doesn’t do',
    [
      '- No account, and no cookie at all.',
      '- No log of visits. The program writes no network address, no mail address and no count into any log.',
      '- No script, font, picture or counter from anybody else. Your browser is asked to tell no site that you came from here.',
      '- Nothing in a link to a letter differs between people.',
    ].join('\n'),
    '## When you read',
    'While a page is on its way to you, the server and whatever carries the connection know your network address. The program doesn’t keep it.',
    '## When you ask for a code',
    issuer
      ? [
          '- **Your work address** is used while your request runs, and to mail you the code: it waits in memory until the mail is handed over, at most ten minutes. It is never written to a database or a log.',
          '- **An organization’s mailbox,** if you co-sign for one in public, is used in the same way. The organization’s name, kind and domain are kept, for everybody to see once an organizer of the letter has accepted them.',
          '- **What stays** is a tag: a number computed from your address with a secret key. It makes sure that one mailbox signs once. Without the key, nobody can make anything of it; with it, somebody could test whether a certain address asked. The key is destroyed when the letter closes.',
          '- **The mail relay,** and your employer’s mail system, see that you were sent a code. The mail names no letter.',
          '- **The code** is kept nowhere. Your browser holds it, sealed so that only this server can open it.',
          '- How often an address or a code was tried is counted in memory, for a day at most, and forgotten when the program stops.',
        ].join('\n')
      : 'Your work address goes to the issuer that the letter names, never to this server. What the issuer does with it stands on its own page.',
    origin
      ? [
          '## When you sign',
          [
            '- **Your signature** is kept sealed: a key made on your device, what you signed, and how you want to appear. Your address is not part of it, and nothing in it says whose it is.',
            '- **Your name,** if you give one, is sealed on your device. It can be read only when enough organizers release it, and only under the condition that you set. Then it is published.',
            '- **What is published** can’t be called back: editions are copied by whoever reads them.',
            '- The keys of a letter are destroyed when it is over: when its time for releases has passed, or when the organizers say so; at once if it lapses or is cancelled. Nothing of what was sealed under them can be read afterwards.',
          ].join('\n'),
          '## What your browser keeps',
          'While you sign, your browser keeps your keys, the sealed code and what you chose, under the letter’s id, so that a reload loses nothing. When your signature is recorded, all of it is removed but what you chose to keep. You can remove it at any time by deleting this site’s data.',
          '## When you organize a letter',
          'The server keeps your drafts, the label that you chose, and your public keys. It knows neither your name nor an address of yours. Drafts that are left alone are deleted. What stands in an open letter is public.',
        ].join('\n\n')
      : '',
    '## What surrounds the program',
    'Whoever runs this server runs more than the program: a proxy that takes connections, a mail relay, backups. The program can’t see whether these keep logs. Ask, if it matters to you.',
    '## Your rights',
    'You may ask what is held about you, and to have it corrected or deleted. Mostly there is nothing that can be found under your name: that is how it is built. With your twelve words you can withdraw your signature yourself. You may also complain to your data protection authority.',
  ],

  imprint: ({ operator }) => [
    `Responsible for this server: ${operator}.`,
    'Each letter is its organizers’ own. It names them by the labels that they chose, and the press contact that they gave, if any.',
    'To report a letter, see [report a letter](/report).',
  ],

  accessibility: () => [
    'These pages are meant for everybody, and to be usable in whatever way you use the web. They aim at the **Web Content Accessibility Guidelines (WCAG) 2.2, level AA**.',
    '## What that means here',
    [
      '- Everything can be done with a keyboard alone, and with a screen reader.',
      '- Text can be twice as large, and pages 320 pixels narrow, without anything being lost.',
      '- Light or dark follow your device; nothing is said by colour alone; what moves stops where your device says so.',
      '- Letters can be read without JavaScript. Signing needs it, because your keys are made on your device.',
      '- A code that was mailed to you may be pasted, and typed in any case, with or without its dash. It is valid for ten minutes, so that a mailbox can’t be used by whoever finds an old mail; you can ask for another one.',
    ].join('\n'),
    '## What may be missing',
    'The text of a letter is its organizers’ work, in their language. This statement rests on the program’s own tests, not on an audit of this server.',
    '## If something doesn’t work for you',
    'Write to the contact below: what you wanted to do, on which page, and with which browser and aids. Don’t say there whether you signed.',
  ],
};
