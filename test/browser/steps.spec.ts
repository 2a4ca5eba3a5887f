// The way through signing, and what goes wrong on it: by axe, at every width, with large letters; pictures of each. What a letter's
// terms or time change is in states.spec.ts; refusals, lost connections and what waits are looked at where they are tested.
import { beforeAll, it } from '@jest/globals';
import type { ClientLetter } from '../../src/client/letter.js';
import { fits, look, pictureForReadme } from './support/look.js';
import { choice, Signer } from './support/signer.js';
import { describeSite } from './support/site.js';

/** Some twenty states, each looked at in every way. */
const WITHIN_MS = 180_000;

describeSite('the steps of signing', (site) => {
  let letter: ClientLetter;

  beforeAll(async () => {
    letter = await site().openLetter({ nameConditions: [10, 25] });
  });

  it.each(['en', 'en-XA', 'ar-XB'])(
    'are accessible, and fit, in %s',
    async (locale) => {
      const looked = locale === 'en' ? '' : `-${locale}`;
      const signer = await Signer.come(site(), letter, locale === 'en' ? {} : { locale });
      const { person, say } = signer;
      const { page } = person;
      person.expectsFailures = true;
      const at = async (name: string): Promise<void> => {
        if (locale === 'en') await look(page, `sign-${name}`);
        await fits(page, `sign-${name}${looked}`);
      };

      await signer.begin();
      await at('1-ask');
      await page.getByText(say('sign.exact.summary')).click();
      await page.getByText(say('sign.goOn.summary')).click();
      await page.getByText(say('sign.ask.laptopSummary')).click();
      await at('1-ask-details');
      await person.find('radio', choice('role', say)).click();
      await at('1-ask-role');
      await person.find('radio', choice('named', say)).click();
      await at('1-ask-named');
      await signer.typeAddress();
      await signer.send();
      await page.locator('[aria-invalid=true]').waitFor();
      await at('1-ask-named-wrong');
      await person.find('radio', choice('anonymous', say)).click();
      await person.find('textbox', say('sign.ask.address')).fill('ida@elsewhere.example');
      await signer.send();
      await page.getByRole('alert').first().waitFor();
      await at('1-ask-wrong');
      await person.find('textbox', say('sign.ask.address')).fill('');
      await signer.typeAddress();
      await signer.send();

      await signer.sees('code');
      await at('2-code');
      await person.type('textbox', say('sign.code.label'), '00000000');
      await page
        .getByRole('alert')
        .filter({ hasText: say('sign.error.codeRefused') })
        .waitFor();
      await at('2-code-wrong');
      await person.find('textbox', say('sign.code.label')).fill('');
      await signer.typeCode(await signer.readCode());

      await signer.sees('ready');
      await at('3-ready');
      await person.tap('button', say('sign.ready.change'));
      await person.tap('button', say('sign.forget'));
      await at('3-ready-change');
      await person.tap('button', say('sign.forgetNo'));

      await person.tap('button', say('sign.ready.laterInstead'));
      await signer.sees('words');
      await at('4-words-before');
      await signer.confirmWords();
      await signer.sees('wait');
      await at('5-wait');
      await person.tap('button', say('sign.wait.showQr'));
      await page.getByRole('img', { name: say('sign.wait.qrLabel') }).waitFor();
      await at('5-wait-code');
      await signer.read();
      await at('0-begun');
      await signer.goOn();
      await signer.sees('wait');

      await person.context.route('**/signatures', async (route) => route.abort());
      await person.tap('button', say('sign.wait.now'));
      await signer.sees('sending');
      await at('6-sending');
      await person.context.unrouteAll();
      await person.tap('button', say('sign.sending.again'));
      await signer.sees('recorded');
      await at('7-recorded');
      await person.tap('button', say('sign.recorded.showWords'));
      await person.sees(say('sign.words.headingAfter'));
      await at('8-words-after');
      await person.tap('button', say('sign.words.back'));
      await signer.sees('recorded');
      await person.keepsNothing();
      await person.leave();
    },
    WITHIN_MS,
  );

  it('are shown in the README', async () => {
    const signer = await Signer.come(site(), letter, { width: 900, height: 780, scale: 0.6 });
    await pictureForReadme(signer.person.page, 'letter');
    const phone = await Signer.come(site(), letter, { width: 390, height: 720, scale: 0.8 });
    await phone.begin();
    await phone.person.page.mouse.move(0, 0);
    await pictureForReadme(phone.person.page, 'signing');
    await signer.person.leave();
    await phone.person.leave();
  });
});
