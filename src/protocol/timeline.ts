// What organizers tell of a letter after its release. protocol.md#organizations

/** `support` is a link of supporters: a petition, a fund. The others make the timeline. */
export const ENTRY_KINDS = [
  'delivered',
  'answered',
  'no-answer-yet',
  'in-the-news',
  'other',
  'support',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
