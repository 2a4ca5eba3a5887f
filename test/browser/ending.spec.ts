// How a letter ends, by clicking, with two or three organizers: closed early, cancelled and copied, called final; what the others
// see meanwhile, and what everybody sees afterwards. Each is for good, so each asks back.
import { expect, it } from '@jest/globals';
import {
  act,
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  type DraftContent,
} from '../../src/client/organize/organize.js';
import { makeEmbargoLink } from '../../src/client/release/embargo-links.js';
import { fetchProposals } from '../../src/client/release/release.js';
import { TakeDownsService } from '../../src/origin/letters/take-downs.service.js';
import { epochEnd } from '../../src/protocol/epochs.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { toTime } from '../../src/protocol/shape.js';
import { announce, approveBy, proposeAt } from '../support/names.js';
import { releasedLetter } from '../support/released.js';
import type { ContentChanges, Opened, World } from '../support/world.js';
import { comeAs, lookAgain, next } from './support/console.js';
import { fits, look } from './support/look.js';
import { expectFocus, type Person } from './support/person.js';
import { describeSite } from './support/site.js';
import { say, texts } from './support/texts.js';

type Action = 'close' | 'cancel' | 'final';

const SMALL: ContentChanges = { threshold: 3, minimumCell: 3, countStep: 1, timeZone: 'Europe/Berlin' };
const PHONE = { width: 390, height: 844 };

