// A letter's id in what people type or paste. Imports nothing: a page has it before anything else is fetched.

const LINK = /^(?:\S*\/l\/)?([a-z2-7]{32})(?:[/?#]\S*)?$/;

/** The letter's id in what was typed: the id itself, or a link to the letter. Undefined if there is none. */
export function letterIdIn(text: string): string | undefined {
  return LINK.exec(text.trim())?.[1];
}
