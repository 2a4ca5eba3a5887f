// A text as it is signed, drawn from the manifest that this browser verified: no server draws it, and no translator changes it.
// protocol.md#letter-text
import type { JSX } from 'preact';
import { directionOfText } from '../../protocol/letter-characters.js';
import { readLetterText } from '../../protocol/letter-text.js';
import type { LetterText } from '../../protocol/manifest.js';
import { DrawnBlocks, DrawnNotes, type NoteLabels } from '../letter/drawn-text.js';
import type { Say } from './say.js';

/** Below the headings of a step's parts. */
const HEADINGS = 4;

export interface SignedTextProps {
  readonly text: LetterText;
  readonly say: Say;
}

export function SignedText({ text, say }: SignedTextProps): JSX.Element {
  const { addressee, title, body, language } = text;
  const { blocks, notes } = readLetterText(body);
  const common = { labels: noteLabels(say), id: `signed-${language}` };
  return (
    <div class="signed-text" lang={language} translate={false} tabIndex={0} role="group" aria-label={title}>
      <p dir={directionOfText(addressee)}>{addressee}</p>
      <p class="signed-title" dir={directionOfText(title)}>
        {title}
      </p>
      <div class="letter-body">
        <DrawnBlocks blocks={blocks} headings={HEADINGS} {...common} />
      </div>
      {notes.length > 0 && (
        <div class="notes">
          <DrawnNotes notes={notes} {...common} />
        </div>
      )}
    </div>
  );
}

export function noteLabels(say: Say): NoteLabels {
  return { notes: '', note: say('sign.exact.note'), back: say('sign.exact.back') };
}
