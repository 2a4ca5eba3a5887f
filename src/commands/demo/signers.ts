// The employees: each draws words, asks for a code, reads it from her mail, gets a pass, signs, keeps a receipt.
import { askForCode, fetchPass } from '../../client/ask.js';
import type { Asked, Pass } from '../../client/ask.js';
import type { ClientLetter } from '../../client/letter.js';
import type { KeptReceipt } from '../../client/sign.js';
import { sign } from '../../client/sign.js';
import type { Signer } from '../../client/signer.js';
import { newWords, signerOf } from '../../client/signer.js';
import { FIRST_DOMAIN, SECOND_DOMAIN } from './letter-text.js';
import type { World } from './world.js';
import { codesFor, nextCode } from './world.js';

/** Every sixth employee works at the second workplace. */
const SECOND_EVERY = 6;
const LEAST_SECOND = 12;

export interface Signed {
  readonly address: string;
  readonly words: string;
  readonly signer: Signer;
  readonly asked: Asked;
  readonly code: string;
  readonly pass: Pass;
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

/** One employee, from the link to the receipt. */
export async function signOne(world: World, letter: ClientLetter, address: string): Promise<Signed> {
  const words = newWords(letter);
  const signer = await signerOf(letter, words);
  const before = codesFor(world, address).length;
  const asked = await askForCode(letter, address);
  const code = await nextCode(world, address, before);
  const pass = await fetchPass(letter, signer, asked, code);
  const receipt = await sign(letter, signer, pass);
  return { address, words, signer, asked, code, pass, receipt };
}
