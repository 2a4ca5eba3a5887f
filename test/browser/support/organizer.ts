// Somebody who organizes: her key, her draft, by what she sees and presses.
import type { Page } from 'playwright-core';
import { expectFocus, type Person, type PersonOptions } from './person.js';
import type { Site } from './site.js';
import { say } from './texts.js';

type Chapter = 'organizers' | 'text' | 'translations' | 'workplaces' | 'terms' | 'appear' | 'review';

export class Organizer {
  words: string[] = [];

  private constructor(
    readonly person: Person,
    readonly label: string,
  ) {}

  /** At her device, with this page before her: where letters begin, unless told otherwise. */
  static async come(
    site: Site,
    label: string,
    path = '/organize',
    options: PersonOptions = {},
  ): Promise<Organizer> {
    const organizer = new Organizer(await site.person({ width: 1280, height: 900, ...options }), label);
    await organizer.person.open(path);
    return organizer;
  }

  /** Makes twelve words, writes them down, and types the three that are asked for. */
  async makeKey(): Promise<void> {
    const { person } = this;
    await person.tap('button', say('organize.key.make'));
    await person.sees(say('organize.words.heading'));
    this.words = await person.page.locator('ol.words li').allInnerTexts();
    await person.tap('button', say('organize.words.written'));
    await person.sees(say('organize.words.askHeading'));
    for (const [i, word] of this.words.entries()) {
      const name = say('organize.words.which', { number: i + 1 });
      if ((await person.find('textbox', name).count()) > 0) await person.type('textbox', name, word);
    }
    await person.tap('button', say('organize.words.done'));
  }

  /** Types her words, where they are asked for. */
  async enterWords(): Promise<void> {
    const { person } = this;
    await person.type('textbox', say('organize.enter.label'), this.words.join(' '));
    await person.tap('button', say('organize.enter.go'));
  }

  /** From nothing to a draft of her own. */
  async start(): Promise<void> {
    await this.makeKey();
    await this.person.sees(say('organize.start.heading'));
    await this.begin();
    await this.sees('text');
  }

  /** Asks for a draft, by the operator's code where one is asked for. */
  async begin(invitation?: string): Promise<void> {
    const { person } = this;
    await this.write(say('organize.label'), this.label);
    if (invitation !== undefined) await this.write(say('organize.start.invitation'), invitation);
    await person.tap('button', say('organize.start.go'));
  }

  /** From an invite to the draft. */
  async join(): Promise<void> {
    const { person } = this;
    await this.makeKey();
    await person.sees(say('organize.join.heading'));
    await person.type('textbox', say('organize.label'), this.label);
    await person.tap('button', say('organize.join.go'));
    await this.sees('text');
  }

  async chapter(name: Chapter): Promise<void> {
    await this.person.tap('link', say(`organize.chapter.${name}`));
  }

  /** Waits for this chapter. */
  async sees(name: Chapter): Promise<void> {
    await this.person.find('heading', say(`organize.${name}.heading`)).waitFor();
  }

  /** Waits until all have signed and it is open: her page looks every few seconds, and keys take a while where others work, too. */
  async seesOpen(): Promise<void> {
    const heading = this.person.find('heading', say('organize.opened.heading'));
    await heading.waitFor({ timeout: 45_000 });
    await expectFocus(heading);
  }

  /** The link for the others. */
  async invite(): Promise<string> {
    await this.chapter('organizers');
    return this.person.page.locator('.copyable code').innerText();
  }

  /** Takes the place of what stands in the field. */
  async write(name: string | RegExp, text: string): Promise<void> {
    const field = this.person.find('textbox', name);
    await field.click();
    await this.person.page.keyboard.press('Control+A');
    await this.person.page.keyboard.type(text);
  }

  async isSaved(): Promise<void> {
    await this.person.page.getByText(say('organize.saving', { saving: 'saved' })).waitFor();
  }

  /** Reads what was sealed, and signs it. */
  async sign(): Promise<void> {
    const { person } = this;
    await person.find('heading', say('organize.sealed.heading')).waitFor();
    await seesLetter(person.page);
    await person.find('checkbox', say('organize.sealed.read')).check();
    await person.tap('button', say('organize.sealed.sign'));
  }
}

/** The letter itself is there, as it will look. */
export async function seesLetter(page: Page): Promise<void> {
  await page.frameLocator('iframe').locator('h1').waitFor();
}
