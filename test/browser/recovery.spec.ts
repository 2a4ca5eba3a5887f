// What goes wrong on phones, at every step of signing: reloads, closed tabs, the back button, lost connections, lost replies.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientLetter } from '../../src/client/letter.js';
import { look } from './support/look.js';
import { expectFocus, type Person } from './support/person.js';
import { Signer } from './support/signer.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

describeSite('nothing that matters is lost', (site) => {
  let letter: ClientLetter;

  beforeAll(async () => {
    letter = await site().openLetter();
  });

  describe.each([
    ['a reload', (person: Person) => person.page.reload()],
    ['a closed tab', (person: Person) => person.newTab()],
  ])('by %s', (_name, lose) => {
    it('at any step', async () => {
      const signer = await Signer.come(site(), letter);
      const { person } = signer;
      const comesBack = async (): Promise<void> => {
        await lose(person);
        await signer.read();
        await signer.goOn();
      };
      await signer.begin();
      await signer.typeAddress();
      await comesBack();
      await signer.sees('ask');
      expect(await person.find('textbox', say('sign.ask.address')).inputValue()).toBe(signer.address);
      await signer.send();
      await signer.sees('code');
      const code = await signer.readCode();
      await person.type('textbox', say('sign.code.label'), code.slice(0, 4));
      await comesBack();
      await signer.sees('code');
      await signer.typeCode(code);
      await signer.sees('ready');
      await comesBack();
      await signer.sees('ready');
      await person.tap('button', say('sign.ready.laterInstead'));
      await signer.sees('words');
      const words = await signer.words();
      await comesBack();
      await signer.sees('ready');
      await person.tap('button', say('sign.ready.laterInstead'));
      await signer.sees('words');
      expect(await signer.words()).toEqual(words);
      await signer.confirmWords();
      await signer.sees('wait');
      await comesBack();
      await signer.sees('wait');
      await person.tap('button', say('sign.wait.now'));
      await signer.sees('recorded');
      await lose(person);
      await signer.read();
      await person.keepsNothing();
      await person.leave();
    });
  });

  it('by the back button', async () => {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    const { page } = person;
    await signer.ask();
    await page.goBack();
    await signer.sees('ask');
    expect(await person.find('textbox', say('sign.ask.address')).inputValue()).toBe(signer.address);
    await page.goForward();
    await signer.sees('code');
    await signer.typeCode(await signer.readCode());
    await signer.sees('ready');
    await page.goBack();
    await signer.sees('ready');
    await person.tap('button', say('sign.ready.laterInstead'));
    await signer.sees('words');
    await page.goBack();
    await signer.sees('ready');
    await signer.sign();
    await signer.sees('recorded');
    await person.keepsNothing();
    await person.leave();
  });

  describe.each([
    ['a lost connection', cutOff],
    ['a lost reply', loseReply],
  ])('by %s', (_name, cut) => {
    it('at any step', async () => {
      const signer = await Signer.come(site(), letter);
      const { person } = signer;
      person.expectsFailures = true;
      await signer.begin();
      await signer.typeAddress();
      const mailed = site().world.codes(signer.address).length;
      const lost = await cut(person, 'attestations', async () => {
        await signer.send();
        await hearsOf(person, say('sign.error.unreachable'));
      });
      if (lost > 0) await signer.readCode(mailed + lost - 1);
      await signer.send();
      await signer.sees('code');

      const code = await signer.readCode(mailed + lost);
      await cut(person, 'tokens', async () => {
        await signer.typeCode(code);
        await hearsOf(person, say('sign.error.unreachable'));
      });
      await person.tap('button', say('sign.code.go'));
      await signer.sees('ready');

      await cut(person, 'signatures', async () => {
        await signer.sign();
        await signer.sees('sending');
      });
      await person.tap('button', say('sign.sending.again'));
      await signer.sees('recorded');
      await person.keepsNothing();
      await person.leave();
    });

    it('and a closed tab after it', async () => {
      const signer = await Signer.come(site(), letter);
      const { person } = signer;
      person.expectsFailures = true;
      await signer.ask();
      const code = await signer.readCode();
      await cut(person, 'tokens', async () => {
        await signer.typeCode(code);
        await hearsOf(person, say('sign.error.unreachable'));
        await person.newTab();
      });
      await signer.read();
      await signer.goOn();
      // The code that she typed is sent once more by itself.
      await signer.sees('ready');
      await cut(person, 'signatures', async () => {
        await signer.sign();
        await signer.sees('sending');
        await person.newTab();
      });
      await signer.read();
      await signer.goOn();
      await signer.sees('recorded');
      await person.keepsNothing();
      await person.leave();
    });
  });

  it('by a wrong code, and by spaces and dashes that don’t matter', async () => {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    person.expectsFailures = true;
    await signer.ask();
    const code = await signer.readCode();
    await signer.typeCode('0000-0000');
    const field = person.find('textbox', say('sign.code.label'));
    await person.page
      .getByRole('alert')
      .filter({ hasText: say('sign.error.codeRefused') })
      .waitFor();
    await expectFocus(field);
    await field.fill('');
    await person.page.keyboard.type(
      ` ${code.slice(0, 2)} ${code.slice(2, 4)}–${code.slice(5).toLowerCase()}`,
    );
    await signer.sees('ready');
    await person.leave();
  });

  it('by pasting the line of the mail in which the code is', async () => {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    await signer.ask();
    const line = `Your code: ${await signer.readCode()}.`;
    await person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await person.page.evaluate((text) => navigator.clipboard.writeText(text), line);
    await person.find('textbox', say('sign.code.label')).click();
    await person.page.keyboard.press('ControlOrMeta+V');
    await signer.sees('ready');
    await person.leave();
  });

  it('by a letter that could not be loaded when Sign was pressed', async () => {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    person.expectsFailures = true;
    await person.context.setOffline(true);
    await person.tap('link', say('letter.sign'));
    await person.page
      .getByRole('alert')
      .filter({ hasText: say('sign.notLoaded') })
      .waitFor();
    await look(person.page, 'sign-not-loaded');
    await person.context.setOffline(false);
    await person.tap('link', say('sign.tryAgain'));
    await signer.sees('ask');
    await person.leave();
  });
});

/** Nothing reaches the server while she acts: 0. */
async function cutOff(person: Person, _path: string, act: () => Promise<void>): Promise<number> {
  await person.context.setOffline(true);
  await act();
  await person.context.setOffline(false);
  return 0;
}

/** What she posts is taken, and its answer doesn't come; how often. */
async function loseReply(person: Person, path: string, act: () => Promise<void>): Promise<number> {
  const statuses: number[] = [];
  await person.context.route(`**/api/v1/**/${path}`, async (route) => {
    statuses.push((await route.fetch()).status());
    await route.abort('connectionreset');
  });
  await act();
  await person.context.unrouteAll();
  const taken = statuses.filter((status) => status < 300);
  expect({ statuses, taken: taken.length > 0 }).toEqual({ statuses, taken: true });
  return taken.length;
}

/** The problem is said, and the focus is on it. */
async function hearsOf(person: Person, problem: string): Promise<void> {
  const alert = person.page.getByRole('alert').filter({ hasText: problem });
  await alert.waitFor();
  await expectFocus(alert);
}
