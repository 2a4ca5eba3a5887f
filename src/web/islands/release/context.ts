// What every sheet about an open letter works with.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClientLetter } from '../../../client/letter.js';
import type { Acting, Standing } from '../../../client/release/release-standing.js';
import type { ReleaseView } from '../../../client/release/release-view.js';
import type { IslandKey } from '../../locales/locales.js';
import type { Flow } from '../organize/flow.js';
import type { Say, Values } from '../say.js';
import type { Desk } from './desk.js';

/** A part of the page: what goes wrong, and what was done, is said in it. */
export type Place = 'standing' | 'round' | 'editions' | 'end';

export interface Note {
  readonly key: IslandKey;
  readonly values?: Values;
  /** Where it is said, if not where it was done. */
  readonly place?: Place;
}

/** Said above what is published. */
export const PUBLISHED: Note = { key: 'release.published.heading', place: 'editions' };

export interface ReleaseContext {
  readonly say: Say;
  readonly flow: Flow;
  readonly letter: ClientLetter;
  /** Her signing key, base64url. */
  readonly me: string;
  readonly view: ReleaseView;
  readonly standing: Standing;
  readonly acting: readonly Acting[];
  readonly desk: Desk;
  /** Where she did something last, and what is said of it. */
  readonly place: Place;
  readonly note: Note | undefined;
  /** Does something that she asked for, then looks how it stands; what it returns is said. */
  readonly act: (place: Place, action: () => Promise<Note | undefined>) => Promise<void>;
  /** Whether a new sheet comes of what she did in a round, and not of what others did: then the focus goes there. */
  readonly leads: boolean;
}

const Context = createContext<ReleaseContext | undefined>(undefined);

export const ReleaseProvider = Context.Provider;

export function useRelease(): ReleaseContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error('Sheets are drawn by Console.');
  return context;
}
