// What comes after a release, by clicking and typing: an organizer adds to the timeline, an organization co-signs and is accepted.
import { beforeAll, expect, it } from '@jest/globals';
import type { Organizer } from '../../src/client/organizer.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { releasedLetter, type Released } from '../support/released.js';
import { fits, look } from './support/look.js';
import type { Person } from './support/person.js';
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
    await organizer.leave();

    const reader = await site().person();
    await reader.open(letterPath);
    await reader.find('link', TEXT).waitFor();
    await reader.page.getByText('No answer yet from').waitFor();
    await look(reader.page, 'after-letter');
    await fits(reader.page, 'after-letter');
    await reader.leave();
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
    const code = await site().world.nextCode(MAILBOX);
    await union.find('textbox', say('cosign.code.label')).fill(code);
    await union.tap('button', say('cosign.code.go'));
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
    await union.tap('button', speak('cosign.code.go'));
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
