// Starting a letter where the operator asks for a code: none, a wrong one, a good one, one that was used, one that was revoked;
// and too many. What is refused is refused in the same words.
import { beforeAll, expect, it } from '@jest/globals';
import { fetchDraft, startDraft } from '../../src/client/organize/organize.js';
import { invite, revokeInvitation } from '../../src/commands/letter-invitations.js';
import { inWords, type OperatorWork } from '../../src/commands/letter-operator.js';
import { Config } from '../../src/common/config.js';
import { fits, look } from './support/look.js';
import { Organizer } from './support/organizer.js';
import { describeSite, type Site } from './support/site.js';
import { say } from './support/texts.js';

const WRONG = 'AAAA-BBBB-CCCC-DDDD';

describeSite(
  'an invitation of the operator’s',
  (site) => {
    let heron: Organizer;
    let used: string;

    beforeAll(async () => {
      heron = await Organizer.come(site(), 'Heron', '/organize', { width: 390, height: 844 });
      heron.person.expectsFailures = true;
      await heron.makeKey();
      await heron.person.sees(say('organize.start.heading'));
      await heron.person.type('textbox', say('organize.label'), 'Heron');
    });

    /** What the page says of a code. */
    async function refusal({ person }: Organizer, code: string): Promise<string> {
      const field = person.find('textbox', say('organize.start.invitation'));
      await field.fill(code);
      await person.tap('button', say('organize.start.go'));
      await person.page.locator('#organize-invitation:focus').waitFor();
      return person.page.locator('#organize-invitation-error').innerText();
    }

    it('is asked for, and refused where it is none, or wrong: at its field', async () => {
      const { page } = heron.person;
      await look(page, 'organize-invitation');
      expect(await refusal(heron, '')).toBe(say('organize.error.invitation'));
      expect(await refusal(heron, 'ABC')).toBe(say('organize.error.invitation'));
      expect(await refusal(heron, WRONG)).toBe(say('organize.error.invitation'));
      await look(page, 'organize-invitation-wrong');
      await fits(page, 'organize-invitation-wrong');
    });

    it('starts one letter, typed as people type', async () => {
      const { person } = heron;
      ({ said: used } = await operator(site(), (work) => invite(work, { days: 14, uses: 1 })));
      await person
        .find('textbox', say('organize.start.invitation'))
        .fill(` ${used.toLowerCase().replaceAll('-', ' ')} `);
      await person.tap('button', say('organize.start.go'));
      await person.find('heading', say('organize.text.heading')).waitFor();
      const draft = new URL(person.page.url()).pathname.slice(-26);
      const own = await site().world.organizer(heron.words.join(' '));
      expect(await fetchDraft(own, draft)).toMatchObject({
        state: 'draft',
        organizers: [{ label: 'Heron' }],
      });
      // The code is kept nowhere in the browser.
      expect(JSON.stringify(await person.kept())).not.toContain(used.slice(0, 4));
    });

    it('is refused in the same words once it is used, and once it is revoked', async () => {
      const { person } = heron;
      await person.open('/organize');
      await person.type('textbox', say('organize.label'), 'Heron');
      expect(await refusal(heron, used)).toBe(say('organize.error.invitation'));
      const { said: revoked, notes } = await operator(site(), (work) => invite(work, { days: 14, uses: 1 }));
      const id = /revoke-invite ([a-z2-7]{8})/.exec(notes)?.[1] ?? '';
      await operator(site(), (work) => revokeInvitation(work, id));
      expect(await refusal(heron, revoked)).toBe(say('organize.error.invitation'));
    });

    it('can’t be guessed: after five refusals she waits, whatever she types', async () => {
      const { said: good } = await operator(site(), (work) => invite(work, { days: 14, uses: 1 }));
      for (let tries = 0; tries < 5; tries++) {
        const told = await refusal(heron, WRONG);
        if (told === say('organize.error.invitationTries')) break;
        expect(told).toBe(say('organize.error.invitation'));
      }
      expect(await refusal(heron, good)).toBe(say('organize.error.invitationTries'));
      await look(heron.person.page, 'organize-invitation-tries');
      await site().wait(601);
      await heron.person.tap('button', say('organize.start.go'));
      await heron.person.find('heading', say('organize.text.heading')).waitFor();
      await heron.person.leave();
    });

    it('is nothing that co-organizers need', async () => {
      const { said } = await operator(site(), (work) => invite(work, { days: 1, uses: 1 }));
      const made = await startDraft(await site().world.organizer(), 'Owl', said);
      const link = `/organize/draft/${made.draft}#invite=${made.invite}`;
      const wren = await Organizer.come(site(), 'Wren', link);
      wren.person.expectsFailures = true;
      await wren.join();
      await wren.person.leave();
    });
  },
  { env: { ANYONE_MAY_START: 'false' } },
);

/** What a command of the operator’s prints, and what it notes beside. */
async function operator(
  { world }: Site,
  command: (work: OperatorWork) => Promise<number>,
): Promise<{ readonly said: string; readonly notes: string }> {
  const { app } = world.server;
  const [said, notes]: [string[], string[]] = [[], []];
  const terminal = {
    out: (line: string) => void said.push(line),
    note: (line: string) => void notes.push(line),
    ask: undefined,
  };
  const config = app.get(Config, { strict: false });
  expect(await inWords({ app, config, terminal }, command)).toBe(0);
  return { said: said.join('\n'), notes: notes.join('\n') };
}
