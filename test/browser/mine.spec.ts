// Coming back: with words, with a pass, with what the device keeps; recorded and no more before the announcement; another way to
// appear, out again, and what an edition shows.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { encodePass, passFile, passLink } from '../../src/client/sign/pass.js';
import { byName, latestSequence, sign } from '../../src/client/sign/sign.js';
import { newWords } from '../../src/client/signer.js';
import { entropyOf } from '../../src/protocol/words.js';
import { approveBy, proposeAt, publishBy } from '../support/names.js';
import type { Opened, Signed } from '../support/world.js';
import { fits, look } from './support/look.js';
import { expectFocus, NOTHING_KEPT, type Person } from './support/person.js';
import { describeSite } from './support/site.js';
import { say, texts } from './support/texts.js';

const HEADINGS = {
  enter: say('mine.enter.heading'),
  carried: say('mine.carried.heading'),
  known: say('mine.known.heading'),
  nothing: say('mine.nothing.heading'),
  change: say('mine.change.heading'),
  withdraw: say('mine.withdraw.heading'),
  pass: say('mine.pass.heading'),
  code: say('sign.code.heading'),
  ready: say('sign.ready.heading'),
  recorded: say('sign.recorded.heading'),
  changed: say('mine.done.changed'),
  withdrawn: say('mine.done.withdrawn'),
};
const LABEL = say('mine.enter.label');
const ROLE = 'Engineering';

