// Why the program can't start, in words for the operator: `main` prints the message alone, without a stack.

/** The message says what is wrong and what to do; it repeats no secret. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}
