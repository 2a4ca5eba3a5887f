// Three organizers make a letter, from nothing to open, by clicking and typing only; two of them write at once; one closes her
// browser; one has a phone.
import { beforeAll, expect, it } from '@jest/globals';
import { fits, look } from './support/look.js';
import { Organizer, seesLetter } from './support/organizer.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

const TITLE = 'End the contract with the border agency';
const BODY = 'We, who build it, ask.[^1]\n\nWe are many.\n\nAnswer us.\n\n[^1]: The Daily Example.';
const HOUR = 3_600_000;

/** As a field for a time holds it, in UTC. */
function at(site: { ahead: number }, ms: number): string {
  return new Date(Date.now() + site.ahead + ms).toISOString().slice(0, 16);
}

describeSite('three organizers', (site) => {
  let heron: Organizer;
  let wren: Organizer;
  let kestrel: Organizer;
  let path: string;

  beforeAll(async () => {
    heron = await Organizer.come(site(), 'Heron');
  });

  it('begin with twelve words, of which three are asked for', async () => {
    const { person } = heron;
    await look(person.page, 'organize-key');
    await heron.start();
    expect(heron.words).toHaveLength(12);
    path = new URL(person.page.url()).pathname;
    const kept = await person.kept();
    expect(JSON.stringify(kept)).not.toContain(heron.words.join(' '));
    expect(kept).toMatchObject({ localStorage: {}, cookie: '', cookies: [] });
  });

  it('see the letter’s own page as they write', async () => {
    const { page } = heron.person;
    await heron.write(say('organize.text.addressee'), 'The chief executive of Cumulus');
    await heron.write(say('organize.text.title'), TITLE);
    await heron.write(say('organize.text.summary'), 'We ask you to end the contract.');
    await heron.write(say('organize.text.body'), BODY);
    const preview = page.frameLocator('iframe');
    await preview.getByRole('heading', { name: TITLE }).waitFor();
    await preview.getByText('The Daily Example.').waitFor();
    expect(await preview.locator('a[href]:not([href^="#"])').count()).toBe(0);
    await heron.isSaved();
    await look(page, 'organize-text');
    await fits(page, 'organize-text');
  });

  it('see it a moment later where the server has drawn enough, without writing on', async () => {
    const { page } = heron.person;
    const preview = page.frameLocator('iframe');
    let refused = 0;
    heron.person.expectsFailures = true;
    await page.route('**/organize/preview*', async (route) => {
      if (route.request().method() !== 'POST' || refused > 0) return route.continue();
      refused++;
      return route.fulfill({ status: 429, contentType: 'text/html', body: '<title>Later</title>' });
    });
    await heron.write(say('organize.text.title'), `${TITLE} Now`);
    await page.getByText(say('organize.preview.problem', { problem: 'busy' })).waitFor();
    await preview.getByRole('heading', { name: `${TITLE} Now` }).waitFor();
    expect(refused).toBe(1);
    await page.unroute('**/organize/preview*');
    heron.person.expectsFailures = false;
    await heron.write(say('organize.text.title'), TITLE);
    await preview.getByRole('heading', { name: TITLE, exact: true }).waitFor();
    await heron.isSaved();
  });

  it('come by one link, one of them with a phone', async () => {
    const link = await heron.invite();
    wren = await Organizer.come(site(), 'Wren', link);
    kestrel = await Organizer.come(site(), 'Kestrel', link, { width: 390, height: 844 });
    for (const one of [wren, kestrel]) {
      expect(one.person.page.url()).not.toContain('invite');
      // Whether she is one of its organizers is asked for first.
      one.person.expectsFailures = true;
      await one.join();
      one.person.expectsFailures = false;
      expect(one.person.requests.some(({ url }) => url.includes(link.slice(-22)))).toBe(false);
    }
    await heron.person.page.getByText('Kestrel', { exact: true }).waitFor();
    await look(heron.person.page, 'organize-organizers');
  });

  it('write at once, and lose nothing', async () => {
    await heron.chapter('text');
    heron.person.expectsFailures = wren.person.expectsFailures = true;
    await Promise.all([
      heron.write(say('organize.text.occasion'), 'A contract of March'),
      wren.write(say('organize.text.pressContact'), 'press@letter.example'),
    ]);
    await Promise.all([heron.isSaved(), wren.isSaved()]);
    await heron.person.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLInputElement>('input, textarea')].some(
          (one) => one.value === wanted,
        ),
      'press@letter.example',
    );
    await wren.person.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLInputElement>('input, textarea')].some(
          (one) => one.value === wanted,
        ),
      'A contract of March',
    );
  });

  it('are shown both versions where they differ, and choose', async () => {
    const { page } = wren.person;
    await wren.person.context.setOffline(true);
    await wren.write(say('organize.text.summary'), 'Wren’s sentence.');
    await heron.write(say('organize.text.summary'), 'Heron’s sentence.');
    await heron.isSaved();
    await wren.person.context.setOffline(false);
    await page.getByRole('heading', { name: say('organize.conflict.heading') }).waitFor();
    const both = await page.locator('.organize-sides').innerText();
    expect(both).toContain('Wren’s sentence.');
    expect(both).toContain('Heron’s sentence.');
    await look(page, 'organize-conflict');
    await wren.person.tap('button', say('organize.conflict.take', { whose: 'mine' }));
    await wren.isSaved();
    await heron.person.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLInputElement>('input, textarea')].some(
          (one) => one.value === wanted,
        ),
      'Wren’s sentence.',
    );
    heron.person.expectsFailures = wren.person.expectsFailures = false;
  });

  it('name a workplace, and learn which domains and addresses count', async () => {
    const { person } = wren;
    await wren.chapter('workplaces');
    await person.type('textbox', say('organize.workplaces.first'), 'Cumulus');
    await person.tap('button', say('organize.workplaces.add'));
    await person.type('textbox', say('organize.workplaces.domain'), 'cumulus.example, gmail.com');
    await person.tap('button', say('organize.workplaces.addDomain'));
    await person.page.getByText(say('organize.workplaces.public', { domain: 'gmail.com' })).waitFor();
    await person.type('textbox', say('organize.test.address'), 'Ada+x@cumulus.example');
    await person.page.getByText(say('organize.test.countsNot', { why: 'plus' })).waitFor();
    await look(person.page, 'organize-workplaces');
    await person.tap('button', say('organize.workplaces.removeDomain', { domain: 'gmail.com' }));
    await person.type('textbox', say('organize.workplaces.headcount'), '1200');
    await wren.isSaved();
  });

  it('choose threshold and dates on a phone, with a word on what each hides', async () => {
    const { person } = kestrel;
    await kestrel.chapter('terms');
    await person.tap('button', say('organize.advice.take', { suggested: 120 }));
    await person.find('combobox', say('organize.terms.timeZone')).selectOption('UTC');
    await person.page.getByLabel(say('organize.terms.opensAt'), { exact: true }).fill(at(site(), HOUR / 60));
    await person.page.getByLabel(say('organize.terms.closesAt'), { exact: true }).fill(at(site(), 24 * HOUR));
    await person.page.getByText(say('organize.advice.employer', { mailboxes: 24, others: 96 })).waitFor();
    await look(person.page, 'organize-terms');
    await fits(person.page, 'organize-terms');
    await kestrel.chapter('appear');
    await person.type('textbox', say('organize.appear.roles'), 'Engineering\nSales');
    await person.type('textbox', say('organize.appear.conditions'), '10\n50');
    await look(person.page, 'organize-appear');
    await kestrel.isSaved();
  });

  it('find the draft again after a browser was closed, with the words alone', async () => {
    const again = await Organizer.come(site(), 'Heron', path);
    again.words = heron.words;
    await heron.person.leave();
    heron = again;
    await heron.person.tap('button', say('organize.key.have'));
    await heron.enterWords();
    await heron.person.find('heading', say('organize.text.heading')).waitFor();
    expect(await heron.person.find('textbox', say('organize.text.title')).inputValue()).toBe(TITLE);
  });

  it('are asked for their words again when a session is over, and lose nothing that they typed', async () => {
    const { person } = heron;
    person.expectsFailures = true;
    const refused = { status: 401, json: { code: 'session_required', title: 'Over.' } };
    await person.page.route('**/api/v1/letters/drafts/*', (route) => route.fulfill(refused));
    await heron.write(say('organize.text.occasion'), 'A contract of April');
    await person.sees(say('organize.again.heading'));
    expect((await person.kept())['sessionStorage']).not.toHaveProperty('undersigned/organizer');
    await person.page.unroute('**/api/v1/letters/drafts/*');
    await heron.enterWords();
    await heron.isSaved();
    const field = person.find('textbox', say('organize.text.occasion'));
    expect(await field.inputValue()).toBe('A contract of April');
    person.expectsFailures = false;
  });

  it('seal it, read what was sealed, sign, and it is open', async () => {
    await heron.chapter('review');
    await heron.person.page.getByText(say('organize.review.ready')).waitFor();
    await look(heron.person.page, 'organize-review');
    await heron.person.tap('button', say('organize.review.go'));
    await heron.person.find('heading', say('organize.sealed.heading')).waitFor();
    await seesLetter(heron.person.page);
    await look(heron.person.page, 'organize-sealed');
    await heron.sign();
    await heron.person.page.getByText(say('organize.sealed.waiting')).waitFor();
    await wren.sign();
    await kestrel.sign();
    for (const one of [heron, wren, kestrel]) await one.seesOpen();
    await look(kestrel.person.page, 'organize-opened');
    const url = await kestrel.person.page.locator('.copyable code').innerText();
    const reader = await site().person();
    await reader.open(url);
    await reader.find('heading', TITLE).waitFor();
    await reader.leave();
  });

  it('leave nothing behind when they sign out or close the tab but what they chose', async () => {
    for (const { person } of [heron, wren, kestrel]) {
      expect(await person.kept()).toMatchObject({ localStorage: {}, databases: [], cookie: '', cookies: [] });
      await person.leave();
    }
  });
});
