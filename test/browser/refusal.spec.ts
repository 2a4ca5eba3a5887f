// Servers that change a letter, and browsers that can't sign: told before anything is typed, and nothing is sent.
import { beforeAll, expect, it } from '@jest/globals';
import type { Route } from 'playwright-core';
import type { ClientLetter } from '../../src/client/letter.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { fromBase64url, toBase64url } from '../../src/protocol/codec.js';
import { look } from './support/look.js';
import type { Person } from './support/person.js';
import { Signer } from './support/signer.js';
import { describeSite, type Site } from './support/site.js';
import { say } from './support/texts.js';

interface Manifest {
  letter: { title: string; body: string };
  issuers: { key: string }[];
  organizers: { label: string; signingKey: string }[];
  threshold: number;
}

interface Answer {
  manifest: string;
  openings: { key: string; signature: string }[];
  countersignings: { key: string; signature: string }[];
}

/** What a server that means harm makes of its own answer. */
type Change = (answer: Answer, manifest: Manifest) => void;

const [TEXT, OPENING, COUNTERSIGNING] = [
  say('sign.error.letterMismatch'),
  say('sign.error.invalidOpening'),
  say('sign.error.invalidCountersigning'),
];

describeSite('a server that changes', (site) => {
  let letter: ClientLetter;
  let other: ClientLetter;

  beforeAll(async () => {
    letter = await site().openLetter();
    other = await site().openLetter({ threshold: 13 });
  });

  it.each<[string, string, Change]>([
    ['the text', TEXT, (_, { letter: text }) => (text.body += '\n\nAnd we resign.')],
    ['the threshold', TEXT, (_, manifest) => (manifest.threshold = 3)],
    [
      'the key of who checks mailboxes',
      TEXT,
      (_, { issuers }) => (issuers[0]!.key = flipped(issuers[0]!.key)),
    ],
    ['the organizers', TEXT, (_, manifest) => void manifest.organizers.pop()],
    ['who signed as organizer', OPENING, ({ openings }) => void openings.pop()],
    [
      'an organizer’s signature',
      OPENING,
      ({ openings }) => (openings[0]!.signature = flipped(openings[0]!.signature)),
    ],
    ['who checks mailboxes', COUNTERSIGNING, ({ countersignings }) => void countersignings.pop()],
  ])('%s is refused', async (_name, warning, change) => {
    const signer = await Signer.come(site(), letter);
    await signer.person.page.route(`**/api/v1/letters/${letter.id}`, async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as Answer;
      const manifest = JSON.parse(new TextDecoder().decode(fromBase64url(answer.manifest))) as Manifest;
      change(answer, manifest);
      answer.manifest = toBase64url(canonicalBytes(manifest));
      await route.fulfill({ response, json: answer });
    });
    await isRefused(signer, warning);
  });

  it('the letter for another one is refused', async () => {
    const signer = await Signer.come(site(), letter);
    await signer.person.page.route(`**/api/v1/letters/${letter.id}`, async (route) => {
      await route.fulfill({
        response: await route.fetch({ url: `${site().url}/api/v1/letters/${other.id}` }),
      });
    });
    await isRefused(signer, TEXT);
  });

  it.each<[string, string, (letter: ClientLetter) => [string, string]]>([
    ['title', 'title', () => ['Our work and the border', 'Our work and the weather']],
    ['addressee', 'addressee', () => ['Adaeze Okafor', 'Adaeze Okonjo']],
    ['text', 'body', () => ['three things', 'four things']],
    ['threshold', 'threshold', () => ['<data value="12"', '<data value="11"']],
    ['closing date', 'closesAt', ({ manifest }) => [manifest.closesAt, manifest.releaseBy]],
  ])('the %s on its page only is refused', async (_name, what, change) => {
    const signer = await Signer.come(site(), letter);
    const [said, changed] = change(letter);
    await changePage(signer.person, letter, (html) => html.replaceAll(said, changed));
    await signer.read();
    // The same sheet with another word is looked at once.
    const looked = what === 'closesAt' ? `sign-refused-${what}` : undefined;
    await isRefused(signer, say('sign.refused.page', { what }), looked);
  });

  it('nothing about an honest letter is doubted, whatever its words', async () => {
    const body = [
      'We met in\n2018. It was\n-5 degrees; the caf&eacute; was closed, see [text][ref], snake_case and 5*3.',
      '1. *One*\n\n2. **Two**, [here](https://a.example/?b=c&d=e)\n   - “three”',
      '| <b> | x[^1] |\n| --- | --- |\n| 👩‍💻 | שלום |',
    ];
    const { letter: text } = letter.manifest;
    const odd = await site().openLetter({
      letter: { ...text, body: `${body.join('\n\n')}\n\n[^1]: https://b.example/c_(d)` },
    });
    const signer = await Signer.come(site(), odd);
    await signer.begin();
    expect(await signer.person.page.getByText(say('sign.exact.changedHeading')).count()).toBe(0);
    await signer.person.leave();
  });

  it.each(['translated', 'other'] as const)('nobody is accused of what the browser did: %s', async (how) => {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    await person.page.evaluate(translatePage, how);
    await signer.begin();
    await person.page.getByText(say('sign.exact.changedHeading')).waitFor();
    await person.page.getByText(say('sign.exact.changed', { how })).waitFor();
    const signed = person.page.getByRole('group', { name: letter.manifest.letter.title });
    await signed.waitFor();
    expect(await signed.getAttribute('translate')).toBe('no');
    expect(await signed.innerText()).toContain('We ask three things of you:');
    await look(person.page, `sign-changed-${how}`);
    await person.leave();
  });
});

