// Screens whose parts are fetched when somebody goes there: signing's own steps, and what was published.
import type { Screen, Visit } from './flow.js';

/** Signing. Rejects if it can't be fetched. */
export async function signingScreen(): Promise<Screen> {
  const { Steps } = await import('../sign/steps.js');
  return { at: 'steps', Steps };
}

/** Another code for the same words. Rejects if it can't be fetched. */
export async function passScreen(visit: Visit): Promise<Screen> {
  const { NewPass } = await import('./steps/new-pass.js');
  return { at: 'pass', visit, NewPass };
}

/** What stands. Rejects if it can't be fetched. */
export async function knownScreen(visit: Visit): Promise<Screen> {
  const { Published } = await import('./steps/published.js');
  return { at: 'known', visit, Published };
}
