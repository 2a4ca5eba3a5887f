// A draft by clicking and typing: all of it on a phone of 320 pixels; refused as it is sealed; by keyboard alone; copied, left, and
// gone. What the server then holds is compared with what was typed.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fetchLetter } from '../../src/client/letter.js';
import {
  act,
  type Draft,
  fetchDraft,
  joinDraft,
  removeOrganizer,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from '../../src/client/organize/organize.js';
import type { Organizer as Client } from '../../src/client/organizer.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { manifestDefaults } from '../../src/protocol/manifest-defaults.js';
import { drawWords } from '../../src/protocol/words.js';
import type { Opened } from '../support/world.js';
import { fits, look } from './support/look.js';
import { Organizer } from './support/organizer.js';
import type { Person, PersonOptions } from './support/person.js';
import { describeSite, type Site } from './support/site.js';
import { say } from './support/texts.js';

const HOUR = 3_600_000;
const DAY_SECONDS = 86_400;
const PHONE = { width: 320, height: 700 };

const TEXT = {
  addressee: 'The board of Cumulus',
  title: 'End the contract',
  summary: 'We ask you to end the contract with the border agency.',
  body: 'We, who build it, ask.[^1]\n\n[^1]: The Daily Example.',
};
const HEBREW = {
  addressee: 'הנהלת קומולוס',
  title: 'סיימו את החוזה',
  summary: 'אנחנו מבקשים לסיים את החוזה.',
  body: 'אנחנו, שבונים את זה, מבקשים.',
};

describeSite('a draft', (site) => {
  describe('on a phone of 320 pixels', () => {
    let wren: Organizer;
    let heron: Client;
    let draft: string;
    let opens: string;

    beforeAll(async () => {
      wren = await Organizer.come(site(), 'Wren', '/organize', PHONE);
    });

    it('begins with words', async () => {
      const { page } = wren.person;
      await fits(page, 'organize-phone-key');
      await wren.person.tap('button', say('organize.key.make'));
      await look(page, 'organize-words');
      await fits(page, 'organize-words');
      await wren.person.tap('button', say('organize.back'));
      await wren.start();
      draft = new URL(page.url()).pathname.slice(-26);
      await fits(page, 'organize-phone-text');
    });

    it('is written, with an occasion, a contact for the press and help with the signs', async () => {
      const { page } = wren.person;
      for (const name of ['addressee', 'title', 'summary', 'body'] as const)
        await wren.write(say(`organize.text.${name}`), TEXT[name]);
      await wren.write(say('organize.text.summary'), 'x'.repeat(150));
      await page.getByText(say('organize.text.summaryLeft', { left: -10 })).waitFor();
      await page.getByText(say('organize.problem.too_long', { limit: 140 })).waitFor();
      await wren.write(say('organize.text.summary'), TEXT.summary);
      await wren.write(say('organize.text.occasion'), 'A contract of March');
      await wren.write(say('organize.text.pressContact'), 'press@letter.example');
      await page.getByText(say('organize.help.summary')).click();
      await wren.isSaved();
      await look(page, 'organize-phone-written');
      await fits(page, 'organize-phone-written');
    });

    it('is translated, into a language from right to left, and one translation is removed', async () => {
      const { person } = wren;
      const { page } = person;
      await wren.chapter('translations');
      const other = person.find('combobox', say('organize.translations.language'));
      await other.selectOption('he');
      await person.tap('button', say('organize.translations.add'));
      await person.find('heading', 'עברית').waitFor();
      for (const name of ['addressee', 'title', 'summary', 'body'] as const)
        await wren.write(say(`organize.text.${name}`), HEBREW[name]);
      const field = person.find('textbox', say('organize.text.title'));
      expect(await field.evaluate((one) => getComputedStyle(one).direction)).toBe('rtl');
      const preview = page.frameLocator('iframe');
      const heading = preview.getByRole('heading', { name: HEBREW.title });
      await heading.waitFor();
      expect(await heading.evaluate((one) => one.closest('[dir]')?.outerHTML.slice(0, 60))).toContain('rtl');
      await preview.getByText(say('letter.binding', { language: 'English' })).waitFor();
      expect(await preview.locator('[data-sign]').count()).toBe(0);
      await look(page, 'organize-translation');
      await fits(page, 'organize-translation');

      // A language that the letter has already can't be chosen again.
      expect(await other.locator('option').evaluateAll(values)).not.toContain('he');
      await other.selectOption('de');
      await person.tap('button', say('organize.translations.add'));
      await wren.write(say('organize.text.title'), 'Ein Versehen');
      const which = person.find('combobox', say('organize.translations.which'));
      expect(await which.locator('option').allInnerTexts()).toEqual(['עברית', 'Deutsch']);
      const remove = say('organize.translations.remove', { language: 'Deutsch' });
      await person.tap('button', remove);
      await page.getByText(say('organize.translations.removeSure')).waitFor();
      await look(page, 'organize-translation-remove');
      await person.tap('button', say('organize.no'));
      await person.tap('button', remove);
      await person.tap('button', say('organize.translations.removeYes'));
      await which.waitFor({ state: 'hidden' });
      expect(await person.find('textbox', say('organize.text.title')).inputValue()).toBe(HEBREW.title);
      await wren.isSaved();
    });

    it('says which workplaces and addresses count; one workplace is removed', async () => {
      const { person } = wren;
      const { page } = person;
      await wren.chapter('workplaces');
      await addWorkplace(wren, 'Cumulus');
      await addWorkplace(wren, 'A mistake');
      await person.tap('button', say('organize.workplaces.remove', { name: 'A mistake' }));
      await person.tap('button', say('organize.workplaces.removeYes'));
      await person.find('button', say('organize.workplaces.remove', { name: 'A mistake' })).waitFor({
        state: 'hidden',
      });
      const domain = person.find('textbox', say('organize.workplaces.domain'));
      await domain.fill('nowhere');
      await person.tap('button', say('organize.workplaces.addDomain'));
      await page.getByText(say('organize.workplaces.noDomain')).waitFor();
      // An address, or a link, is as good as the domain in it.
      await domain.fill('Ada@Cumulus.example');
      await person.tap('button', say('organize.workplaces.addDomain'));
      await page.getByText('@cumulus.example', { exact: true }).waitFor();

      const tested = person.find('textbox', say('organize.test.address'));
      const dots = person.find('checkbox', say('organize.workplaces.dots'));
      await dots.check();
      await tested.fill('Ada.Koch@cumulus.example');
      const counts = (address: string): string =>
        say('organize.test.counts', { address, workplace: 'Cumulus' });
      await page.getByText(counts('adakoch@cumulus.example')).waitFor();
      await look(page, 'organize-address-counts');
      await dots.uncheck();
      await page.getByText(counts('ada.koch@cumulus.example')).waitFor();
      for (const [address, why] of [
        ['ada+letters@cumulus.example', 'plus'],
        ['support@cumulus.example', 'shared'],
        ['ada@mail.cumulus.example', 'domain'],
        ['"ada"@cumulus.example', 'characters'],
        ['ada@', 'other'],
      ] as const) {
        await tested.fill(address);
        await page.getByText(say('organize.test.countsNot', { why })).waitFor();
      }
      // It stays here: nothing that was asked for holds it.
      expect(wren.person.requests.some(({ url }) => url.includes('ada'))).toBe(false);
      await wren.isSaved();
      await fits(page, 'organize-phone-workplaces');
      const { content } = await fetchDraft(await client(site(), wren), draft);
      expect(JSON.stringify(content)).not.toMatch(/ada|koch/i);
    });

    it('advises on the threshold, and says what each number hides', async () => {
      const { person } = wren;
      const { page } = person;
      await wren.chapter('terms');
      await page.getByText(say('organize.advice.noHeadcount')).waitFor();
      const threshold = person.find('textbox', say('organize.terms.threshold'));
      await threshold.fill('5');
      await page.getByText(say('organize.problem.threshold_cell', { minimumCell: 10 })).waitFor();
      await threshold.fill('40');
      await page.getByText(say('organize.advice.hides', { threshold: 40 })).waitFor();
      await page.getByText(say('organize.advice.employer', { mailboxes: 8, others: 32 })).waitFor();

      await wren.chapter('workplaces');
      await person.find('textbox', say('organize.workplaces.headcount')).fill('50');
      await wren.chapter('terms');
      await page.getByText(say('organize.advice.high')).waitFor();
      await page.getByText(say('organize.advice.small', { headcount: 50 })).waitFor();
      await look(page, 'organize-advice-warns');
      await wren.chapter('workplaces');
      await person.find('textbox', say('organize.workplaces.headcount')).fill('20');
      await wren.chapter('terms');
      await page.getByText(say('organize.advice.impossible', { headcount: 20 })).waitFor();
      await wren.chapter('workplaces');
      await person.find('textbox', say('organize.workplaces.headcount')).fill('400');
      await wren.chapter('terms');
      await page
        .getByText(say('organize.advice.share', { threshold: 40, headcount: 400, share: '10%' }))
        .waitFor();

      await page.getByText(say('organize.terms.more'), { exact: true }).click();
      await page.getByText(say('organize.terms.moreTimes')).click();
      for (const hint of ['epochHint', 'countStepHint', 'minimumCellHint', 'signsFromHint'] as const)
        await page.getByText(say(`organize.terms.${hint}`)).waitFor();
      await person.find('combobox', say('organize.terms.countStep')).selectOption('5');
      await person.find('combobox', say('organize.terms.timeZone')).selectOption('UTC');
      opens = await fill(wren, 'opensAt', HOUR);
      await fill(wren, 'closesAt', 24.3 * HOUR);
      await look(page, 'organize-phone-terms');
      await fits(page, 'organize-phone-terms');

      await wren.chapter('appear');
      await person.type('textbox', say('organize.appear.roles'), 'Engineering\nSales\nEngineering');
      await person.type('textbox', say('organize.appear.conditions'), '50\n10');
      await wren.isSaved();
      await fits(page, 'organize-phone-appear');
    });

    it('is organized by several: one is removed, and comes back by no link that she had', async () => {
      const { person } = wren;
      const { page } = person;
      const link = await wren.invite();
      const invite = link.slice(-22);
      const crow = await site().world.organizer();
      heron = await site().world.organizer();
      await joinDraft(crow, draft, invite, 'Crow');
      await joinDraft(heron, draft, invite, 'Heron');
      const remove = say('organize.organizers.remove', { label: 'Crow' });
      await person.find('button', remove).waitFor();
      await fits(page, 'organize-phone-organizers');
      await person.tap('button', remove);
      await look(page, 'organize-remove');
      await person.tap('button', say('organize.organizers.removeYes', { label: 'Crow' }));
      await person.find('button', remove).waitFor({ state: 'hidden' });
      expect(await page.locator('.copyable').count()).toBe(0);
      await expect(joinDraft(crow, draft, invite, 'Crow')).rejects.toMatchObject({ code: 'invite_refused' });
      await person.tap('button', say('organize.invite.make'));
      const another = await page.locator('.copyable code').innerText();
      expect(another).not.toBe(link);
      // Two of two would be all: said here, and to be confirmed below.
      await page.getByText(say('organize.organizers.all')).waitFor();
    });

    it('is sealed only once they know that all must agree', async () => {
      const { person } = wren;
      const { page } = person;
      await wren.chapter('review');
      await page.getByText(say('organize.review.ready')).waitFor();
      const go = person.find('button', say('organize.review.go'));
      expect(await go.getAttribute('aria-disabled')).toBe('true');
      await go.click({ force: true });
      await person.find('checkbox', say('organize.review.allMustAgree', { organizers: 2 })).check();
      await look(page, 'organize-review-all');
      await fits(page, 'organize-review-all');
      await go.click();
      await wren.sign();
      await page.getByText(say('organize.sealed.waiting')).waitFor();
      await fits(page, 'organize-phone-sealed');
    });

    it('becomes the letter that was typed, to the byte', async () => {
      const { page } = wren.person;
      const id = await signAs(heron, draft);
      await wren.seesOpen();
      await fits(page, 'organize-phone-opened');
      const { manifest } = await fetchLetter(p, site().world.http, id);
      // On a count: the one that is nearest to what was typed.
      const end = new Date(Date.parse(`${opens}:00Z`) + 23 * HOUR).toISOString().slice(0, 16);
      const defaults = manifestDefaults(`${end}:00Z`, 2);
      const { organizers, issuers, ...said } = manifest;
      expect(organizers.map(({ label }) => label)).toEqual(['Wren', 'Heron']);
      expect(issuers).toHaveLength(1);
      expect(said).toMatchObject({
        ...defaults,
        letter: { ...TEXT, language: 'en' },
        translations: [{ ...HEBREW, language: 'he' }],
        occasion: 'A contract of March',
        pressContact: 'press@letter.example',
        supersedes: null,
        workplaces: [
          {
            id: 'cumulus',
            name: 'Cumulus',
            domains: ['cumulus.example'],
            mailbox: { dots: 'kept' },
            headcount: 400,
          },
        ],
        threshold: 40,
        countStep: 5,
        opensAt: `${opens}:00Z`,
        closesAt: `${end}:00Z`,
        roles: ['Engineering', 'Sales'],
        nameConditions: [10, 50],
        approvals: 2,
      });
      await wren.person.leave();
    });
  });

  describe('that is refused as it is sealed', () => {
    let heron: Organizer;
    let wren: Client;
    let draft: string;

    beforeAll(async () => {
      const content = site().world.content({ approvals: 2 });
      const [workplace] = content.workplaces;
      const workplaces = [{ ...workplace!, domains: ['cumulus.example', 'gmail.com'] }];
      // Whoever is asked which domains are public can't be reached: the server says so when it seals.
      const made = await prepare(site(), { ...content, workplaces });
      ({ draft } = made);
      wren = made.others[0]!;
      heron = await come(site(), 'Heron', made, async (page) => {
        await page.route('**/mail-domains', abort);
      });
      heron.person.expectsFailures = true;
      await heron.chapter('review');
    });

    it('for a public provider’s domain, with a way to it', async () => {
      const { person } = heron;
      const { page } = person;
      await page.getByText(say('organize.review.ready')).waitFor();
      await person.tap('button', say('organize.review.go'));
      const place = page.locator('.organize-problems > li');
      await place.getByText(say('organize.workplaces.public', { domain: 'gmail.com' })).waitFor();
      await look(page, 'organize-refused');
      await fits(page, 'organize-refused');
      await place.getByRole('button').click();
      await focusIsOn(page, '@gmail.com');
      await person.tap('button', say('organize.workplaces.removeDomain', { domain: 'gmail.com' }));
      await heron.isSaved();
      await heron.chapter('review');
      await page.getByText(say('organize.review.ready')).waitFor();
    });

    it('for times that are over by the server’s clock, with a way to them', async () => {
      const { person } = heron;
      const { page } = person;
      await heron.chapter('terms');
      await person.find('combobox', say('organize.terms.timeZone')).selectOption('UTC');
      await fill(heron, 'opensAt', HOUR / 6);
      await fill(heron, 'closesAt', 1.2 * HOUR);
      await heron.isSaved();
      await heron.chapter('review');
      await page.getByText(say('organize.review.ready')).waitFor();
      await site().wait(3 * 3600);
      await person.tap('button', say('organize.review.go'));
      const place = page.locator('.organize-problems > li');
      await place.getByText(say('organize.review.refusedTime')).waitFor();
      await place.getByRole('button', { name: say('organize.terms.closesAt') }).click();
      await page.locator('#draft-closesAt:focus').waitFor();
      // The page's clock is behind; its owner knows better now.
      await fill(heron, 'closesAt', 48 * HOUR);
      await heron.isSaved();
      await heron.chapter('review');
      await page.getByText(say('organize.review.ready')).waitFor();
    });

    it('because another organizer changed something since: said what, and sealed when seen', async () => {
      const { person } = heron;
      const { page } = person;
      await page.route(
        '**/seal',
        async (route) => {
          const { revision, content } = await fetchDraft(wren, draft);
          const letter = { ...(content['letter'] as object), title: 'Wren’s title' };
          await saveDraft(wren, draft, revision, { ...content, letter, threshold: 13 });
          await route.continue();
        },
        { times: 1 },
      );
      await person.tap('button', say('organize.review.go'));
      await page.getByText(say('organize.error.draftChanged')).waitFor();
      const changed = page.locator('.notice.warning');
      await changed.getByText(say('organize.review.changed')).waitFor();
      expect(await changed.getByRole('button').allInnerTexts()).toEqual([
        say('organize.text.title'),
        say('organize.terms.threshold'),
      ]);
      await look(page, 'organize-review-changed');
      await fits(page, 'organize-review-changed');
      await changed.getByRole('button', { name: say('organize.text.title') }).click();
      await heron.person.sees(say('organize.text.heading'));
      expect(await person.find('textbox', say('organize.text.title')).inputValue()).toBe('Wren’s title');
      await heron.chapter('review');
      await person.tap('button', say('organize.review.go'));
      await person.sees(say('organize.sealed.heading'));
      expect(await fetchDraft(wren, draft)).toMatchObject({ state: 'sealed' });
    });

    it('is copied, when what was sealed is wrong', async () => {
      const { person } = heron;
      await person.tap('button', say('organize.sealed.copy'));
      await person.page.getByText(say('organize.start.copied')).waitFor();
      await look(person.page, 'organize-copied');
      await fits(person.page, 'organize-copied');
      await person.type('textbox', say('organize.label'), 'Heron');
      await person.tap('button', say('organize.start.go'));
      await person.find('heading', say('organize.text.heading')).waitFor();
      expect(await person.find('textbox', say('organize.text.title')).inputValue()).toBe('Wren’s title');
      expect(await person.page.locator('#draft-supersedes').count()).toBe(0);
      await heron.chapter('terms');
      for (const name of ['opensAt', 'closesAt'] as const)
        expect(await person.page.locator(`#draft-${name}`).inputValue()).toBe('');
      await person.leave();
    });
  });

  it('that others sealed while she wrote is shown as it was sealed, and as soon as it is open', async () => {
    const made = await prepare(site(), site().world.content());
    const wren = await come(site(), 'Wren', { ...made, words: made.otherWords[0]! });
    const { person } = wren;
    person.expectsFailures = true;
    await losesSaves(person);
    await wren.write(say('organize.text.occasion'), 'Too late');
    const heron = await site().world.organizer(made.words);
    const { revision } = await fetchDraft(heron, made.draft);
    await sealDraft(heron, made.draft, revision);
    const refused = person.page.waitForResponse(
      (answer) => answer.request().method() === 'PUT' && answer.status() === 409,
    );
    await person.page.unroute('**/api/v1/letters/drafts/*');
    // She tries to save no more: from here on she learns by looking alone.
    await refused;
    await wren.sign();
    await person.page.getByText(say('organize.sealed.waiting')).waitFor();
    await person.page.getByText(say('organize.sealed.unsaved')).waitFor();
    await signAs(heron, made.draft);
    await signAs(made.others[1]!, made.draft);
    await wren.seesOpen();
    await person.leave();
  });

  it('is begun, sealed and signed by keyboard alone', async () => {
    const owl = await Organizer.come(site(), 'Owl');
    const { person } = owl;
    const { keyboard } = person.page;
    const press = async (role: 'button' | 'link', name: string): Promise<void> => {
      await person.tabTo(role, name);
      await keyboard.press('Enter');
    };
    await press('button', say('organize.key.make'));
    await person.sees(say('organize.words.heading'));
    const words = await person.page.locator('ol.words li').allInnerTexts();
    await press('button', say('organize.words.written'));
    await person.sees(say('organize.words.askHeading'));
    for (const [i, word] of words.entries()) {
      const name = say('organize.words.which', { number: i + 1 });
      if ((await person.find('textbox', name).count()) === 0) continue;
      await person.tabTo('textbox', name);
      await keyboard.type('not a word');
      await keyboard.press('Enter');
      await person.page.getByText(say('organize.words.wrong', { number: i + 1 })).waitFor();
      // The focus is on the field that is wrong.
      await keyboard.press('Control+A');
      await keyboard.type(word.toUpperCase());
    }
    await keyboard.press('Enter');
    await person.sees(say('organize.start.heading'));
    await person.tabTo('textbox', say('organize.label'));
    await keyboard.press('Enter');
    await person.page.getByText(say('organize.error.label')).waitFor();
    await keyboard.type('Owl');
    await keyboard.press('Enter');
    await person.find('heading', say('organize.text.heading')).waitFor();

    const draft = new URL(person.page.url()).pathname.slice(-26);
    await press('link', say('organize.chapter.organizers'));
    await person.sees(say('organize.organizers.heading'));
    const invite = (await person.page.locator('.copyable code').innerText()).slice(-22);
    const crow = await site().world.organizer();
    await joinDraft(crow, draft, invite, 'Crow');
    const { revision } = await fetchDraft(crow, draft);
    await saveDraft(crow, draft, revision, site().world.content({ approvals: 2 }));
    await person.find('button', say('organize.organizers.remove', { label: 'Crow' })).waitFor();
    await press('link', say('organize.chapter.review'));
    await person.sees(say('organize.review.heading'));
    await person.page.getByText(say('organize.review.ready')).waitFor();
    await person.tabTo('checkbox', say('organize.review.allMustAgree', { organizers: 2 }));
    await keyboard.press('Space');
    await press('button', say('organize.review.go'));
    await person.sees(say('organize.sealed.heading'));
    await person.tabTo('checkbox', say('organize.sealed.read'));
    await keyboard.press('Space');
    await press('button', say('organize.sealed.sign'));
    await person.page.getByText(say('organize.sealed.waiting')).waitFor();
    const { openings } = await fetchDraft(crow, draft);
    expect(openings).toHaveLength(1);
    await person.leave();
  });

  describe('that takes the place of a cancelled letter', () => {
    let opened: Opened;
    let heron: Organizer;

    beforeAll(async () => {
      opened = await site().open();
      for (const one of opened.organizers.slice(0, 2)) await act(one, opened.letter, 'cancel');
      heron = await Organizer.come(site(), 'Heron', `/organize/letter/${opened.letter.id}`);
      heron.words = opened.words[0]!.split(' ');
      // There are no proposals of a letter that is over; and later others join while she writes.
      heron.person.expectsFailures = true;
    });

    it('is copied from the letter’s page, without its times', async () => {
      const { person } = heron;
      const { page } = person;
      await heron.enterWords();
      await person.tap('link', say('release.copy.go'));
      await person.find('heading', say('organize.start.heading')).waitFor();
      const old = person.find('textbox', say('organize.start.old'));
      expect(await old.inputValue()).toBe(`${site().url}/l/${opened.letter.id}`);
      await look(page, 'organize-replace');
      await fits(page, 'organize-replace');
      await old.fill('https://letters.example/elsewhere');
      await person.type('textbox', say('organize.label'), 'Heron');
      await person.tap('button', say('organize.start.go'));
      await page.getByText(say('organize.error.oldLetter')).waitFor();
      await old.fill(opened.letter.id);
      await person.tap('button', say('organize.start.go'));
      await person.find('heading', say('organize.text.heading')).waitFor();
      expect(await person.find('textbox', say('organize.text.title')).inputValue()).toBe(
        opened.letter.manifest.letter.title,
      );
      await page.getByText(say('organize.text.supersedesWhat')).waitFor();
      await look(page, 'organize-superseding');
      await heron.chapter('review');
      const left = page.locator('.organize-problems > li');
      await left.first().waitFor();
      expect(await left.getByRole('button').allInnerTexts()).toEqual([
        say('organize.terms.opensAt'),
        say('organize.terms.closesAt'),
        say('organize.chapter.organizers'),
      ]);
      await fits(page, 'organize-review-left');
    });

    it('says so in its manifest and on its page', async () => {
      const { person } = heron;
      const draft = new URL(person.page.url()).pathname.slice(-26);
      const link = await heron.invite();
      const others = await Promise.all([site().world.organizer(), site().world.organizer()]);
      for (const [i, one] of others.entries())
        await joinDraft(one, draft, link.slice(-22), ['Wren', 'Kestrel'][i] ?? '');
      await heron.chapter('terms');
      await person.find('combobox', say('organize.terms.timeZone')).selectOption('UTC');
      await fill(heron, 'opensAt', -HOUR / 2);
      await fill(heron, 'closesAt', 24 * HOUR);
      await heron.isSaved();
      await heron.chapter('review');
      await person.page.getByText(say('organize.review.ready')).waitFor();
      await person.tap('button', say('organize.review.go'));
      await heron.sign();
      await person.page.getByText(say('organize.sealed.waiting')).waitFor();
      let id = '';
      for (const one of others) id = await signAs(one, draft);
      const { manifest } = await fetchLetter(p, site().world.http, id);
      expect(manifest.supersedes).toBe(toBase64url(opened.letter.digest));
      expect(manifest.letter).toEqual(opened.letter.manifest.letter);
      expect(manifest.workplaces).toEqual(opened.letter.manifest.workplaces);
      const reader = await site().person();
      await reader.open(`/l/${id}`);
      await reader.tap('link', say('letter.supersedesLink'));
      expect(new URL(reader.page.url()).pathname).toBe(`/l/${opened.letter.id}`);
      await reader.leave();
      await person.leave();
    });
  });

  it('is left by who wants to go, and deleted by the last', async () => {
    const made = await prepare(site(), site().world.content());
    const heron = await come(site(), 'Heron', made);
    const { person } = heron;
    await heron.chapter('organizers');
    await person.tap('button', say('organize.leave.go'));
    await person.page.getByText(say('organize.leave.sure', { count: 3 })).waitFor();
    await look(person.page, 'organize-leave');
    await fits(person.page, 'organize-leave');
    await person.tap('button', say('organize.leave.yes', { count: 3 }));
    await person.find('heading', say('organize.start.heading')).waitFor();
    const [wren, kestrel] = made.others as [Client, Client];
    expect((await fetchDraft(wren, made.draft)).organizers.map(({ label }) => label)).toEqual([
      'Wren',
      'Kestrel',
    ]);
    await removeOrganizer(kestrel, made.draft, kestrel.key);
    await removeOrganizer(wren, made.draft, wren.key);
    await expect(fetchDraft(wren, made.draft)).rejects.toMatchObject({ code: 'draft_not_found' });
    await person.leave();
  });

  it('that she was removed from says so before her, and what she had is copied', async () => {
    const made = await prepare(site(), site().world.content(), 'Heron');
    const wren = await come(site(), 'Wren', { ...made, words: made.otherWords[0]! });
    const { person } = wren;
    person.expectsFailures = true;
    await losesSaves(person);
    await wren.write(say('organize.text.occasion'), 'Not yet saved');
    const first = await site().world.organizer(made.words);
    await removeOrganizer(first, made.draft, made.others[0]!.key);
    await person.page.unroute('**/api/v1/letters/drafts/*');
    await person.sees(say('organize.gone.heading'));
    await look(person.page, 'organize-gone');
    await fits(person.page, 'organize-gone');
    await person.tap('button', say('organize.sealed.copy'));
    await person.page.getByText(say('organize.start.copied')).waitFor();
    await person.type('textbox', say('organize.label'), 'Wren');
    await person.tap('button', say('organize.start.go'));
    await person.find('heading', say('organize.text.heading')).waitFor();
    expect(await person.find('textbox', say('organize.text.occasion')).inputValue()).toBe('Not yet saved');
    await person.leave();
  });

  // The clock goes far ahead: the last.
  it('that nobody changed for 90 days says so', async () => {
    const made = await prepare(site(), site().world.content());
    await site().wait(91 * DAY_SECONDS);
    const heron = await Organizer.come(site(), 'Heron', `/organize/draft/${made.draft}`);
    const { person } = heron;
    person.expectsFailures = true;
    heron.words = made.words.split(' ');
    await person.tap('button', say('organize.key.have'));
    await heron.enterWords();
    await person.find('heading', say('organize.draft.notYours')).waitFor();
    await person.page.getByText(say('organize.error.draftNotFound')).waitFor();
    expect(say('organize.error.draftNotFound')).toContain('90 days');
    await look(person.page, 'organize-expired');
    await fits(person.page, 'organize-expired');
    await person.leave();
  });

  /** In a time field, in UTC; as documents have it, to the minute. */
  async function fill(organizer: Organizer, name: 'opensAt' | 'closesAt', ms: number): Promise<string> {
    const time = new Date(Date.now() + site().ahead + ms).toISOString().slice(0, 16);
    await organizer.person.page.getByLabel(say(`organize.terms.${name}`), { exact: true }).fill(time);
    return time;
  }
});

interface Prepared {
  readonly draft: string;
  readonly words: string;
  readonly others: readonly Client[];
  readonly otherWords: readonly string[];
}

/** A draft with this content, of Heron, Wren and Kestrel. */
async function prepare(site: Site, content: object, label = 'Heron'): Promise<Prepared> {
  const [words, ...otherWords] = [drawWords(p), drawWords(p), drawWords(p)] as const;
  const first = await site.world.organizer(words);
  const { draft, invite } = await startDraft(first, label);
  const others = await Promise.all(otherWords.map((one) => site.world.organizer(one)));
  for (const [i, one] of others.entries()) await joinDraft(one, draft, invite, ['Wren', 'Kestrel'][i] ?? '');
  const { revision } = await fetchDraft(first, draft);
  await saveDraft(first, draft, revision, content);
  return { draft, words, others, otherWords };
}

/** To a draft, with her words. */
async function come(
  site: Site,
  label: string,
  { draft, words }: Pick<Prepared, 'draft' | 'words'>,
  before: (page: Page) => Promise<void> = async () => undefined,
  options: PersonOptions = {},
): Promise<Organizer> {
  const organizer = await Organizer.come(site, label, '/organize', options);
  const { person } = organizer;
  await before(person.page);
  await person.open(`/organize/draft/${draft}`);
  organizer.words = words.split(' ');
  await person.tap('button', say('organize.key.have'));
  await organizer.enterWords();
  await person.find('heading', say('organize.text.heading')).waitFor();
  return organizer;
}

async function client(site: Site, { words }: Organizer): Promise<Client> {
  return site.world.organizer(words.join(' '));
}

async function addWorkplace({ person }: Organizer, name: string): Promise<void> {
  const first = person.find('textbox', say('organize.workplaces.first'));
  const another = person.find('textbox', say('organize.workplaces.another'));
  await first.or(another).fill(name);
  await person.tap('button', say('organize.workplaces.add'));
  await person.find('button', say('organize.workplaces.remove', { name })).waitFor();
}

/** Signs the opening of a sealed draft; the letter's id, if that opened it. */
async function signAs(organizer: Client, draft: string): Promise<string> {
  const { manifest, content }: Draft = await fetchDraft(organizer, draft);
  const bytes = new Uint8Array(Buffer.from(manifest ?? '', 'base64url'));
  return (await signOpening(organizer, draft, bytes, content as never)) ?? '';
}

async function focusIsOn(page: Page, text: string): Promise<void> {
  await page.locator(':focus').filter({ hasText: text }).waitFor();
}

function values(options: (SVGElement | HTMLElement)[]): string[] {
  return options.map((one) => (one as HTMLOptionElement).value);
}

async function abort(route: { abort(): Promise<void> }): Promise<void> {
  await route.abort();
}

/** Nothing that she saves arrives, until the page is unrouted. */
async function losesSaves({ page }: Person): Promise<void> {
  await page.route('**/api/v1/letters/drafts/*', async (route) =>
    route.request().method() === 'PUT' ? route.abort() : route.continue(),
  );
}
