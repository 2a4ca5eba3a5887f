// `undersigned letter invite`, `invites`, `revoke-invite`: who may start a letter here. protocol.md#invitation
import { InvitationsService } from '../origin/letters/invitations.service.js';
import { DONE, type OperatorWork } from './letter-operator.js';

/** Prints a new code, and nothing else, on standard output. `days` and `uses` are whole numbers from 1. */
export async function invite(
  { app, config, terminal }: OperatorWork,
  options: { readonly days: number; readonly uses: number },
): Promise<number> {
  const { code, id, lastDay, usesLeft } = await app.get(InvitationsService, { strict: false }).make(options);
  terminal.out(code);
  terminal.note(
    `Good until the end of ${lastDay} (UTC), for ${letters(usesLeft)}. It is shown this once: only a keyed hash is kept.`,
  );
  terminal.note(
    `Hand it over on a way that doesn’t name who gets it. To take it back: undersigned letter revoke-invite ${id}`,
  );
  if (config.anyoneMayStart) {
    terminal.note('This server asks for no code now: anyone may start a letter (ANYONE_MAY_START).');
  }
  return DONE;
}

/** A line for each invitation that is good, by last day. */
export async function listInvitations({ app, terminal }: OperatorWork): Promise<number> {
  const all = await app.get(InvitationsService, { strict: false }).list();
  for (const { id, lastDay, usesLeft } of all) {
    terminal.out(`${id}  until ${lastDay}  for ${letters(usesLeft)}`);
  }
  if (all.length === 0) terminal.note('No invitation is good now. Make one: undersigned letter invite');
  return DONE;
}

export async function revokeInvitation({ app, terminal }: OperatorWork, id: string): Promise<number> {
  await app.get(InvitationsService, { strict: false }).revoke(id);
  terminal.note('Revoked: nothing can be started with it any more. What was started with it stays.');
  return DONE;
}

function letters(uses: number): string {
  return uses === 1 ? '1 letter' : `${uses.toString()} letters`;
}
