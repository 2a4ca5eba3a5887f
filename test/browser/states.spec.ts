// What pages and steps show only at times: by a letter's terms, its state, and what has passed. By axe, for what overflows; pictures.
import { describe, expect, it } from '@jest/globals';
import { act } from '../../src/client/organize/organize.js';
import { TakeDownsService } from '../../src/origin/letters/take-downs.service.js';
import { toTime } from '../../src/protocol/shape.js';
import { TRANSLATION } from '../support/letter-text.js';
import { releasedLetter } from '../support/released.js';
import type { ContentChanges, Opened } from '../support/world.js';
import { look } from './support/look.js';
import { Signer } from './support/signer.js';
import { describeSite, type Site } from './support/site.js';
import { say } from './support/texts.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

describeSite('what is seen only at times', (site) => {
  describe('of signing', () => {
    it('a letter that asks to be signed later, and a pass whose time has come', async () => {
      const signer = await Signer.come(site(), await site().openLetter({ signing: 'later' }));
      const { person } = signer;
      await signer.pass();
      await person.find('button', say('sign.ready.nowInstead')).waitFor();
      await look(person.page, 'sign-ready-later-first');
      await person.tap('button', say('sign.ready.later'));
      await signer.sees('words');
      await signer.confirmWords();
      await signer.sees('wait');
      await person.waits(HOUR);
      await person.page.getByText(say('sign.wait.due')).waitFor();
      await look(person.page, 'sign-wait-due');
      await person.leave();
    });

    it('a letter that takes no signatures yet, in a browser that keeps nothing', async () => {
      // Open with a whole second, at latest when the site says so.
      const opensAt = Math.ceil((Date.now() + site().ahead) / 1000) + 2;
      const at = (seconds: number): string => toTime(new Date((opensAt + seconds) * 1000));
      const letter = await site().openLetter({
        opensAt: at(0),
        closesAt: at(DAY),
        signsFrom: at(2 * HOUR),
      });
      const signer = await Signer.come(site(), letter);
      const { person } = signer;
      await look(person.page, 'letter-ready');
      await person.context.addInitScript(withoutStorage);
      await signer.read();
      await signer.pass();
      expect(await person.find('button', say('sign.ready.nowInstead')).count()).toBe(0);
      await look(person.page, 'sign-ready-must-wait');
      await person.tap('button', say('sign.ready.later'));
      await signer.sees('words');
      await signer.confirmWords();
      await signer.sees('wait');
      await person.page.getByText(say('sign.wait.notLastingHeading')).waitFor();
      expect(await person.find('button', say('sign.wait.now')).count()).toBe(0);
      await look(person.page, 'sign-wait-not-lasting');
      await person.leave();
    });

    it('a code that is too old', async () => {
      const signer = await Signer.come(site(), await site().openLetter());
      const { person } = signer;
      await signer.ask();
      await person.waits(11 * 60);
      await person.page.getByText(say('sign.code.expired')).waitFor();
      await look(person.page, 'sign-code-expired');
      await person.leave();
    });

    it('a letter that was cancelled since its page was read', async () => {
      const { letter, organizers } = await site().open();
      const signer = await Signer.come(site(), letter);
      const { person } = signer;
      for (const organizer of organizers.slice(0, 2)) await act(organizer, letter, 'cancel');
      await person.tap('link', say('letter.sign'));
      await person.sees(say('sign.notOpen.heading'));
      expect(await person.page.getByRole('textbox').count()).toBe(0);
      await look(person.page, 'sign-not-open');
      await person.leave();
      // A page that was drawn for her is shown for two seconds.
      await site().wait(2);
      await looksAt(site(), `/l/${letter.id}`, say('letter.cancelled'), 'letter-cancelled');
    });
  });

  describe('of pages', () => {
    it('a letter that was taken down', async () => {
      const { id } = await site().openLetter();
      const takeDowns = site().world.server.app.get(TakeDownsService, { strict: false });
      await takeDowns.takeDown(id, 'A court in San Francisco ordered it.');
      const title = say('error.letter_withheld.title');
      await looksAt(site(), `/l/${id}`, title, 'letter-withheld', { isRefused: true });
    });

    it('a translation', async () => {
      const { id } = await site().openLetter({ translations: [TRANSLATION] });
      const binding = say('letter.binding', { language: 'English' });
      await looksAt(site(), `/l/${id}/in/${TRANSLATION.language}`, binding, 'letter-translation');
    });

    it('a letter before it opens', async () => {
      const { letter } = await comingLetter(site(), HOUR);
      await looksAt(site(), `/l/${letter.id}`, 'It can be signed from', 'letter-soon');
    });

    it('a letter that lapsed, one that closed, and the home page once a letter is released', async () => {
      const lapses = await site().openLetter();
      const { letter } = await releasedLetter(site().world);
      await looksAt(site(), '/', letter.manifest.letter.title, 'home-released');
      await site().wait(2 * DAY);
      await looksAt(site(), `/l/${lapses.id}`, 'This letter lapsed', 'letter-lapsed');
      await looksAt(site(), `/l/${letter.id}`, 'This letter closed on', 'letter-closed');
    });
  });
});

/** Somebody opens it, finds this said, and everything is as it should be. */
async function looksAt(site: Site, path: string, said: string, name: string, { isRefused = false } = {}) {
  const reader = await site.person();
  reader.expectsFailures = isRefused;
  await reader.open(path);
  await reader.page.getByText(said).first().waitFor();
  await look(reader.page, name);
  await reader.keepsNothing();
  await reader.leave();
}

/** A letter that everybody has approved and that opens only after so many seconds. */
async function comingLetter({ world, ahead }: Site, seconds: number): Promise<Opened> {
  const opensAt = new Date(Date.now() + ahead + seconds * 1000);
  const times: ContentChanges = {
    opensAt: toTime(opensAt),
    closesAt: toTime(new Date(opensAt.getTime() + DAY * 1000)),
  };
  const opened = await world.openLetter(times);
  world.clock.set(new Date(Date.now() + ahead));
  return opened;
}

/** Runs in the page before anything else: as in some private windows. */
function withoutStorage(): void {
  Storage.prototype.setItem = () => {
    throw new DOMException('', 'QuotaExceededError');
  };
}
