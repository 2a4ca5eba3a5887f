// The code: what was done for it before it is asked for, and what she can do when it never comes.
import { beforeAll, expect, it } from '@jest/globals';
import type { ClientLetter } from '../../src/client/letter.js';
import type { Person } from './support/person.js';
import { Signer } from './support/signer.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

/** What an issuer demands unless its operator says otherwise: worth a part of a second here, more than a second on phones. */
const WORK_COST = '15000';

describeSite(
  'a code',
  (site) => {
    let letter: ClientLetter;

    beforeAll(async () => {
      letter = await site().openLetter();
    });

    it('is mailed as soon as Send is pressed: the work for it was done while she read', async () => {
      const signer = await Signer.come(site(), letter);
      const { person } = signer;
      await person.context.addInitScript(countTurns);
      await signer.read();
      await signer.begin();
      await signer.typeAddress();
      await workIsDone(person);
      const before = demands(person);
      expect(before).toBe(1);
      // From here on none can be done in this page.
      await person.page.evaluate(() => {
        globalThis.MessageChannel = class {
          readonly port1 = {};
          readonly port2 = { postMessage: () => undefined };
        } as unknown as typeof MessageChannel;
      });
      await signer.send();
      await signer.sees('code');
      expect(demands(person)).toBe(before);
      await signer.readCode();
      await person.leave();
    });

    it('that never comes is sent again after a minute, and either is good', async () => {
      const signer = await Signer.come(site(), letter);
      const { person } = signer;
      // The newest code's challenge is tried first.
      person.expectsFailures = true;
      await signer.ask();
      const first = await signer.readCode();
      await person.page.getByText(say('sign.code.junk')).waitFor();
      await person.page.getByText(say('sign.code.rightAddress', { address: signer.address })).waitFor();
      const again = person.find('button', say('sign.code.again'));
      expect(await again.getAttribute('aria-disabled')).toBe('true');
      await again.click({ force: true });
      expect(site().world.codes(signer.address)).toEqual([first]);
      await site().wait(61);
      await person.waits(61);
      await person.page.locator('button:not([aria-disabled])', { hasText: say('sign.code.again') }).click();
      await person.page.getByText(say('sign.code.sentAgain')).waitFor();
      expect(await signer.readCode(1)).not.toBe(first);
      await signer.typeCode(first);
      await signer.sees('ready');
      await person.leave();
    });

    it('that went to a mistyped address is sent to the right one at once', async () => {
      const signer = await Signer.come(site(), letter);
      const { person, address } = signer;
      await signer.begin();
      const field = person.find('textbox', say('sign.ask.address'));
      await person.type('textbox', say('sign.ask.address'), `x${address}`);
      await signer.send();
      await signer.sees('code');
      await person.tap('button', say('sign.code.change'));
      await signer.sees('ask');
      expect(await field.inputValue()).toBe(`x${address}`);
      await field.fill(address);
      await signer.send();
      await signer.sees('code');
      await signer.typeCode(await signer.readCode());
      await signer.sees('ready');
      await person.leave();
    });

    it('is asked for once more on another device, with the words that she saved, and she signs there', async () => {
      const lost = await Signer.come(site(), letter);
      await lost.pass();
      await lost.person.tap('button', say('sign.ready.laterInstead'));
      await lost.sees('words');
      const words = await lost.words();
      await lost.confirmWords();
      await lost.sees('wait');
      await lost.person.leave();

      const signer = await Signer.come(site(), letter, { address: lost.address });
      const { person } = signer;
      await signer.begin();
      await person.page.getByText(say('sign.goOn.summary')).click();
      await person.type('textbox', say('sign.goOn.label'), words.join(' '));
      await person.tap('button', say('sign.goOn.take'));
      await person.page.getByText(say('sign.goOn.taken')).waitFor();
      await signer.typeAddress();
      await signer.send();
      await signer.sees('code');
      await signer.typeCode(await signer.readCode(1));
      await signer.sees('ready');
      await signer.sign();
      await signer.sees('recorded');
      await person.keepsNothing();
      await person.leave();
    });
  },
  { env: { WORK_COST } },
);

/** How often her browser asked which work is demanded. */
function demands({ requests }: Person): number {
  return requests.filter(({ url }) => url.includes('/attestations/work')).length;
}

/** Waits until the page has begun with the work and no longer takes turns for it. */
async function workIsDone({ page }: Person): Promise<void> {
  await page.waitForFunction(() => (globalThis as { turns?: number }).turns !== 0);
  await page.evaluate(async () => {
    const taken = (): unknown => (globalThis as { turns?: number }).turns;
    // Turns and frames come one after the other, however busy the machine is.
    let [quiet, before] = [0, taken()];
    while (quiet < 30) {
      await new Promise((frame) => requestAnimationFrame(frame));
      quiet = taken() === before ? quiet + 1 : 0;
      before = taken();
    }
  });
}

/** Runs in the page before anything else: counts the turns that the work takes. */
function countTurns(): void {
  const counting = globalThis as { turns?: number };
  counting.turns = 0;
  const Real = MessageChannel;
  globalThis.MessageChannel = class extends Real {
    constructor() {
      super();
      counting.turns = (counting.turns ?? 0) + 1;
    }
  };
}
