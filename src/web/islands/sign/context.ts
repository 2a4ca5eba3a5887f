// What every step of signing works with.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClientLetter } from '../../../client/letter.js';
import type { Signing } from '../../../client/sign/signing.js';
import type { Say } from '../say.js';
import type { Flow } from './flow.js';
import type { Changed } from './page-check.js';

export interface SignContext {
  readonly letter: ClientLetter;
  readonly signing: Signing;
  readonly say: Say;
  readonly flow: Flow;
  /** Whether this browser shows other words above than were sent. */
  readonly changed: Changed | undefined;
}

const Context = createContext<SignContext | undefined>(undefined);

export const SignProvider = Context.Provider;

export function useSign(): SignContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error('Steps are drawn by Steps.');
  return context;
}
