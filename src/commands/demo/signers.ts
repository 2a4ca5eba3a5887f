// The employees: each draws words, asks for a code, reads it from her mail, gets a pass, signs, keeps a receipt.
import { askForCode, fetchPass } from '../../client/sign/ask.js';
import type { Asked, Pass } from '../../client/sign/ask.js';
import type { ClientLetter } from '../../client/letter.js';
import type { Appearance, KeptReceipt } from '../../client/sign/sign.js';
import { sign } from '../../client/sign/sign.js';
import type { Signer } from '../../client/signer.js';
import { newWords, signerOf } from '../../client/signer.js';
import { FIRST_DOMAIN, SECOND_DOMAIN } from './letter-text.js';
import type { World } from './world.js';
import { codesFor, nextCode } from './world.js';

/** Every sixth employee works at the second workplace. */
const SECOND_EVERY = 6;
const LEAST_SECOND = 12;

/** Who holds a pass. */
export interface Passed {
  readonly address: string;
  readonly words: string;
  readonly signer: Signer;
  readonly asked: Asked;
  readonly code: string;
  readonly pass: Pass;
}

export interface Signed extends Passed {
  readonly receipt: KeptReceipt;
}

/** Whether there are enough people for a second workplace to be counted. */
export function hasSecondWorkplace(signers: number): boolean {
  return Math.floor(signers / SECOND_EVERY) >= LEAST_SECOND;
}

/** The work addresses of so many employees, all different. */
export function addressesOf(signers: number, everybody: number): string[] {
  return Array.from({ length: everybody }, (_, i) => {
    const isSecond = hasSecondWorkplace(signers) && i % SECOND_EVERY === SECOND_EVERY - 1;
    return `employee${(i + 1).toString().padStart(5, '0')}@${isSecond ? SECOND_DOMAIN : FIRST_DOMAIN}`;
  });
}

/** One employee, from the link to her pass. */
export async function passOne(world: World, letter: ClientLetter, address: string): Promise<Passed> {
  const words = newWords(letter);
  const signer = await signerOf(letter, words);
  const before = codesFor(world, address).length;
  const asked = await askForCode(letter, address);
  const code = await nextCode(world, address, before);
  return { address, words, signer, asked, code, pass: await fetchPass(letter, signer, asked, code) };
}

/** One employee, from the link to the receipt; anonymous, unless told otherwise. */
export async function signOne(
  world: World,
  letter: ClientLetter,
  address: string,
  appears?: (pass: Pass) => Appearance,
): Promise<Signed> {
  const passed = await passOne(world, letter, address);
  return { ...passed, receipt: await sign(letter, passed.signer, passed.pass, appears?.(passed.pass)) };
}
