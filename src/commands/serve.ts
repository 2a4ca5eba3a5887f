// `undersigned serve`: the same as `npm start`.
import { main } from '../serve.js';

/** Serves until it is told to stop. */
export async function serve(): Promise<void> {
  await main();
}
