// `undersigned letter …`: what the operator decides about letters, with the server's own configuration and database.
// protocol.md#invitation, protocol.md#take-down
import { invite as makeInvitation, listInvitations, revokeInvitation } from './letter-invitations.js';
import { asOperator } from './letter-operator.js';
import { restoreLetter, takeLetterDown } from './letter-take-down.js';

/** Each of these returns the exit code: 0 as asked, 1 refused, 2 unusable input. */

/** Makes an invitation code and prints it. */
export async function invite(options: { days: number; uses: number }): Promise<number> {
  return asOperator((work) => makeInvitation(work, options));
}

/** Prints what invitations are good. */
export async function invites(): Promise<number> {
  return asOperator(listInvitations);
}

export async function revokeInvite(id: string): Promise<number> {
  return asOperator((work) => revokeInvitation(work, id));
}

export async function takeDown(id: string, options: { reason: string; yes: boolean }): Promise<number> {
  return asOperator((work) => takeLetterDown(work, id, options));
}

export async function restore(id: string, options: { yes: boolean }): Promise<number> {
  return asOperator((work) => restoreLetter(work, id, options));
}
