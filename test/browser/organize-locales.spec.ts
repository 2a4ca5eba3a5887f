// Organizing in the two made-up languages: one is longer, the other runs from right to left. Nothing overflows, and nothing is
// left in English: from the key to the open letter, and its organizers' page.
import { expect, it } from '@jest/globals';
import {
  type Draft,
  fetchDraft,
  joinDraft,
  saveDraft,
  signOpening,
  startDraft,
} from '../../src/client/organize/organize.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { drawWords } from '../../src/protocol/words.js';
import { fits } from './support/look.js';
import { seesLetter } from './support/organizer.js';
import { describeSite } from './support/site.js';
import { texts } from './support/texts.js';
import { untranslated } from './support/untranslated.js';

/** Some twenty states, each looked at in every way. */
const WITHIN_MS = 180_000;
const CHAPTERS = ['organizers', 'translations', 'workplaces', 'terms', 'appear', 'review'] as const;

/** What people chose: it stays as it is. */
const OWN = [
  ...['Heron', 'Wren', 'Cumulus', 'cumulus.example', 'example', 'Engineering', 'Sales', 'Support', 'Design'],
  ...['ada@cumulus.example', 'press@letter.example', 'Issuer', 'localhost'],
];

describeSite('organizing', (site) => {
  it.each(['en-XA', 'ar-XB'])(
    'fits in %s, and is in it',
    async (locale) => {
      const speak = texts(locale);
      const { world } = site();
      const words = drawWords(p);
      const heron = await world.organizer(words);
      const wren = await world.organizer();
      const { draft, invite } = await startDraft(heron, 'Heron');
      await joinDraft(wren, draft, invite, 'Wren');
      const { revision } = await fetchDraft(heron, draft);
      const content = world.content({
        approvals: 2,
        pressContact: 'press@letter.example',
        occasion: 'Q3',
      });
      const hebrew = { ...content.letter, language: 'he' };
      await saveDraft(heron, draft, revision, { ...content, translations: [hebrew] });

      const person = await site().person({ width: 1280, height: 900 });
      const { page } = person;
      person.expectsFailures = true;
      const at = async (name: string): Promise<void> => {
        await fits(page, `organize-${name}-${locale}`);
        if (locale === 'en-XA') expect({ [name]: await untranslated(page, OWN) }).toEqual({ [name]: [] });
      };

      await person.open(`/organize?locale=${locale}`);
      await person.find('button', speak('organize.key.make')).waitFor();
      await at('key');
      await person.tap('button', speak('organize.key.make'));
      const list = await page.locator('ol.words li').allInnerTexts();
      await at('words');
      await person.tap('button', speak('organize.words.written'));
      await person.sees(speak('organize.words.askHeading'));
      await person.tap('button', speak('organize.words.done'));
      await page.locator('[aria-invalid=true]').waitFor();
      await at('words-wrong');
      for (const [i, word] of list.entries()) {
        const field = person.find('textbox', speak('organize.words.which', { number: i + 1 }));
        if ((await field.count()) > 0) await field.fill(word);
      }
      await person.tap('button', speak('organize.words.done'));
      await person.sees(speak('organize.start.heading'));
      await page.getByText(speak('organize.start.replace')).click();
      await person.tap('button', speak('organize.start.go'));
      await page.locator('[aria-invalid=true]').waitFor();
      await at('start');

      await person.open(`/organize/draft/${draft}?locale=${locale}`);
      await person.find('button', speak('organize.otherWords')).waitFor();
      await at('not-hers');
      await person.tap('button', speak('organize.otherWords'));
      await person.tap('button', speak('organize.key.have'));
      await person.find('textbox', speak('organize.enter.label')).fill(words);
      await at('enter');
      await person.tap('button', speak('organize.enter.go'));
      await person.find('heading', speak('organize.text.heading')).waitFor();
      await page.frameLocator('iframe').getByRole('heading', { name: content.letter.title }).waitFor();
      await page.getByText(speak('organize.help.summary')).click();
      await at('text');
      for (const chapter of CHAPTERS) {
        await person.tap('link', speak(`organize.chapter.${chapter}`));
        await person.sees(speak(`organize.${chapter}.heading`));
        for (const details of await page.locator('.organize-sheet summary').all()) await details.click();
        if (chapter === 'organizers') await person.tap('button', speak('organize.leave.go'));
        if (chapter === 'workplaces')
          await person.find('textbox', speak('organize.test.address')).fill('ada@cumulus.example');
        await at(chapter);
      }
      await page.getByRole('checkbox').check();
      await person.tap('button', speak('organize.review.go'));
      await person.sees(speak('organize.sealed.heading'));
      await seesLetter(page);
      await at('sealed');
      await person.find('checkbox', speak('organize.sealed.read')).check();
      await person.tap('button', speak('organize.sealed.sign'));
      await page.getByText(speak('organize.sealed.waiting')).waitFor();
      const sealed: Draft = await fetchDraft(wren, draft);
      const bytes = new Uint8Array(Buffer.from(sealed.manifest ?? '', 'base64url'));
      const id = await signOpening(wren, draft, bytes, sealed.content as never);
      await person.sees(speak('organize.opened.heading'));
      await at('opened');
      await person.open(`/organize/letter/${id ?? ''}?locale=${locale}`);
      await page.locator('.release-next strong').waitFor();
      await at('console');
      await person.leave();
    },
    WITHIN_MS,
  );
});
