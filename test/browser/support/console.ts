// An organizer at the page of her open letter: her words, then what she sees and presses.
import type { Person, PersonOptions } from './person.js';
import type { Site } from './site.js';
import { type Say, say, texts } from './texts.js';

/** A letter, and the words of its organizers in their order. */
export interface Organized {
  readonly letter: { readonly id: string };
  readonly words: readonly string[];
}

export interface ConsoleOptions extends PersonOptions {
  readonly locale?: string;
}

/** Comes to the page and types her words; `index` is hers in the manifest. */
export async function comeAs(
  site: Site,
  { letter, words }: Organized,
  index: number,
  { locale, ...options }: ConsoleOptions = {},
): Promise<Person> {
  const person = await site.person({ width: 1280, height: 900, ...options });
  await person.open(`/organize/letter/${letter.id}${locale === undefined ? '' : `?locale=${locale}`}`);
  await typeWords(person, words[index] ?? '', texts(locale));
  return person;
}

/** Types the words that the page asks for, and waits for what it says then. */
export async function typeWords(person: Person, words: string, speak: Say = say): Promise<void> {
  await person.page.locator('#organize-words').fill(words);
  await person.tap('button', speak('organize.enter.go'));
  await person.page.locator('.release-next strong').waitFor();
}

/** What she and the others still have to do. */
export async function next(person: Person): Promise<string> {
  return person.page.locator('.release-next strong').innerText();
}

/** Waits until that is what she and the others still have to do. */
export async function seesNext(person: Person, sentence: string): Promise<void> {
  await person.page.locator('.release-next strong').filter({ hasText: sentence }).waitFor();
}

/** Looks again, and waits until that is said. */
export async function lookAgain(person: Person): Promise<void> {
  await person.tap('button', say('release.refresh'));
  await person.page.getByText(say('release.refreshed')).waitFor();
}

/** Presses it, and waits for the sheet that comes. */
export async function press(person: Person, button: string, heading: string): Promise<void> {
  await person.tap('button', button);
  await person.sees(heading);
}
