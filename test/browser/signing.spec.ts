// Three people sign one letter, by clicking and typing only, their codes read from their mail; and everybody is shown that they did.
import { beforeAll, expect, it } from '@jest/globals';
import type { ClientLetter } from '../../src/client/letter.js';
import { look } from './support/look.js';
import type { Person } from './support/person.js';
import { choice, Signer } from './support/signer.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

const MOST_TAPS = 6;
const MOST_CHARACTERS = 40;
const ROLE = 'Engineering';
const IDA = { name: 'Ida Koch', condition: 3 };

describeSite('three people', (site) => {
  let letter: ClientLetter;

  beforeAll(async () => {
    letter = await site().openLetter({ threshold: 3, minimumCell: 3, countStep: 1, nameConditions: [3] });
  });

  it('sign anonymously on a phone of 320 pixels, in six taps and forty characters', async () => {
    const signer = await Signer.come(site(), letter, { width: 320, height: 568 });
    const { person } = signer;
    await signer.begin();
    expect(await person.find('radio', choice('anonymous')).isChecked()).toBe(true);
    await signer.typeAddress();
    await signer.send();
    await signer.sees('code');
    await signer.typeCode(await signer.readCode());
    await signer.sees('ready');
    await signer.sign();
    await signer.sees('recorded');
    const { taps, characters } = person;
    process.stdout.write(`From Sign to recorded: ${taps} taps, ${characters} characters\n`);
    expect(taps).toBeLessThanOrEqual(MOST_TAPS);
    expect(characters).toBeLessThanOrEqual(MOST_CHARACTERS);
    await keepsNothing(person);
  });

  it('sign by role with the keyboard alone', async () => {
    const signer = await Signer.come(site(), letter, { width: 1280, height: 900 });
    const { person } = signer;
    const { page } = person;
    await person.tabTo('link', say('letter.sign'));
    await page.keyboard.press('Enter');
    await signer.sees('ask');
    // Radio buttons are one stop; the arrows choose.
    await person.tabTo('radio', choice('anonymous'));
    await page.keyboard.press('ArrowDown');
    await person.tabTo('combobox', say('sign.appear.roleLabel'));
    await page.keyboard.type(ROLE);
    await person.tabTo('textbox', say('sign.ask.address'));
    await page.keyboard.type(signer.address);
    await page.keyboard.press('Enter');
    await signer.sees('code');
    await person.tabTo('textbox', say('sign.code.label'));
    await page.keyboard.type(await signer.readCode());
    await signer.sees('ready');
    await page.getByText(say('sign.ready.asRole', { role: ROLE })).waitFor();
    await look(page, 'sign-ready-role');
    await person.find('heading', say('sign.ready.heading')).focus();
    await person.tabTo('button', say('sign.ready.sign'));
    await page.keyboard.press('Enter');
    await signer.sees('recorded');
    await keepsNothing(person);
  });

  it('sign by name, later, from another device that got the pass as a file', async () => {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    await signer.begin();
    await signer.chooseName(IDA);
    await signer.typeAddress();
    await signer.send();
    await signer.sees('code');
    await signer.typeCode(await signer.readCode());
    await signer.sees('ready');
    await person.tap('button', say('sign.ready.laterInstead'));
    await signer.sees('words');
    await signer.confirmWords();
    await signer.sees('wait');
    const saved = person.page.waitForEvent('download');
    await person.tap('button', say('sign.wait.file'));
    const file = await (await saved).path();

    const other = await Signer.come(site(), letter, { width: 768, height: 1024 });
    await other.begin();
    await other.person.page.getByText(say('sign.goOn.summary')).click();
    await other.person.page.getByLabel(say('sign.goOn.file')).setInputFiles(file);
    await other.sees('ready');
    await other.person.tap('button', say('sign.ready.change'));
    await other.chooseName(IDA);
    await look(other.person.page, 'sign-ready-named');
    await other.sign();
    await other.sees('words');
    await look(other.person.page, 'sign-words-now');
    await other.confirmWords();
    await other.sees('recorded');
    await keepsNothing(other.person);

    // The first device waits still: what it sends is hers, too, and counts once.
    await signer.person.tap('button', say('sign.wait.now'));
    await signer.sees('recorded');
    await keepsNothing(person);
  });

  it('are counted together once two epochs have ended', async () => {
    await site().wait(3600);
    await site().wait(3600);
    const reader = await site().person();
    await reader.open(`/l/${letter.id}`);
    await reader.page.getByText(say('letter.reached', { count: 3 })).waitFor();
    await reader.leave();
  });
});

/** What she sees is all that there is: after a reload, too. */
async function keepsNothing(person: Person): Promise<void> {
  await person.keepsNothing();
  await person.page.reload();
  await person.keepsNothing();
  await person.leave();
}
