// A command found nothing to work on, and makes nothing.
import { StartError } from '../start-error.js';

export class NoDatabaseError extends StartError {
  override readonly name = 'NoDatabaseError';

  /** `looked`: for what, e.g. `the embedded database in /srv/data/database`. */
  constructor(looked: string) {
    super(
      `There is no installation here: looked for ${looked}. Start the server once, or run this with the server's own variables (DATA_DIR, DATABASE_URL). Nothing was made.`,
    );
  }
}
