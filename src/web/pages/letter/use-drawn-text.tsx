// A letter's text on a page of the server, in its two parts: the notes stand at the foot of the sheet, below the line to sign on.
// protocol.md#letter-text
import type { JSX } from 'preact';
import type { LetterText } from '../../../protocol/manifest.js';
import { LetterTextError } from '../../../protocol/letter-refusal.js';
import { type LetterTree, readLetterText } from '../../../protocol/letter-text.js';
import { DrawnBlocks, DrawnNotes, type NoteLabels } from '../../letter/drawn-text.js';
import { useView } from '../view.js';

export interface DrawnText {
  readonly body: JSX.Element;
  /** Null if there are none. */
  readonly notes: JSX.Element | null;
}

/** `headings` is the level of the outermost ones. A draft's text that is no letter's yet stands as it was typed. */
export function useDrawnText({ body }: LetterText, headings = 2): DrawnText {
  const labels = useNoteLabels();
  const tree = treeOf(body);
  if (tree === undefined) return { body: <p class="as-typed">{body}</p>, notes: null };
  const { blocks, notes } = tree;
  return {
    body: <DrawnBlocks blocks={blocks} headings={headings} labels={labels} />,
    notes: notes.length === 0 ? null : <DrawnNotes notes={notes} labels={labels} />,
  };
}

export function useNoteLabels(): NoteLabels {
  const { say } = useView();
  return { notes: say('letter.notes'), note: say('letter.note'), back: say('letter.back') };
}

function treeOf(body: string): LetterTree | undefined {
  try {
    return readLetterText(body);
  } catch (error) {
    if (error instanceof LetterTextError) return undefined;
    throw error;
  }
}
