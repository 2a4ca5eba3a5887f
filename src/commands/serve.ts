// `undersigned serve`: the same as `npm start`.

/** Serves until it is told to stop. */
export async function serve(): Promise<void> {
  await import('../main.js');
}
