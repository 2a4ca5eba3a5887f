// What the sheets of one draft work with.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DraftFields } from '../../../../client/organize/draft-fields.js';
import type { Conflict } from '../../../../client/organize/draft-merge.js';
import type { Draft } from '../../../../client/organize/organize.js';
import type { Problem } from '../problem.js';

export type Saving = 'saved' | 'unsaved' | 'saving' | 'failed';

export interface Desk {
  readonly draft: Draft;
  readonly content: DraftFields;
  readonly conflicts: readonly Conflict[];
  readonly saving: Saving;
  /** Why it isn't saved. */
  readonly failure: Problem | undefined;
  /** The revision that she sees, once everything is saved. */
  readonly revision: number;
  /** It is there for her no more: deleted after 90 days, or she was removed. What she sees is in this tab alone. */
  readonly isGone: boolean;
  readonly edit: (changed: DraftFields) => void;
  readonly choose: (conflict: Conflict, whose: 'mine' | 'theirs') => void;
  /** Now, instead of in a moment. Throws RequestError. */
  readonly save: () => Promise<void>;
  readonly refresh: () => Promise<void>;
  /** As it stands at this moment, also where what she sees is drawn of an earlier one. */
  readonly now: () => Pick<Desk, 'content' | 'draft' | 'revision'>;
}

export interface DraftStageProps {
  readonly desk: Desk;
  readonly onLeave: () => void;
}

const Context = createContext<Desk | undefined>(undefined);

export const DeskProvider = Context.Provider;

export function useDeskHere(): Desk {
  const desk = useContext(Context);
  if (desk === undefined) throw new Error('Chapters are drawn by Editor.');
  return desk;
}

/** The id of the field for a place as servers name it: `workplaces[0].name`. */
export function idOf(place: string): string {
  return `draft-${place.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`;
}