describeSite('the end of a letter', (site) => {
  const world = (): World => site().world;

  const come = async (opened: Opened, index: number, options = {}): Promise<Person> =>
    comeAs(site(), opened, index, options);

  /** Presses the first button, and has the focus in what asks back. */
  const ask = async (person: Person, action: Action, speak = say): Promise<void> => {
    await person.tap('button', speak('release.act.ask', { action }));
    await expectFocus(person.page.locator('.release-action [role=group]'));
  };

  const type = async (person: Person, action: 'cancel' | 'final', word: string): Promise<void> => {
    const label = say('release.act.type', { word: say(`release.${action}.word`) });
    await person.find('textbox', label).fill(word);
  };

  const confirm = async (person: Person, action: Action): Promise<void> =>
    person.tap('button', say('release.act.yes', { action }));

  /** Her page hears nothing of what the others do, until she gives her word. */
  const standStill = async (person: Person): Promise<void> => {
    person.expectsFailures = true;
    let isStill = true;
    // Her press comes first; what she is told then is as it stands.
    await person.page.route('**/actions', async (route) => {
      if (route.request().method() === 'POST') isStill = false;
      await (isStill ? route.abort() : route.continue());
    });
  };

  const posted = ({ requests }: Person): number =>
    requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/actions')).length;

  const endSheet = (person: Person): Promise<string> =>
    person.page.locator('.organize-sheet:has(.release-action)').innerText();

  /** What is decided, for the one who decided it: she is there at once. */
  const decided = async (person: Person, said: RegExp): Promise<void> => {
    const notice = person.page.locator('.notice.success', { hasText: said });
    await notice.waitFor();
    await expectFocus(notice);
  };

  const letterPage = async (opened: Pick<Opened, 'letter'>): Promise<string> => {
    const reader = await site().person();
    await reader.open(`/l/${opened.letter.id}`);
    const text = await reader.page.locator('main').innerText();
    await reader.leave();
    return text;
  };

  const statusOf = async (path: string): Promise<number> => (await fetch(`${site().url}${path}`)).status;

  it('is cancelled by two, each of whom types a word; a third who comes too late is told', async () => {
    const opened = await site().open(SMALL);
    await world().signMany(opened.letter, 2);
    const heron = await come(opened, 0);
    await ask(heron, 'cancel');
    await heron.tap('button', say('release.act.no'));
    await expectFocus(heron.find('button', say('release.act.ask', { action: 'cancel' })));
    await ask(heron, 'cancel');
    await type(heron, 'cancel', 'close');
    await confirm(heron, 'cancel');
    await heron.page.getByText(say('release.act.typed', { word: say('release.cancel.word') })).waitFor();
    expect(posted(heron)).toBe(0);
    await look(heron.page, 'ending-cancel-asked');
    await type(heron, 'cancel', ' Cancel ');
    await confirm(heron, 'cancel');
    const mine = heron.page.locator('.notice', { hasText: say('release.act.mine', { left: 1 }) });
    await mine.waitFor();
    await expectFocus(mine);
    expect(await mine.innerText()).toContain(
      say('release.act.missingOf', { left: 1, of: 'Kestrel or Wren' }),
    );
    expect(await heron.page.locator('.release-next').innerText()).toContain(
      say('release.next.yours', { action: 'cancel', left: 1 }),
    );
    await look(heron.page, 'ending-cancel-one');
    expect(await letterPage(opened)).toContain('Open until');

    const wren = await come(opened, 2);
    await ask(wren, 'close');
    await standStill(wren);
    const kestrel = await come(opened, 1, PHONE);
    const wants = say('release.next.action', { action: 'cancel', by: 'Heron', count: 1 });
    expect(await kestrel.page.locator('.release-next').innerText()).toContain(wants);
    expect(await endSheet(kestrel)).toContain(say('release.act.missingOf', { left: 1, of: 'you or Wren' }));
    await kestrel.tabTo('button', say('release.act.ask', { action: 'cancel' }));
    await kestrel.page.keyboard.press('Enter');
    await kestrel.page.getByText(say('release.act.sure', { left: 0 })).waitFor();
    await look(kestrel.page, 'ending-cancel-last');
    await fits(kestrel.page, 'ending-cancel-last');
    await kestrel.tabTo('textbox', say('release.act.type', { word: 'cancel' }));
    await kestrel.page.keyboard.type('cancel');
    await kestrel.page.keyboard.press('Enter');
    await decided(kestrel, /^The letter is cancelled\./);
    expect(await next(kestrel)).toContain('the letter was cancelled');
    expect(await kestrel.find('button', /^I want to/).count()).toBe(0);
    expect(await kestrel.find('link', say('release.shareLink')).count()).toBe(0);
    await look(kestrel.page, 'ending-cancelled');
    await fits(kestrel.page, 'ending-cancelled');
    await kestrel.leave();

    await confirm(wren, 'close');
    await wren.page.getByText(say('release.error.action')).waitFor();
    expect(await next(wren)).toContain('the letter was cancelled');
    expect(await endSheet(wren)).toContain('The letter is cancelled.');
    await look(wren.page, 'ending-too-late');
    await wren.leave();
    await lookAgain(heron);
    expect(await endSheet(heron)).toContain('nobody can learn how many there were');
    const page = await letterPage(opened);
    expect(page).toContain('Its organizers took this letter back.');
    expect(page).not.toContain('Open until');

    await supersede(heron, opened);
  }, 180_000);

  /** Goes on from the end of a letter to the one that takes its place, and back by the link on that one's page. */
  async function supersede(heron: Person, old: Opened): Promise<void> {
    await heron.tap('link', say('release.copy.go'));
    await heron.sees(say('organize.start.heading'));
    await heron.type('textbox', say('organize.label'), 'Heron');
    await heron.tap('button', say('organize.start.go'));
    const title = heron.find('textbox', say('organize.text.title'));
    await title.waitFor();
    expect(await title.inputValue()).toBe(old.letter.manifest.letter.title);
    await heron.tap('link', say('organize.chapter.organizers'));
    const [, draft = '', invite = ''] =
      /draft\/([a-z2-7]+)#invite=(.+)$/.exec(await heron.page.locator('.copyable code').innerText()) ?? [];
    await heron.leave();

    const [first, ...others] = old.organizers;
    for (const [i, other] of others.entries()) await joinDraft(other, draft, invite, `Other ${i}`);
    const { revision, content } = await fetchDraft(first!, draft);
    expect(content.supersedes).toBe(toBase64url(old.letter.digest));
    expect(content).not.toHaveProperty('closesAt');
    const { opensAt, closesAt, releaseBy } = world().content();
    const whole = { ...content, opensAt, closesAt, releaseBy } as DraftContent;
    const manifest = await sealDraft(first!, draft, await saveDraft(first!, draft, revision, whole));
    let id: string | undefined;
    for (const organizer of old.organizers) id = await signOpening(organizer, draft, manifest, whole);
    const reader = await site().person();
    await reader.open(`/l/${id ?? ''}`);
    await reader.page.getByText(say('letter.terms')).first().click();
    await reader.tap('link', say('letter.supersedesLink'));
    await reader.page.getByText('Its organizers took this letter back.').waitFor();
    await reader.leave();
  }

  it('is closed early while a proposal is under way; the close’s snapshot takes its place', async () => {
    const opened = await site().open(SMALL);
    await world().signMany(opened.letter, 6);
    const two = opened.organizers.slice(0, 2);
    const proposal = await proposeAt(world(), opened, await announce(world(), opened));
    await approveBy(opened.letter, two.slice(0, 1), proposal);
    const closes = epochEnd(opened.letter.manifest, 4);

    const heron = await come(opened, 0);
    expect(await endSheet(heron)).toContain(say('release.act.underWay', { action: 'close' }));
    await ask(heron, 'close');
    await look(heron.page, 'ending-close-asked');
    await confirm(heron, 'close');
    await heron.page.getByText(say('release.act.mine', { left: 1 })).waitFor();

    // With her word waiting: the longest that this sheet gets, in languages that take more room.
    for (const locale of ['en-XA', 'ar-XB']) {
      const wren = await come(opened, 2, { locale, ...PHONE });
      await ask(wren, 'cancel', texts(locale));
      await look(wren.page, `ending-${locale}`);
      await fits(wren.page, `ending-${locale}`);
      await wren.leave();
    }

    const kestrel = await come(opened, 1, PHONE);
    await ask(kestrel, 'close');
    await confirm(kestrel, 'close');
    await decided(kestrel, /^It is decided: signing ends at/);
    await kestrel.page.getByText(say('release.fact.closesEarly'), { exact: true }).waitFor();
    expect(await kestrel.page.locator('.release-next').innerText()).toContain(
      'Then the letter closes, and the snapshot of the close takes its place.',
    );
    await look(kestrel.page, 'ending-closes');
    await kestrel.leave();
    await heron.leave();
    expect(await letterPage(opened)).toContain('Its organizers decided to close it early');

    world().clock.set(closes);
    await world().tick();
    expect(await letterPage(opened)).toContain('It can’t be signed any more.');
    const later = await come(opened, 0);
    expect(await next(later)).toMatch(/^You have to check the proposal and sign it/);
    expect(await fetchProposals(two[0]!, opened.letter)).not.toContain(proposal);
    await later.leave();
  }, 180_000);

  it('is called final while an edition is under embargo, which stays', async () => {
    const embargo = new Date(Math.ceil(world().clock.now().getTime() / 1000) * 1000 + 48 * 3_600_000);
    const opened = await releasedLetter(world(), SMALL, { embargo: toTime(embargo) });
    const { letter, edition, organizers } = opened;
    for (const organizer of organizers.slice(0, 2)) await act(organizer, letter, 'close');
    await world().endEpoch(letter, 4);
    const request = { edition, label: 'A newspaper' };
    const { token } = await makeEmbargoLink(organizers[0]!, letter, request);

    const heron = await come(opened, 0);
    // The close’s own snapshot is proposed by itself.
    expect(await next(heron)).toMatch(/^You have to check the proposal and sign it/);
    const sheet = await endSheet(heron);
    expect(sheet).toContain(say('release.act.underWay', { action: 'final' }));
    expect(sheet).toContain('What is under embargo stays published');
    await ask(heron, 'final');
    await type(heron, 'final', 'final');
    await look(heron.page, 'ending-final-asked');
    await confirm(heron, 'final');
    await heron.page.getByText(say('release.act.mine', { left: 1 })).waitFor();

    const kestrel = await come(opened, 1, PHONE);
    await ask(kestrel, 'final');
    await type(kestrel, 'final', 'final');
    await confirm(kestrel, 'final');
    await decided(kestrel, /^It is final/);
    expect(await next(kestrel)).toContain('what was published stays published');
    await look(kestrel.page, 'ending-final');
    await fits(kestrel.page, 'ending-final');
    await kestrel.leave();
    // Whoever was about to check the proposal sees that it is gone.
    await lookAgain(heron);
    expect(await heron.find('button', say('release.check.go')).count()).toBe(0);
    expect(await next(heron)).toContain('the letter’s keys are destroyed');
    await heron.leave();

    const page = `/l/${letter.id}/press/${edition}`;
    expect([await statusOf(page), await statusOf(`${page}?access=${token}`)]).toEqual([404, 200]);
    world().clock.set(embargo);
    expect(await statusOf(page)).toBe(200);
  }, 180_000);

  it('is taken down while an organizer looks at it, who is told', async () => {
    const opened = await site().open(SMALL);
    const heron = await come(opened, 0);
    await heron.find('link', say('release.shareLink')).waitFor();
    const takeDowns = world().server.app.get(TakeDownsService, { strict: false });
    await takeDowns.takeDown(opened.letter.id, 'A court said so.');
    heron.expectsFailures = true;
    await heron.tap('button', say('release.refresh'));
    await heron.page.getByText(say('release.over.withheld')).waitFor();
    expect(await next(heron)).toContain('the operator of this site has taken the letter down');
    expect(await heron.find('button', /^I want to/).count()).toBe(0);
    expect(await heron.find('link', say('release.shareLink')).count()).toBe(0);
    await look(heron.page, 'ending-withheld');
    await heron.leave();
  });
});
