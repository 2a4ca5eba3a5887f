// What a text of a letter can't be, and where: a rule's name for machines, line and character for people. protocol.md#letter-text
import { ProtocolError } from './errors.js';

/** Each stands in the protocol's page with what it says; editors have a sentence for each. */
export const LETTER_TEXT_RULES = [
  'character', // a code point that no text may hold
  'joiner', // a joiner or variation selector where no script or emoji needs it
  'marks', // more than four marks on one letter
  'space', // two spaces in a row, or one at the end of a line
  'indent', // a space at the beginning of a line that continues no item
  'empty_line', // two in a row, or one at the beginning or end
  'gap', // a paragraph right below a list, quote or table
  'heading', // more than two levels
  'nested', // a heading, table or note within a list or quote
  'too_deep', // lists and quotes in each other
  'number', // an item without the number that follows
  'table', // no second row of dashes, no third, or rows of different lengths
  'cells', // a row that isn't `| a | b |`
  'star', // emphasis that isn't closed, or wasn't opened
  'crossed', // a link and emphasis that overlap
  'image',
  'link', // no words, or words with a link or note in them
  'address', // one that isn't whole, or of a kind that texts don't lead to
  'note', // not `[^1]`, or where no note may be
  'note_order', // not the number that follows
  'note_missing', // a mention of a note that isn't there
  'note_unused', // a note that isn't mentioned
  'notes_last', // something after the notes
] as const;

export type LetterTextRule = (typeof LETTER_TEXT_RULES)[number];

/** Line and column count from 1, columns in code points. `place` is the field's, as `letter.body`. */
export class LetterTextError extends ProtocolError {
  constructor(
    readonly rule: LetterTextRule,
    readonly line: number,
    readonly column: number,
    place: string,
  ) {
    const at = `${place}:${line}:${column}`;
    super(
      'invalid_manifest',
      `${at} breaks the rule "${rule}" of letters' texts: see protocol.md#letter-text.`,
      at,
    );
  }
}
