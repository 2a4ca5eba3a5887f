// A letter that is released: signed anonymously, by role and by name, and published, at once or under embargo.
import type { EditionTerms } from '../../src/client/release/editions.js';
import { byName, byRole, sign } from '../../src/client/sign/sign.js';
import { announce, approveBy, proposeAt, publishBy } from './names.js';
import type { ContentChanges, Opened, World } from './world.js';

/** Two are Engineers, which is too few to be shown. */
export const NAMED = [
  { name: 'Ada Nwosu', title: 'Engineer', showAddress: true, role: 'Engineering' },
  { name: 'Benedikt Öztürk-Kowalczyk', title: undefined, showAddress: false },
  { name: 'נועה לוי', title: 'Designer', showAddress: true },
] as const;

export interface Released extends Opened {
  /** The edition's digest. */
  readonly edition: string;
}

/** Seventeen signatures: three by name, five by role, the others anonymous. */
export async function releasedLetter(
  world: World,
  changes: ContentChanges = {},
  terms: EditionTerms = {},
): Promise<Released> {
  const opened = await world.openLetter({
    pressContact: 'press@cumulus-letter.example',
    nameConditions: [3, 50],
    ...changes,
  });
  await signAll(world, opened);
  return { ...opened, edition: await publishAt(world, opened, await announce(world, opened), terms) };
}

/** A snapshot at the end of this epoch, approved and published by two of three. The edition's digest. */
export async function publishAt(
  world: World,
  opened: Opened,
  epoch: number,
  terms: EditionTerms = {},
): Promise<string> {
  const two = opened.organizers.slice(0, 2);
  const checked = await approveBy(opened.letter, two, await proposeAt(world, opened, epoch));
  return (await publishBy(opened.letter, two, checked, terms)).edition;
}

async function signAll(world: World, { letter }: Opened): Promise<void> {
  for (const person of NAMED) {
    const passed = await world.pass(letter);
    const role = 'role' in person ? { role: person.role } : {};
    const title = person.title === undefined ? {} : { title: person.title };
    const show = { name: person.name, condition: 3, showAddress: person.showAddress, ...role, ...title };
    await sign(letter, passed.signer, passed.pass, byName(show, passed.pass));
  }
  for (const role of ['Engineering', 'Sales', 'Sales', 'Sales', 'Sales']) {
    await world.sign(letter, undefined, byRole(role));
  }
  await world.signMany(letter, 9);
}
