// Releasing a letter by clicking, with three organizers: proposed, checked, opened, struck, embargoed, published; and what their
// browsers refuse.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { byName, byRole, sign } from '../../src/client/sign/sign.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { signContradicting } from '../../src/commands/demo/contradicting.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { epochEnd } from '../../src/protocol/epochs.js';
import { nullifierOf } from '../../src/protocol/statement.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import type { ContentChanges, Opened, World } from '../support/world.js';
import { fits, look } from './support/look.js';
import { comeAs, lookAgain, next, seesNext, press, typeWords } from './support/console.js';
import type { Person } from './support/person.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

const NAMES = ['Ada Nwosu', 'Benedikt Öztürk', 'Chiara Rossi', 'Duncan Idaho'];
const ABUSIVE = 'A Nonsense Name';
const SMALL: ContentChanges = {
  threshold: 3,
  minimumCell: 3,
  countStep: 1,
  nameConditions: [1, 4],
  timeZone: 'Europe/Berlin',
};
const HOLDS = say('release.checked.heading');
const NAMES_HEADING = say('release.names.heading');
const WAITING = say('release.waitOthers.heading');

describeSite('a release', (site) => {
  const world = (): World => site().world;

  const signByName = async (opened: Opened, name: string, condition = 1): Promise<void> => {
    const passed = await world().pass(opened.letter);
    const show = { name, condition, showAddress: name.startsWith('A'), title: 'Engineer' };
    await sign(opened.letter, passed.signer, passed.pass, byName(show, passed.pass));
  };

  /** Opened, signed by these and some others, announced; the clock is in the third epoch. */
  const announced = async (names: readonly string[], changes: ContentChanges = {}): Promise<Opened> => {
    const opened = await site().open({ ...SMALL, ...changes });
    for (let from = 0; from < names.length; from += 20) {
      await Promise.all(names.slice(from, from + 20).map((name) => signByName(opened, name)));
    }
    await world().signMany(opened.letter, Math.max(3, 12 - names.length));
    await world().endEpoch(opened.letter, 1);
    await world().endEpoch(opened.letter, 2);
    return opened;
  };

  const come = async (opened: Opened, index: number, options = {}): Promise<Person> =>
    comeAs(site(), opened, index, options);

  const check = async (person: Person): Promise<void> => press(person, say('release.check.go'), HOLDS);

  const signProposal = async (person: Person): Promise<void> => {
    await check(person);
    await person.tap('button', say('release.checked.signGo'));
  };

  /** Proposed by the first, at the end of this epoch; signed by the first two. Their browsers, with the names to open. */
  const signed = async (opened: Opened, epoch: number): Promise<[Person, Person]> => {
    const first = await come(opened, 0);
    await press(first, say('release.propose.go'), say('release.snapshot.heading'));
    await first.leave();
    await world().endEpoch(opened.letter, epoch);
    const [heron, kestrel] = [await come(opened, 0), await come(opened, 1)];
    await signProposal(heron);
    await heron.sees(WAITING);
    await signProposal(kestrel);
    await kestrel.sees(say('release.open.heading'));
    await lookAgain(heron);
    return [heron, kestrel];
  };

  const openNames = async (person: Person): Promise<void> => {
    await press(person, say('release.open.go'), NAMES_HEADING);
  };

  const strike = async (person: Person, name: string): Promise<void> => {
    await person.find('checkbox', say('release.names.strike', { name })).check();
  };

  /** All that was posted since she signed in. */
  const sentSince = (person: Person): string[] =>
    person.requests
      .filter(({ method, url }) => method !== 'GET' && !url.includes('/organizers/'))
      .map(({ method, url }) => `${method} ${url}`);

  const posted = (person: Person): string[] =>
    person.requests
      .filter(({ method, url }) => method === 'POST' && /\/(shares|editions)$/.test(url))
      .map(({ url }) => url);

  describe('from collecting to published', () => {
    let opened: Opened;

    it('says nothing more than everybody sees, and that nothing can be proposed yet', async () => {
      opened = await site().open(SMALL);
      for (const name of [...NAMES, ABUSIVE]) await signByName(opened, name);
      for (const role of ['Engineering', 'Sales', 'Sales', 'Sales']) {
        await world().sign(opened.letter, undefined, byRole(role));
      }
      await world().signMany(opened.letter, 3);
      const heron = await come(opened, 0);
      expect(await next(heron)).toMatch(/^You have nothing to do, and neither have the others/);
      const sheet = await heron.page.locator('main').innerText();
      expect(sheet).toContain(say('release.count.collecting'));
      // Moments aside: at noon, and on the twelfth, they say it too.
      const moments = /\w{3}, \w+ \d{1,2}, \d{4} at \d{1,2}:\d{2}\s[AP]M/g;
      expect(sheet.match(moments)?.length).toBeGreaterThan(3);
      expect(sheet.replace(moments, '')).not.toMatch(/\b12\b/);
      expect(await heron.find('button', say('release.propose.go')).count()).toBe(0);
      await look(heron.page, 'release-collecting');
      await fits(heron.page, 'release-collecting');
      await heron.leave();
    });

    it('is proposed once it is reached, and waits for the epoch end', async () => {
      await world().endEpoch(opened.letter, 1);
      await world().endEpoch(opened.letter, 2);
      const heron = await come(opened, 0);
      expect(await next(heron)).toBe(say('release.next.propose'));
      expect(await heron.page.locator('main').innerText()).toContain(
        say('release.count.reached', { count: 12 }),
      );
      await look(heron.page, 'release-propose');
      await press(heron, say('release.propose.go'), say('release.snapshot.heading'));
      expect(await next(heron)).toMatch(/^Nobody has anything to do until/);
      await heron.leave();
      await world().endEpoch(opened.letter, 3);
    });

    it('is checked here and signed, with the keyboard alone, on a phone, too', async () => {
      const heron = await come(opened, 0, { width: 390, height: 844 });
      const { page } = heron;
      expect(await next(heron)).toBe(say('release.next.check', { left: 1, count: 0, by: '' }));
      await look(page, 'release-check');
      await heron.tabTo('button', say('release.check.go'));
      await page.keyboard.press('Enter');
      await heron.sees(HOLDS);
      expect(posted(heron)).toEqual([]);
      await look(page, 'release-holds');
      await fits(page, 'release-holds');
      await heron.tabTo('button', say('release.checked.signGo'));
      await page.keyboard.press('Enter');
      await heron.sees(WAITING);
      expect(await next(heron)).toBe(say('release.next.othersCheck', { left: 1, count: 0, by: '' }));
      await look(page, 'release-waiting');
      await heron.leave();

      const kestrel = await come(opened, 1);
      expect(await next(kestrel)).toBe(say('release.next.check', { left: 0, count: 1, by: 'Heron' }));
      await signProposal(kestrel);
      await kestrel.sees(say('release.open.heading'));
      await kestrel.leave();
    });

    it('has its names read, one left out, and an edition made under embargo', async () => {
      const heron = await come(opened, 0);
      const { page } = heron;
      await look(page, 'release-open');
      await openNames(heron);
      for (const name of [...NAMES, ABUSIVE]) await page.getByText(name, { exact: true }).waitFor();
      await strike(heron, ABUSIVE);
      await page.getByText(say('release.names.left', { reason: 'struck', count: 1 })).waitFor();
      await heron.find('radio', new RegExp(`^${say('release.edition.embargo')}`)).check();
      await heron.tap('button', say('release.edition.sign', { left: 1 }));
      await page.getByText(say('release.edition.embargoWrong')).waitFor();
      await page.locator('#release-embargo').fill(berlin(new Date(epochEnd(opened.letter.manifest, 4))));
      await look(page, 'release-edition');
      await fits(page, 'release-edition');
      await heron.tap('button', say('release.edition.sign', { left: 1 }));
      await heron.sees(say('release.drafts.heading', { count: 1 }));
      expect(await next(heron)).toBe(say('release.next.othersReview', { left: 1, count: 0, by: '' }));
      await heron.leave();
    });

    it('is published once another organizer has opened the same and agrees; then links are made', async () => {
      const kestrel = await come(opened, 1);
      const { page } = kestrel;
      expect(await next(kestrel)).toBe(say('release.next.review', { left: 0, count: 1, by: 'Heron' }));
      await openNamesBeside(kestrel);
      expect(await page.locator('.release-draft').innerText()).toContain(ABUSIVE);
      await look(page, 'release-review');
      await kestrel.tap('button', say('release.drafts.agreePublish'));
      await page.getByText(/^Under embargo until/).waitFor();
      expect(await page.locator('.release-next').innerText()).toContain('is under embargo until');

      const label = kestrel.find('textbox', say('release.links.label'));
      await kestrel.tap('button', say('release.links.make'));
      await page.getByText(say('release.links.labelMissing')).waitFor();
      await label.fill('A newspaper');
      await kestrel.tap('button', say('release.links.make'));
      const link = await page.locator('.copyable code').innerText();
      await look(page, 'release-links');
      await fits(page, 'release-links');

      const reader = await site().person();
      reader.expectsFailures = true;
      await reader.open(link);
      await reader.page.getByText(NAMES[0]!, { exact: true }).waitFor();
      expect(await reader.page.locator('main').innerText()).not.toContain(ABUSIVE);
      const publicly = link.replace(/\?.*/, '');
      expect(await statusOf(publicly)).toBe(404);
      await kestrel.tap('button', say('release.links.revoke', { label: 'A newspaper' }));
      await page.getByText(say('release.links.revokedNow', { label: 'A newspaper' })).waitFor();
      expect(await statusOf(link)).toBe(404);
      await kestrel.leave();
      await reader.leave();

      await world().endEpoch(opened.letter, 4);
      expect(await statusOf(publicly)).toBe(200);
    });

    it('leads to the press page and the bundle, which verifies', async () => {
      const wren = await come(opened, 2);
      expect(await next(wren)).toBe(say('release.next.proposeAgain'));
      await look(wren.page, 'release-published');
      const coming = wren.page.waitForEvent('download');
      await wren.tap('link', say('release.editions.bundle'));
      const bundle = readFileSync(await (await coming).path());
      const { edition, count } = await verifyBundle(p, bundle, opened.letter.id);
      expect(count).toBe(12);
      expect(edition.names.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
      expect(edition.struck).toBe(1);
      await wren.tap('link', say('release.editions.press'));
      await wren.page.getByText(NAMES[0]!, { exact: true }).waitFor();
      await wren.leave();
    });
  });

  describe('a browser', () => {
    it('refuses a set that breaks a condition, says why, and posts nothing', async () => {
      const opened = await announced(NAMES);
      const first = await come(opened, 0);
      await press(first, say('release.propose.go'), say('release.snapshot.heading'));
      await first.leave();
      await world().endEpoch(opened.letter, 3);
      const heron = await come(opened, 0);
      await heron.page.route('**/records', async (route) => {
        const answer = (await (await route.fetch()).json()) as { named: { condition: number }[] };
        answer.named[0]!.condition = 50;
        await route.fulfill({ json: answer });
      });
      await heron.tap('button', say('release.check.go'));
      await heron.page.getByText(say('release.wrong.conditions')).waitFor();
      const why = await heron.page.locator('.notice.error:not([hidden])').innerText();
      expect(why).toContain(say('release.wrong.heading'));
      expect(why).toContain(say('release.wrong.nothingSent', { code: 'proposal_mismatch, conditions' }));
      await look(heron.page, 'release-refused');
      expect(await heron.find('button', say('release.checked.signGo')).count()).toBe(0);
      expect(sentSince(heron)).toEqual([]);
      await heron.page.unrouteAll();

      await heron.page.route('**/records', async (route) => {
        const answer = (await (await route.fetch()).json()) as { records: unknown[] };
        answer.records.pop();
        await route.fulfill({ json: answer });
      });
      await heron.tap('button', say('release.wrong.again'));
      await heron.page.getByText(say('release.wrong.count')).waitFor();
      expect(sentSince(heron)).toEqual([]);
      const kestrel = await come(opened, 1);
      expect(await next(kestrel)).toBe(say('release.next.check', { left: 1, count: 0, by: '' }));
      await kestrel.leave();
      await heron.leave();
    });

    it('reports a share that contradicts its choice, and checks the proposal that follows', async () => {
      const opened = await site().open(SMALL);
      for (const name of NAMES) await signByName(opened, name);
      const cheat = await world().pass(opened.letter);
      const as = (condition: number) =>
        byName({ name: 'Mallory', condition, showAddress: false }, cheat.pass);
      await signContradicting(opened.letter, cheat, as(1), as(4));
      await world().signMany(opened.letter, 3);
      await world().endEpoch(opened.letter, 1);
      await world().endEpoch(opened.letter, 2);
      const first = await come(opened, 0);
      await press(first, say('release.propose.go'), say('release.snapshot.heading'));
      await first.leave();
      await world().endEpoch(opened.letter, 3);
      const [heron, kestrel] = [await come(opened, 0), await come(opened, 1)];
      await press(heron, say('release.check.go'), say('release.reports.heading', { count: 1 }));
      // Whose it is: by the number that a bundle shows, as nobody knows a name yet.
      const nullifier = nullifierOf(p, opened.letter.digest, cheat.signer.publicKey);
      await heron.page.getByText(say('release.reports.whose')).click();
      expect(await heron.page.locator('.release-reported').innerText()).toBe(toBase64url(nullifier));
      await look(heron.page, 'release-report');
      expect(sentSince(heron)).toEqual([]);
      const reporting = heron.page.waitForRequest(/\/shares$/);
      await press(heron, say('release.reports.go'), say('release.check.heading'));
      expect((await reporting).postDataJSON()).toEqual({ shares: [], reports: [toBase64url(nullifier)] });
      await check(heron);
      const left = heron.page.locator('dl.facts').first();
      expect(await left.innerText()).toMatch(/Signatures\s+8\s+To be shown by name\s+4/);
      await heron.tap('button', say('release.checked.signGo'));
      await heron.sees(WAITING);
      await heron.leave();
      // Who had seen the one before is told what became of it.
      await lookAgain(kestrel);
      await kestrel.page.getByText(say('release.replaced')).waitFor();
      expect(await next(kestrel)).toBe(say('release.next.check', { left: 0, count: 1, by: 'Heron' }));
      await signProposal(kestrel);
      await kestrel.sees(say('release.open.heading'));
      await openNames(kestrel);
      expect(await kestrel.page.locator('.release-names').innerText()).not.toContain('Mallory');
      await kestrel.leave();
    });

    it('goes on where it was interrupted: stopped, closed with the tab, and signed out', async () => {
      const many = Array.from({ length: 300 }, (_, i) => `Signer ${i.toString().padStart(3, '0')}`);
      const opened = await announced(many, { threshold: 128 });
      const first = await come(opened, 0);
      await press(first, say('release.propose.go'), say('release.snapshot.heading'));
      await first.leave();
      await world().endEpoch(opened.letter, 3);

      const heron = await come(opened, 0);
      await heron.tap('button', say('release.check.go'));
      await stopOnceBegun(heron);
      await heron.page.getByText(say('release.work.stopped')).waitFor();
      // Also before it has gone on from there.
      await heron.tap('button', say('release.work.goOn'));
      await heron.tap('button', say('release.work.stop'));
      await heron.page.getByText(say('release.work.stopped')).waitFor();
      await heron.tap('button', say('release.work.goOn'));
      await begun(heron);
      await heron.newTab();
      await heron.open(`/organize/letter/${opened.letter.id}`);
      await typeWords(heron, opened.words[0]!);
      await heron.page.getByText(say('release.work.kept')).waitFor();
      await look(heron.page, 'release-interrupted');
      await signProposal(heron);
      await heron.sees(WAITING);

      const kestrel = await come(opened, 1);
      await signProposal(kestrel);
      await kestrel.sees(say('release.open.heading'));
      await openNames(kestrel);
      await kestrel.page.getByText('Signer 049', { exact: true }).waitFor();
      expect(await kestrel.page.locator('.release-names > li').count()).toBe(50);
      await look(kestrel.page, 'release-names');
      await kestrel.tap('button', say('release.names.after', { count: 50 }));
      await kestrel.page.getByText('Signer 099', { exact: true }).waitFor();
      await kestrel.find('searchbox', say('release.names.search')).fill('217 SIGNER');
      await kestrel.page.getByText(say('release.names.found', { count: 1 })).waitFor();
      await strike(kestrel, 'Signer 217');
      await kestrel.page.reload();
      await kestrel.page.locator('.release-next strong').waitFor();
      await openNames(kestrel);
      await kestrel.page.getByText(say('release.names.left', { reason: 'struck', count: 1 })).waitFor();
      await kestrel.tap('button', say('release.edition.sign', { left: 1 }));
      await kestrel.sees(say('release.drafts.heading', { count: 1 }));
      await kestrel.leave();
      await lookAgain(heron);
      await openNamesBeside(heron);
      await heron.tap('button', say('release.drafts.agreePublish'));
      await heron.page.getByRole('link', { name: say('release.editions.press') }).waitFor();
      // What was worked out is of no use any more, and gone.
      await expectNoPieces(heron);
      await heron.leave();
    }, 240_000);

    it('asks for the words again when the twelve hours are over, and loses nothing', async () => {
      const opened = await announced(NAMES);
      const [heron, kestrel] = await signed(opened, 3);
      await kestrel.leave();
      await openNames(heron);
      await strike(heron, NAMES[2]!);
      heron.expectsFailures = true;
      await heron.page.route('**/editions', async (route) =>
        route.fulfill({ status: 401, json: { code: 'session_required', title: 'Sign in again.' } }),
      );
      await heron.tap('button', say('release.edition.sign', { left: 1 }));
      await heron.sees(say('organize.again.heading'));
      await heron.page.unrouteAll();
      await heron.page.locator('#organize-words').fill(opened.words[0]!);
      await heron.tap('button', say('organize.enter.go'));
      const struck = heron.find('checkbox', say('release.names.strike', { name: NAMES[2]! }));
      expect(await struck.isChecked()).toBe(true);
      await heron.tap('button', say('release.edition.sign', { left: 1 }));
      await heron.sees(say('release.drafts.heading', { count: 1 }));
      await heron.leave();
    });

    it.each(['en-XA', 'ar-XB'])('fits in %s', async (locale) => {
      const opened = await announced(NAMES);
      const heron = await come(opened, 0, { locale, width: 390, height: 844 });
      await look(heron.page, `release-${locale}`);
      await fits(heron.page, `release-${locale}`);
      await heron.leave();
    });

    it('tells who isn’t an organizer of the letter that she isn’t', async () => {
      const [opened, other] = [await site().open(SMALL), await site().open(SMALL)];
      const stranger = await site().person();
      await stranger.open(`/organize/letter/${opened.letter.id}`);
      await stranger.page.locator('#organize-words').fill(other.words[0]!);
      await stranger.tap('button', say('organize.enter.go'));
      await stranger.sees(say('release.notYours.heading'));
      await stranger.leave();
    });

    it('shows two organizers that they disagree, until one agrees with the other', async () => {
      const opened = await announced(NAMES);
      const [heron, kestrel] = await signed(opened, 3);
      await openNames(heron);
      await openNames(kestrel);
      await strike(heron, NAMES[1]!);
      await heron.tap('button', say('release.edition.sign', { left: 1 }));
      await heron.sees(say('release.drafts.heading', { count: 1 }));
      await kestrel.tap('button', say('release.edition.sign', { left: 1 }));
      await kestrel.sees(say('release.drafts.heading', { count: 2 }));
      await lookAgain(heron);
      const differ = { mine: 'yes', by: 'Kestrel', left: 0 };
      await seesNext(heron, say('release.next.differ', differ));
      const wren = await come(opened, 2);
      expect(await next(wren)).toBe(
        say('release.next.differ', { mine: 'no', by: 'Heron and Kestrel', left: 0 }),
      );
      await wren.leave();
      const drafts = heron.page.locator('.release-draft');
      expect(await drafts.allInnerTexts()).toEqual([
        expect.stringContaining(NAMES[1]!),
        expect.not.stringContaining(NAMES[1]!),
      ]);
      await look(heron.page, 'release-differ');
      await fits(heron.page, 'release-differ');
      await heron.tap('button', say('release.drafts.agreePublish'));
      await heron.page.getByRole('link', { name: say('release.editions.press') }).waitFor();
      await heron.leave();
      await kestrel.leave();
    });
  });
});

/** Opens the names where an edition stands already. */
async function openNamesBeside(person: Person): Promise<void> {
  await person.tap('button', say('release.open.go'));
  await person.find('button', say('release.drafts.agreePublish')).waitFor();
}

/** Some of it is done: a hundred signatures take a few hundredths of a second. */
async function begun({ page }: Person): Promise<void> {
  await page.waitForFunction(() => {
    const bar = document.querySelector('progress[max]') as { value: number } | null;
    return bar !== null && bar.value >= 128;
  });
}

/** Presses *Stop* when some of it is done and some isn't, as nobody's hand is quick enough to with so few. */
async function stopOnceBegun({ page }: Person): Promise<void> {
  await page.waitForFunction(() => {
    const bar = document.querySelector('progress[max]') as { value: number; max: number } | null;
    if (bar === null || bar.value < 128 || bar.value === bar.max) return false;
    (document.querySelector('.release-work button') as { click(): void } | null)?.click();
    return true;
  });
}

async function expectNoPieces({ page }: Person): Promise<void> {
  const pieces = async (): Promise<number> =>
    page.evaluate(
      async () =>
        new Promise<number>((done) => {
          const opening = indexedDB.open('undersigned');
          opening.onsuccess = () => {
            const all = opening.result.transaction('work').objectStore('work').count();
            all.onsuccess = () => {
              opening.result.close();
              done(all.result);
            };
          };
        }),
    );
  for (let tries = 0; tries < 20 && (await pieces()) > 0; tries++) {
    await new Promise((wait) => setTimeout(wait, 100));
  }
  expect(await pieces()).toBe(0);
}

async function statusOf(url: string): Promise<number> {
  return (await fetch(url)).status;
}

/** As a field for a time in Berlin holds it. */
function berlin(time: Date): string {
  return time.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).slice(0, 16).replace(' ', 'T');
}
