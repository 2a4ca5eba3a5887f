// What is read from its left whatever the page's direction, as addresses and domains are.

/** Stands in a sentence of any direction as it is: U+2066 and U+2069 around it. */
export function isolated(text: string): string {
  return `\u2066${text}\u2069`;
}
