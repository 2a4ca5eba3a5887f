// How the demo's employees wish to appear: most anonymous, some by role, some by name, one under a condition that doesn't
// hold, and two who cheat. protocol.md#sealed-choice
import type { Pass } from '../../client/sign/ask.js';
import type { Appearance } from '../../client/sign/sign.js';
import { ANONYMOUS, byName, byRole } from '../../client/sign/sign.js';
import { demoRoles } from './letter-text.js';

/** Named if at least so many are. */
const FEW = 3;

/** Places among the employees, in the order in which they are asked. */
export const CAST = {
  /** Withdraws and comes back; withdraws. */
  withdrawing: [0, 1],
  /** By name; the first lends her certificate. */
  named: [2, 3, 4, 8, 9, 10],
  /** Signs by name with the certificate of the first. */
  borrower: 5,
  /** Seals shares for the organizers that say another condition than her choice. */
  contradicting: 6,
  /** By name only if all are. */
  cautious: 7,
  /** By name in the first edition; then struck, and anonymous. */
  struck: 3,
  fickle: 4,
} as const;

const NAMED_EVERY = 10;
/** Of eight: the role's place on the menu; who stands beyond gives none. */
const ROLES_OF_EIGHT = [0, 0, 1, 0, 2];
const FIRST = ['Amara', 'Bruno', 'Chen', 'Dalia', 'Emeka', 'Freya', 'Goran', 'Hana', 'Imran', 'Julia'];
const LAST = ['Abara', 'Bianchi', 'Castillo', 'Dvořák', 'Eze', 'Fischer', 'Gupta', 'Haddad', 'Ito', 'Jensen'];

/** The menu of conditions: so few that it holds, and all. */
export function nameConditions(signers: number): number[] {
  return [FEW, signers];
}

/** Whether the employee at this place signs by name, under a condition that holds, with a certificate of her own. */
export function isNamed(place: number): boolean {
  return CAST.named.some((one) => one === place) || (place > 10 && place % NAMED_EVERY === 4);
}

/** How the employee at this place appears; `lent` is the pass of the first who signs by name. */
export function appearanceOf(place: number, signers: number, pass: Pass, lent?: Pass): Appearance {
  if (isNamed(place)) return named(place, FEW, pass);
  if (place === CAST.borrower) return named(place, FEW, lent ?? pass);
  if (place === CAST.contradicting) return named(place, FEW, pass);
  if (place === CAST.cautious) return named(place, signers, pass);
  const role = place > 10 ? demoRoles[ROLES_OF_EIGHT[place % 8] ?? -1] : undefined;
  return role === undefined ? ANONYMOUS : byRole(role);
}

/** By name under another condition. */
export function named(place: number, condition: number, pass: Pass): Appearance {
  const [first = '', last = ''] = [FIRST[place % 10], LAST[Math.floor(place / 10) % 10]];
  const name = `${first} ${last}${place < 100 ? '' : ` ${Math.floor(place / 100).toString()}`}`;
  const show = { name, condition, showAddress: place % 2 === 0 };
  return byName(place % 4 === 0 ? { ...show, title: 'Engineer', role: demoRoles[0] ?? null } : show, pass);
}
