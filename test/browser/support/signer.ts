// Somebody who signs: the way through the steps, by what she sees and presses; her codes come by mail.
import type { Person, PersonOptions } from './person.js';
import type { Site } from './site.js';
import { say, texts, type Say } from './texts.js';

export interface SignerOptions extends PersonOptions {
  readonly address?: string;
  /** Of the pages, for whoever tests them. */
  readonly locale?: string;
}

/** A letter, by what its link names. */
type Linked = Readonly<{ id: string }>;

/** How somebody appears who gives her name. */
export interface ByName {
  readonly name: string;
  readonly title?: string;
  /** Of the letter's menu. */
  readonly condition: number;
  readonly showAddress?: boolean;
}

/** The steps, by the heading of each. */
export const STEPS = {
  ask: 'sign.ask.heading',
  code: 'sign.code.heading',
  ready: 'sign.ready.heading',
  words: 'sign.words.headingBefore',
  wait: 'sign.wait.heading',
  sending: 'sign.sending.heading',
  recorded: 'sign.recorded.heading',
} as const;

export class Signer {
  readonly say: Say;
  readonly address: string;
  /** What she wrote down, once she has saved them. */
  written = '';
  private readonly path: string;

  private constructor(
    readonly person: Person,
    private readonly site: Site,
    letter: Linked,
    { locale, address = site.world.newAddress() }: SignerOptions,
  ) {
    this.address = address;
    this.say = locale === undefined ? say : texts(locale);
    this.path = `/l/${letter.id}${locale === undefined ? '' : `?locale=${locale}`}`;
  }

  /** On her device, with the letter before her. */
  static async come(site: Site, letter: Linked, options: SignerOptions = {}): Promise<Signer> {
    const signer = new Signer(await site.person(options), site, letter, options);
    await signer.read();
    return signer;
  }

  /** Opens the letter's link. */
  async read(): Promise<void> {
    await this.person.open(this.path);
  }

  async sees(step: keyof typeof STEPS): Promise<void> {
    await this.person.sees(this.say(STEPS[step]));
  }

  /** *Sign*, below the letter. */
  async begin(): Promise<void> {
    await this.person.tap('link', this.say('letter.sign'));
    await this.sees('ask');
  }

  async chooseRole(role: string): Promise<void> {
    await this.person.tap('radio', choice('role', this.say));
    await this.person.find('combobox', this.say('sign.appear.roleLabel')).selectOption(role);
  }

  async chooseName({ name, title, condition, showAddress = false }: ByName): Promise<void> {
    const { person } = this;
    await person.tap('radio', choice('named', this.say));
    await person.type('textbox', this.say('sign.appear.name'), name);
    if (title !== undefined) await person.type('textbox', this.say('sign.appear.title'), title);
    await person.find('combobox', this.say('sign.appear.condition')).selectOption(condition.toString());
    if (showAddress) await person.tap('checkbox', this.say('sign.appear.showAddress'));
  }

  async typeAddress(): Promise<void> {
    await this.person.type('textbox', this.say('sign.ask.address'), this.address);
  }

  async send(): Promise<void> {
    await this.person.tap('button', this.say('sign.ask.send'));
  }

  /** The code in her mail, once there are more than before. */
  async readCode(before = 0): Promise<string> {
    return this.site.world.nextCode(this.address, before);
  }

  /** Types the code, without its dash; the last character submits it. */
  async typeCode(code: string): Promise<void> {
    await this.person.type('textbox', this.say('sign.code.label'), code.replace('-', '').toLowerCase());
  }

  async sign(): Promise<void> {
    await this.person.tap('button', this.say('sign.ready.sign'));
  }

  /** From the letter to the code's step. */
  async ask(): Promise<void> {
    await this.begin();
    await this.typeAddress();
    await this.send();
    await this.sees('code');
  }

  /** From the letter to her pass. */
  async pass(): Promise<void> {
    await this.ask();
    await this.typeCode(await this.readCode());
    await this.sees('ready');
  }

  /** Presses the line that leads back to where she was, on the letter's page. */
  async goOn(): Promise<void> {
    await this.person.find('link', this.say('sign.begunGoOn')).first().click();
  }

  /** Saves the words that are asked for before she signs by name or later. */
  async saveWords(): Promise<void> {
    await this.sees('words');
    await this.confirmWords();
  }

  /** The twelve words on the screen. */
  async words(): Promise<string[]> {
    return this.person.page.locator('ol.words li').allInnerTexts();
  }

  /** Writes the words down, and types the one that the page asks for. */
  async confirmWords(): Promise<void> {
    const words = await this.words();
    this.written = words.join(' ');
    const names = words.map((_, i) => this.say('sign.words.which', { number: i + 1 }));
    for (const [i, name] of names.entries()) {
      if ((await this.person.find('textbox', name).count()) === 0) continue;
      await this.person.type('textbox', name, words[i] ?? '');
      await this.person.tap('button', this.say('sign.words.saved'));
      return;
    }
    throw new Error('The page asks for no word.');
  }
}

/** The name of a way to appear; it goes on with its hint. */
export function choice(appear: 'anonymous' | 'role' | 'named', speak: Say = say): RegExp {
  const text = speak(`sign.appear.${appear}`);
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
