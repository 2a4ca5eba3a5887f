// What comes after a release, by clicking and typing: an organizer adds to the timeline, an organization co-signs and is accepted.
import { beforeAll, expect, it } from '@jest/globals';
import type { Organizer } from '../../src/client/organizer.js';
import { toBase64url } from '../../src/protocol/codec.js';
import type { OrganizationKind } from '../../src/protocol/organization.js';
import { releasedLetter, type Released } from '../support/released.js';
import { fits, look } from './support/look.js';
import { expectFocus, type Person } from './support/person.js';
import { describeSite } from './support/site.js';
import { say, texts } from './support/texts.js';
import { untranslated } from './support/untranslated.js';

const MAILBOX = 'office@union.example';
const NAME = 'The Cloud Workers’ Union';
const TEXT = 'Ada handed it over at the front desk.';

describeSite('after a release', (site) => {
  let released: Released;
  let letterPath: string;

  beforeAll(async () => {
    released = await releasedLetter(site().world);
    letterPath = `/l/${released.letter.id}`;
  });

  async function signedIn(organizer: Organizer): Promise<Person> {
    const person = await site().person();
    await person.context.addInitScript((session: string) => {
      sessionStorage.setItem('undersigned/organizer', session);
    }, sessionOf(organizer));
    await person.open(`/organize/letter/${released.letter.id}`);
    await person.find('heading', say('after.form.heading')).waitFor();
    return person;
  }

  it('lets an organizer add to the timeline, and everybody read it', async () => {
    const organizer = await signedIn(released.organizers[0]!);
    const { page } = organizer;
    organizer.expectsFailures = true;
    await page.getByLabel(say('after.form.kind')).selectOption('delivered');
    await organizer.type('textbox', say('after.form.text'), TEXT);
    await organizer.type('textbox', say('after.form.link'), 'http://news.example/');
    await organizer.tap('button', say('after.form.go'));
    await page.getByText(say('after.error.link')).waitFor();
    await page.getByLabel(say('after.form.link')).fill('https://news.example/cumulus');
    await organizer.tap('button', say('after.form.go'));
    await page.getByText(say('after.form.added')).waitFor();
    await look(page, 'after-console');

    const reader = await site().person();
    await reader.open(letterPath);
    await reader.find('link', TEXT).waitFor();
    await reader.page.getByText('No answer yet from').waitFor();
    await look(reader.page, 'after-letter');
    await fits(reader.page, 'after-letter');

    await removes(organizer, TEXT, 'entry', 'after-remove');
    await reader.page.reload();
    expect(await reader.page.getByText(TEXT).count()).toBe(0);
    await reader.leave();
    await organizer.leave();
  });

  it('asks back before a supporters’ link goes, too', async () => {
    const organizer = await signedIn(released.organizers[2]!);
    const link = 'A fund for whoever loses her job';
    await organizer.page.getByLabel(say('after.form.kind')).selectOption('support');
    await organizer.type('textbox', say('after.form.text'), link);
    await organizer.type('textbox', say('after.form.link'), 'https://fund.example/');
    await organizer.tap('button', say('after.form.go'));
    await organizer.page.getByText(link).waitFor();
    await removes(organizer, link, 'entry');
    await organizer.leave();
  });

  it('lets an organization co-sign, once an organizer has accepted it', async () => {
    const union = await site().person();
    await union.open(letterPath);
    await union.tap('link', say('after.toCosign'));
    await union.type('textbox', say('cosign.ask.name'), NAME);
    await union.page.getByLabel(say('cosign.ask.kind')).selectOption('union');
    const address = union.find('textbox', say('cosign.ask.address'));
    await look(union.page, 'cosign');
    await fits(union.page, 'cosign');
    await address.fill('office@cumulus.example');
    await union.tap('button', say('cosign.ask.send'));
    await union.page.getByText(say('cosign.error.workplace')).waitFor();
    expect(union.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    await address.fill(MAILBOX);
    await union.tap('button', say('cosign.ask.send'));
    await union.sees(say('cosign.code.heading'));
    await look(union.page, 'cosign-code');
    await fits(union.page, 'cosign-code');
    const typed = union.find('textbox', say('cosign.code.label'));
    const first = await site().world.nextCode(MAILBOX);
    union.expectsFailures = true;
    await typed.fill(first === '0000-0000' ? '1111-1111' : '0000-0000');
    await union.page.getByText(say('cosign.error.code')).waitFor();
    await look(union.page, 'cosign-code-refused');
    // Nothing came: it can be sent again after a minute, and both codes work; not the same again and again.
    const again = union.find('button', say('cosign.code.again'));
    expect(await again.getAttribute('aria-disabled')).toBe('true');
    await again.click({ force: true });
    site().world.clock.advance(61);
    await union.waits(61);
    await union.page.locator('button[aria-describedby=cosign-again-when]:not([aria-disabled])').click();
    await union.page.getByText(say('cosign.code.sentAgain')).waitFor();
    expect(await site().world.nextCode(MAILBOX, 1)).not.toBe(first);
    expect(union.requests.filter(({ url }) => url.endsWith('/attestations/organizations'))).toHaveLength(2);
    // It submits itself, in whatever way it is typed.
    await typed.fill(first.replace('-', ' ').toLowerCase());
    await union.sees(say('cosign.done.heading'));
    await union.page.getByText(say('cosign.done.waits', { domain: 'union.example', name: NAME })).waitFor();
    await union.keepsNothing();
    await union.open(letterPath);
    expect(await union.page.getByText(NAME).count()).toBe(0);

    const organizer = await signedIn(released.organizers[1]!);
    await organizer.tap('button', say('after.form.acceptWhat', { name: NAME }));
    await organizer.page.getByText(say('after.form.accepted')).waitFor();
    await look(organizer.page, 'after-console-organization');
    await organizer.leave();

    await union.open(letterPath);
    await union.page.getByText(NAME).waitFor();
    await union.page.getByText(say('after.organizationsCount', { count: 1 })).waitFor();
    await union.leave();
  });

  /** Comes to co-sign, and asks for a code. */
  async function asking(address: string, name: string, kind: OrganizationKind): Promise<Person> {
    const person = await site().person();
    await person.open(`${letterPath}/cosign`);
    await person.type('textbox', say('cosign.ask.name'), name);
    await person.page.getByLabel(say('cosign.ask.kind')).selectOption(kind);
    await person.type('textbox', say('cosign.ask.address'), address);
    await person.tap('button', say('cosign.ask.send'));
    return person;
  }

  it('refuses a public provider’s mailbox, and a code that is too old, for which another is sent', async () => {
    const mill = await asking('mill@gmail.com', 'The Mill', 'customer');
    mill.expectsFailures = true;
    await mill.page.getByText(say('cosign.error.mailbox')).waitFor();
    const address = mill.find('textbox', say('cosign.ask.address'));
    await expectFocus(address);
    await address.fill('office@mill.example');
    await mill.tap('button', say('cosign.ask.send'));
    await mill.sees(say('cosign.code.heading'));
    const old = await site().world.nextCode('office@mill.example');
    site().world.clock.advance(601);
    await mill.waits(601);
    await mill.page.getByText(say('cosign.code.expired')).waitFor();
    await look(mill.page, 'cosign-code-expired');
    await mill.find('textbox', say('cosign.code.label')).fill(old);
    await mill.page.getByText(say('cosign.error.code')).waitFor();
    await mill.tap('button', say('cosign.code.again'));
    await mill.page.getByText(say('cosign.code.sentAgain')).waitFor();
    const code = await site().world.nextCode('office@mill.example', 1);
    await mill.find('textbox', say('cosign.code.label')).fill(code);
    await mill.sees(say('cosign.done.heading'));
    await mill.leave();
  });

  it('shows an organizer that what she accepts has changed since she looked, and counts from the list', async () => {
    const organizer = await signedIn(released.organizers[1]!);
    organizer.expectsFailures = true;
    const before = await asking('desk@mill.example', 'The Old Mill', 'other');
    await before.sees(say('cosign.code.heading'));
    const code = await site().world.nextCode('desk@mill.example');
    await before.find('textbox', say('cosign.code.label')).fill(code);
    await before.sees(say('cosign.done.heading'));
    await before.leave();
    await organizer.tap('button', say('after.form.acceptWhat', { name: 'The Mill' }));
    await organizer.page.getByText(say('after.error.changed')).waitFor();
    await look(organizer.page, 'after-console-changed');
    const shown = organizer.page.locator('.after-entries li', { hasText: 'mill.example' });
    expect(await shown.innerText()).toContain(say('after.form.organization.other'));
    await organizer.tap('button', say('after.form.acceptWhat', { name: 'The Old Mill' }));
    await organizer.page.getByText(say('after.form.accepted')).waitFor();

    const reader = await site().person();
    const counted = async (count: number, kinds: readonly OrganizationKind[]): Promise<void> => {
      await reader.open(letterPath);
      await reader.page.getByText(say('after.organizationsCount', { count })).waitFor();
      const items = await reader.page.locator('.organizations li').allInnerTexts();
      expect(items).toHaveLength(count);
      for (const kind of kinds) expect(items.join()).toContain(say(`after.organization.${kind}`));
    };
    await counted(2, ['union', 'other']);
    await removes(organizer, 'The Old Mill', 'shown', 'after-remove-organization');
    await counted(1, ['union']);
    await reader.leave();
    await organizer.leave();
  });

  it('tells a browser that can’t check the letter so, and asks it for nothing', async () => {
    const old = await site().person();
    await old.context.addInitScript(() => {
      crypto.subtle.importKey = async () => Promise.reject(new DOMException('no', 'NotSupportedError'));
    });
    await old.open(`${letterPath}/cosign`);
    await old.page.getByText(say('cosign.unsuited', { why: 'old' })).waitFor();
    expect(await old.page.locator('#cosign-name').count()).toBe(0);
    await look(old.page, 'cosign-unsuited');
    await old.leave();
  });

  /** Presses *Remove*, thinks better of it, and removes it after all. */
  async function removes(
    organizer: Person,
    text: string,
    what: 'entry' | 'shown' | 'waiting',
    name?: string,
  ): Promise<void> {
    const { page } = organizer;
    const remove = organizer.find('button', say('after.form.removeWhat', { text }));
    await remove.click();
    const asked = page.locator('.after-entries [role=group]');
    await expectFocus(asked);
    expect(await asked.innerText()).toContain(say('after.form.removeSure', { what }));
    if (name !== undefined) {
      await look(page, name);
      await fits(page, name);
    }
    await organizer.tap('button', say('after.form.removeNo'));
    await expectFocus(remove);
    expect(organizer.requests.filter(({ url }) => url.endsWith('/removal'))).toEqual([]);
    await remove.click();
    await organizer.tap('button', say('after.form.removeYes'));
    await page.getByText(say('after.form.removed')).waitFor();
    expect(await remove.count()).toBe(0);
    await expectFocus(page.locator('section.after h3').nth(what === 'entry' ? 0 : 1));
  }

  it.each(['en-XA', 'ar-XB'])('fits in %s, and is in it', async (locale) => {
    const speak = texts(locale);
    const union = await site().person();
    const mailbox = `${locale.toLowerCase()}@union.example`;
    const at = async (name: string): Promise<void> => {
      await fits(union.page, `cosign-${name}-${locale}`);
      if (locale === 'en-XA')
        expect(await untranslated(union.page, [mailbox, 'union.example', 'X'])).toEqual([]);
    };
    await union.open(`${letterPath}/cosign?locale=${locale}`);
    await union.page.locator('#cosign-name').waitFor();
    await look(union.page, `cosign-${locale}`);
    await at('ask');
    await union.find('textbox', speak('cosign.ask.name')).fill('X');
    await union.find('textbox', speak('cosign.ask.address')).fill(mailbox);
    await union.tap('button', speak('cosign.ask.send'));
    await union.sees(speak('cosign.code.heading'));
    await at('code');
    const code = await site().world.nextCode(mailbox);
    await union.find('textbox', speak('cosign.code.label')).fill(code);
    await union.sees(speak('cosign.done.heading'));
    await at('done');
    await union.leave();
  });
});

/** What her tab keeps while she is signed in. */
function sessionOf({ http, keys, key }: Organizer): string {
  return JSON.stringify({
    origin: http.baseUrl,
    key,
    signingSeed: toBase64url(keys.signingSeed),
    sealingKey: toBase64url(keys.sealingKey),
    sealingSecret: toBase64url(keys.sealingSecret),
    token: http.bearer ?? '',
  });
}