describeSite('a browser that can’t sign', (site) => {
  let letter: ClientLetter;

  beforeAll(async () => {
    letter = await site().openLetter();
  });

  it('is told so before anything is typed', async () => {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    await person.context.addInitScript(withoutNewKeys);
    await signer.read();
    await person.tap('link', say('letter.sign'));
    await person.sees(say('sign.unsuited.heading'));
    await person.page.getByText(say('sign.unsuited.oldDo')).waitFor();
    await look(person.page, 'sign-unsuited');
    await nothingHappened(site(), signer);
  });

  it('is told so in another program’s own browser, and can go on', async () => {
    const userAgent =
      'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 Instagram 300';
    const signer = await Signer.come(site(), letter, { userAgent });
    const { person } = signer;
    await person.tap('link', say('letter.sign'));
    await person.sees(say('sign.unsuited.headingInApp'));
    await look(person.page, 'sign-unsuited-in-app');
    await person.tap('button', say('sign.unsuited.anyway'));
    await signer.sees('ask');
    await person.leave();
  });
});

/** *Sign* leads to the warning, and nowhere else; looked at by this name, if by any. */
async function isRefused(signer: Signer, warning: string, looked?: string): Promise<void> {
  const { person } = signer;
  await person.tap('link', say('letter.sign'));
  await person.sees(say('sign.refused.heading'));
  await person.page.getByRole('alert').filter({ hasText: warning }).waitFor();
  expect(await person.page.getByRole('textbox').count()).toBe(0);
  expect(person.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  if (looked !== undefined) await look(person.page, looked);
  await person.keepsNothing();
  await person.leave();
}

async function nothingHappened(site: Site, { person, address }: Signer): Promise<void> {
  expect(await person.page.getByRole('textbox').count()).toBe(0);
  expect(person.requests.filter(({ url }) => url.includes('/api/'))).toEqual([]);
  expect(site.world.codes(address)).toEqual([]);
  await person.keepsNothing();
  await person.leave();
}

/** What the server sends as the letter's page is changed on its way. */
async function changePage(
  person: Person,
  { id }: ClientLetter,
  change: (html: string) => string,
): Promise<void> {
  await person.page.route(`**/l/${id}`, async (route: Route) => {
    // Not only whether what the browser has already is still good.
    const { 'if-none-match': _, ...headers } = route.request().headers();
    const response = await route.fetch({ headers });
    const html = await response.text();
    const body = change(html);
    expect({ isChanged: body !== html }).toEqual({ isChanged: true });
    await route.fulfill({ response, body });
  });
}

function flipped(encoded: string): string {
  const bytes = fromBase64url(encoded);
  bytes[bytes.length - 9]! ^= 1;
  return toBase64url(bytes);
}

/** Runs in the page: what a translator does to it, or something that knows better. */
function translatePage(how: 'translated' | 'other'): void {
  const change = (element: Element): void => {
    for (const node of [...element.childNodes]) {
      if (node instanceof Element) change(node);
      else if (how === 'translated' && node.textContent?.trim() !== '') {
        const font = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
        font.textContent = `» ${node.textContent ?? ''}`;
        node.replaceWith(font);
      } else node.textContent = node.textContent?.replace('border', 'edge') ?? '';
    }
  };
  for (const part of document.querySelectorAll('[data-check]')) change(part);
  if (how === 'translated') document.documentElement.classList.add('translated-ltr');
}

/** Runs in the page before anything else: a browser of some years ago. */
function withoutNewKeys(): void {
  const { importKey } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.importKey = async function (this: SubtleCrypto, ...given: unknown[]) {
    if (given[2] === 'Ed25519' || given[2] === 'X25519') throw new DOMException('', 'NotSupportedError');
    return Reflect.apply(importKey, this, given) as Promise<CryptoKey>;
  } as typeof importKey;
}