describeSite('whoever comes back', (site) => {
  let opened: Opened;
  let ada: Signed;

  const path = (): string => `/l/${opened.letter.id}/mine`;
  const come = async (options: Parameters<ReturnType<typeof site>['person']>[0] = {}): Promise<Person> => {
    const person = await site().person(options);
    await person.open(path());
    await person.find('textbox', LABEL).waitFor();
    return person;
  };
  const goOn = (person: Person): Promise<void> => person.tap('button', say('mine.enter.go'));
  const comeWith = async (words: string, options = {}): Promise<Person> => {
    const person = await come(options);
    await person.find('textbox', LABEL).fill(words);
    await goOn(person);
    return person;
  };
  const latest = ({ signer }: Pick<Signed, 'signer'>): Promise<number | null> =>
    latestSequence(opened.letter, signer);

  beforeAll(async () => {
    opened = await site().open({ threshold: 3, minimumCell: 3, countStep: 1, nameConditions: [1] });
    ada = await site().world.sign(opened.letter);
  });

  it('reads what it takes, without a script, too', async () => {
    const person = await site().person({ javaScriptEnabled: false });
    await person.open(`/l/${opened.letter.id}`);
    await person.tap('link', say('letter.mineLink'));
    await person.find('heading', say('mine.heading')).waitFor();
    expect(await person.page.locator('noscript').innerText()).toBe(say('mine.noScript'));
    await person.leave();
  });

  it('is shown a page that is the same for everybody and kept nowhere', async () => {
    const [one, other] = await Promise.all([0, 1].map(async () => fetch(site().url + path())));
    expect(one?.headers.get('cache-control')).toBe('no-store');
    expect(await one?.text()).toBe(await other?.text());
  });

  it('leaves the focus where pages begin, is accessible, and fits', async () => {
    const person = await come();
    expect(await person.page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await look(person.page, 'mine-enter');
    await fits(person.page, 'mine-enter');
    await person.keepsNothing();
    await person.leave();
  });

  describe('with words', () => {
    it('is told which one is mistyped, before anything is sent', async () => {
      const person = await come();
      const before = person.requests.length;
      const field = person.find('textbox', LABEL);
      const list = ada.words.split(' ');
      const at = list.findIndex((word) => word.length >= 4);
      const meant = list[at]!;
      const word = `${meant.slice(0, 4)}qq`;
      const swapped = list
        .map((_, i) => [...list.slice(i), ...list.slice(0, i)].join(' '))
        .find(isNoneAtAll)!;
      for (const [text, problem] of [
        ['', say('mine.error.count', { count: 0 })],
        [list.slice(1).join(' '), say('mine.error.count', { count: 11 })],
        ['xylofon '.repeat(12), say('mine.error.word', { number: 1, word: 'xylofon' })],
        [swapped, say('sign.error.invalidWords')],
        [list.with(at, word).join(' '), say('mine.error.wordMeant', { number: at + 1, word, meant })],
      ] as const) {
        await field.fill(text);
        await goOn(person);
        await hears(person, problem);
        await expectFocus(field);
      }
      expect(person.requests.slice(before)).toEqual([]);
      await look(person.page, 'mine-mistyped');
      await person.leave();
    });

    it('reads that she is recorded, however they are written, and nothing else, also after a withdrawal', async () => {
      const written = ada.words
        .toUpperCase()
        .split(' ')
        .map((word, i) => `${i + 1}. ${word}`)
        .join('\n');
      const person = await comeWith(written, { width: 320, height: 700 });
      await person.sees(HEADINGS.known);
      await person.page.getByText(say('mine.published.none')).waitFor();
      const sheet = (): Promise<string> => person.page.locator('.mine-steps').innerText();
      const signed = await sheet();
      await look(person.page, 'mine-recorded');
      await fits(person.page, 'mine-recorded');

      await person.tap('button', say('mine.known.withdraw'));
      await person.sees(HEADINGS.withdraw);
      await look(person.page, 'mine-withdraw');
      await person.tap('button', say('mine.withdraw.no'));
      await person.sees(HEADINGS.known);
      expect(await latest(ada)).toBe(0);
      await person.tap('button', say('mine.known.withdraw'));
      await person.tap('button', say('mine.withdraw.yes'));
      await person.sees(HEADINGS.withdrawn);
      expect(await latest(ada)).toBe(1);
      await look(person.page, 'mine-withdrawn');
      const receipt = JSON.parse(await saved(person, say('sign.recorded.saveReceipt'))) as Record<
        string,
        string
      >;
      expect(receipt).toMatchObject({ letter: opened.letter.id, key: ada.receipt.key });
      await person.tap('button', say('mine.back'));
      await person.sees(HEADINGS.known);
      await person.page.getByText(say('mine.published.none')).waitFor();
      expect(await sheet()).toBe(signed);
      await keepsNothing(person);
      await person.leave();

      const again = await comeWith(ada.words);
      await again.sees(HEADINGS.known);
      await again.page.getByText(say('mine.published.none')).waitFor();
      expect(await again.page.locator('.mine-steps').innerText()).toBe(signed);
      await again.leave();
    });

    it('changes how she appears with the keyboard alone, and signs again by it', async () => {
      const person = await come({ width: 1280, height: 900 });
      const { page } = person;
      await person.tabTo('textbox', LABEL);
      await page.keyboard.type(ada.words);
      await person.tabTo('button', say('mine.enter.go'));
      await page.keyboard.press('Enter');
      await person.sees(HEADINGS.known);
      await person.tabTo('button', say('mine.known.change'));
      await page.keyboard.press('Enter');
      await person.sees(HEADINGS.change);
      await person.tabTo('radio', new RegExp(say('sign.appear.anonymous')));
      await page.keyboard.press('ArrowDown');
      await person.tabTo('button', say('mine.change.change'));
      await page.keyboard.press('Enter');
      await hears(person, say('sign.error.role'));
      await expectFocus(person.find('combobox', say('sign.appear.roleLabel')));
      await page.keyboard.type(ROLE);
      await look(page, 'mine-change');
      await person.tabTo('button', say('mine.change.change'));
      await page.keyboard.press('Enter');
      await person.sees(HEADINGS.changed);
      expect(await latest(ada)).toBe(2);
      await person.leave();
    });

    it('gets her name shown after another code, even if everything breaks on the way', async () => {
      const person = await comeWith(ada.words);
      person.expectsFailures = true;
      await person.sees(HEADINGS.known);
      await person.tap('button', say('mine.known.change'));
      await person.tap('radio', new RegExp(say('sign.appear.named')));
      await person.type('textbox', say('sign.appear.name'), 'Ada Marsh');
      await person.find('combobox', say('sign.appear.condition')).selectOption('1');
      await person.page.getByText(say('mine.change.needsPass')).waitFor();
      await look(person.page, 'mine-change-named');
      await person.tap('button', say('mine.change.ask'));
      await person.sees(HEADINGS.pass);
      await look(person.page, 'mine-pass');
      await person.type('textbox', say('sign.ask.address'), ada.address);
      const before = site().world.codes(ada.address).length;
      await person.tap('button', say('sign.ask.send'));
      await person.sees(HEADINGS.code);

      await person.newTab();
      await person.open(path());
      await person.page.getByText(say('mine.kept.begun')).waitFor();
      await look(person.page, 'mine-kept');
      await person.tap('button', say('mine.kept.goOn'));
      await person.sees(HEADINGS.code);
      const code = await site().world.nextCode(ada.address, before);
      await person.type('textbox', say('sign.code.label'), code);
      await person.sees(HEADINGS.ready);
      await person.page.getByText(say('mine.pass.asNamed', { name: 'Ada Marsh' })).waitFor();
      await look(person.page, 'mine-confirm');
      await person.context.route('**/api/v1/**/signatures', async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      });
      await person.tap('button', say('mine.change.change'));
      await person.sees(say('sign.sending.heading'));
      await person.context.unrouteAll();
      await person.tap('button', say('sign.sending.again'));
      await person.sees(HEADINGS.recorded);
      expect(await latest(ada)).toBe(3);
      await keepsNothing(person);
      await person.leave();
    });

    it('sends the same once more after a lost reply', async () => {
      const { words, signer } = await site().world.sign(opened.letter);
      const person = await comeWith(words);
      person.expectsFailures = true;
      await person.tap('button', say('mine.known.withdraw'));
      const posted: string[] = [];
      await person.context.route('**/api/v1/**/signatures', async (route) => {
        posted.push(route.request().postData() ?? '');
        await route.fetch();
        await (posted.length === 1 ? route.abort('connectionreset') : route.continue());
      });
      await person.tap('button', say('mine.withdraw.yes'));
      await hears(person, say('sign.error.unreachable'));
      await person.tap('button', say('mine.withdraw.yes'));
      await person.sees(HEADINGS.withdrawn);
      expect(posted[1]).toBe(posted[0]);
      expect(await latest({ signer })).toBe(1);
      await person.leave();
    });

    it('is told that nothing is recorded, and can ask for a code with them', async () => {
      const words = newWords(opened.letter);
      const person = await comeWith(words);
      await person.sees(HEADINGS.nothing);
      await look(person.page, 'mine-nothing');
      await person.tap('button', say('mine.nothing.ask'));
      await person.sees(say('sign.ask.heading'));
      await person.leave();
    });

    it('is told that her clock is wrong', async () => {
      const person = await come({ ahead: site().ahead + 10 * 60_000 });
      person.expectsFailures = true;
      await person.find('textbox', LABEL).fill(ada.words);
      await goOn(person);
      await hears(person, say('sign.error.clock'));
      await person.leave();
    });
  });

  describe('with a pass', () => {
    it('signs by it: its link leaves the address at once, and nothing is signed before she says so', async () => {
      const { letter } = opened;
      const { words, signer, pass } = await site().world.pass(letter);
      const person = await site().person();
      await person.open(passLink(letter, encodePass(letter, words, pass)));
      await person.sees(HEADINGS.carried);
      expect(person.page.url()).toBe(site().url + path());
      expect(await person.page.evaluate(() => history.length)).toBeLessThanOrEqual(3);
      await look(person.page, 'mine-carried');
      expect(await latest({ signer })).toBeNull();
      await person.page.reload();
      await person.tap('button', say('mine.kept.goOn'));
      await person.sees(HEADINGS.carried);
      await person.tap('button', say('mine.carried.sign'));
      await person.sees(HEADINGS.ready);
      await person.page.getByText(say('sign.ready.notYet')).waitFor();
      await person.tap('button', say('sign.ready.change'));
      await person.tap('radio', new RegExp(say('sign.appear.role')));
      await person.find('combobox', say('sign.appear.roleLabel')).selectOption(ROLE);
      await person.tap('button', say('sign.ready.sign'));
      await person.sees(HEADINGS.recorded);
      expect(await latest({ signer })).toBe(0);
      await keepsNothing(person);

      // The same pass once more: it has signed, and needs no code for a name.
      await person.newTab();
      await person.open(passLink(letter, encodePass(letter, words, pass)));
      await person.tap('button', say('mine.carried.look'));
      await person.sees(HEADINGS.known);
      await keepsNothing(person);
      await person.tap('button', say('mine.known.change'));
      await person.tap('radio', new RegExp(say('sign.appear.named')));
      await person.type('textbox', say('sign.appear.name'), 'Ben Ruiz');
      await person.find('combobox', say('sign.appear.condition')).selectOption('1');
      await person.tap('button', say('mine.change.change'));
      await person.sees(HEADINGS.changed);
      expect(await latest({ signer })).toBe(1);
      await person.leave();
    });

    it('opens it as a file; what is none, or another letter’s, is refused', async () => {
      const { letter } = opened;
      const { words, pass } = await site().world.pass(letter);
      const { name, text } = passFile(letter, encodePass(letter, words, pass));
      const person = await come();
      const file = person.page.getByLabel(say('mine.enter.file'));
      const asFile = (content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
      // A link that is opened where the page stands already.
      await person.page.evaluate(() => {
        location.hash = 'pass=AQAA';
      });
      await hears(person, say('sign.error.passCutOff'));
      expect(person.page.url()).toBe(site().url + path());
      await file.setInputFiles(asFile('A shopping list'));
      await hears(person, say('sign.error.passUnreadable'));
      await file.setInputFiles(asFile(text.slice(0, -200)));
      await hears(person, say('sign.error.passCutOff'));
      await file.setInputFiles(asFile('x'.repeat(30_000)));
      await hears(person, say('sign.error.passUnreadable'));
      await file.setInputFiles(asFile(text));
      await person.sees(HEADINGS.carried);
      await person.tap('button', say('mine.forget.button'));
      await person.page.getByText(say('sign.forgetPass')).waitFor();
      await person.tap('button', say('sign.forgetYes'));
      await person.page.getByText(say('mine.forget.done', { what: 'pass' })).waitFor();
      await keepsNothing(person);
      await person.leave();
    });
  });

  it('goes on with what the device keeps, has its receipt renewed, and removes it by one button', async () => {
    const { letter } = opened;
    const { words, receipt, signer } = await site().world.sign(letter);
    const person = await site().person();
    await person.open('/');
    const kept = { step: 'recorded', words, receipt };
    await person.page.evaluate(
      ([key, value]) => {
        localStorage.setItem(key!, value!);
      },
      [`undersigned/${letter.id}`, JSON.stringify(kept)],
    );
    await person.open(path());
    await person.page.getByText(say('mine.kept.words')).waitFor();
    await look(person.page, 'mine-kept-words');
    await person.tap('button', say('mine.kept.goOn'));
    await person.sees(HEADINGS.known);
    await person.tap('button', say('mine.known.withdraw'));
    await person.tap('button', say('mine.withdraw.yes'));
    await person.page.getByText(say('mine.done.renewed')).waitFor();
    expect(await latest({ signer })).toBe(1);
    const [json = ''] = Object.values((await person.kept())['localStorage'] as Record<string, string>);
    const held: unknown = JSON.parse(json);
    expect(held).toMatchObject({ words, receipt: { receipt: { sequence: 1 } } });
    await person.tap('button', say('mine.back'));
    await person.tap('button', say('mine.forget.button'));
    await person.page.getByText(say('mine.forget.words')).waitFor();
    await look(person.page, 'mine-forget');
    await person.tap('button', say('sign.forgetYes'));
    await person.page.getByText(say('mine.forget.done', { what: 'both' })).waitFor();
    await keepsNothing(person);
    await person.leave();
  });

  it.each([
    ['text', (manifest: string) => manifest.replace('"body":"', '"body":"Not ')],
    ['terms', (manifest: string) => manifest.replace(/"threshold":\d+/, '"threshold":2')],
  ])('is stopped where the server shows another letter’s %s', async (_what, change) => {
    const person = await site().person();
    await person.context.route(`**/api/v1/letters/${opened.letter.id}`, async (route) => {
      const answer = (await (await route.fetch()).json()) as { manifest: string };
      const manifest = change(Buffer.from(answer.manifest, 'base64url').toString());
      const changed = { ...answer, manifest: Buffer.from(manifest).toString('base64url') };
      await route.fulfill({ json: changed });
    });
    await person.open(path());
    await hears(person, say('sign.error.letterMismatch'));
    expect(await person.find('textbox', LABEL).count()).toBe(0);
    await person.leave();
  });

  it('is told first that this browser can’t, or had better not', async () => {
    const person = await site().person({ userAgent: 'Mozilla/5.0 (Linux; Android 14; wv) Chrome/120' });
    await person.open(path());
    await person.sees(say('sign.unsuited.headingInApp'));
    expect(await person.find('textbox', LABEL).count()).toBe(0);
    await person.tap('button', say('sign.unsuited.anyway'));
    await person.find('textbox', LABEL).waitFor();
    await person.leave();
  });

  it.each(['en-XA', 'ar-XB'])('reads it in %s', async (locale) => {
    const told = texts(locale);
    const person = await site().person({ width: 320, height: 700 });
    await person.open(`${path()}?locale=${locale}`);
    await person.find('textbox', told('mine.enter.label')).fill(ada.words);
    await person.tap('button', told('mine.enter.go'));
    await person.sees(told('mine.known.heading'));
    await look(person.page, `mine-recorded-${locale}`);
    await person.tap('button', told('mine.known.change'));
    await look(person.page, `mine-change-${locale}`);
    await person.leave();
  });

  it('sees after the release what an edition shows, with the proof of it', async () => {
    const { world } = site();
    const { letter, organizers } = opened;
    const named = async (name: string): Promise<Signed> => {
      const passed = await world.pass(letter);
      const appearance = byName({ name, title: 'Engineer', condition: 1, showAddress: true }, passed.pass);
      return { ...passed, receipt: await sign(letter, passed.signer, passed.pass, appearance) };
    };
    const cleo = await named('Cleo Park');
    const dan = await world.sign(letter);
    await world.signMany(letter, 2);
    await world.endEpoch(letter, 1);
    await world.endEpoch(letter, 2);
    const two = organizers.slice(0, 2);
    const id = await proposeAt(world, opened, 3);
    const { edition } = await publishBy(letter, two, await approveBy(letter, two, id));
    const late = await world.sign(letter);

    const asNamed = await comeWith(cleo.words);
    await asNamed.page.getByText('Cleo Park').waitFor();
    await asNamed.page.getByText(cleo.address).waitFor();
    await look(asNamed.page, 'mine-named');
    const proof = JSON.parse(await saved(asNamed, say('mine.published.saveProof'))) as object;
    expect(proof).toMatchObject({ letter: letter.id, edition, record: { key: cleo.receipt.key } });
    await asNamed.leave();

    const asCounted = await comeWith(dan.words);
    await asCounted.page.getByText(say('mine.published.countedWhat')).waitFor();
    await look(asCounted.page, 'mine-counted');
    const asked = asCounted.requests.map(({ url }) => url).join();
    expect(asked).not.toContain(dan.signer.nullifier);
    await asCounted.leave();

    const asLate = await comeWith(late.words);
    await asLate.page.getByText(say('mine.published.notYetWhy')).waitFor();
    await look(asLate.page, 'mine-not-yet');
    await asLate.leave();
  });
});

/** Twelve words of the list that don't belong together. */
function isNoneAtAll(words: string): boolean {
  try {
    entropyOf(words);
    return false;
  } catch {
    return true;
  }
}

async function hears(person: Person, problem: string): Promise<void> {
  await person.page.getByRole('alert').filter({ hasText: problem }).waitFor();
}

/** The text of the file that this button saves. */
async function saved({ page }: { readonly page: Page }, button: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  return readFile(await (await download).path(), 'utf8');
}

/** Nothing, but names in the history that say nothing. */
async function keepsNothing(person: Person): Promise<void> {
  const { history, ...kept } = await person.kept();
  expect(history === null || /^[\w-]{22}$|^[0-9a-f-]{36}$/.test(history as string)).toBe(true);
  expect({ ...kept, history: null }).toEqual(NOTHING_KEPT);
}
