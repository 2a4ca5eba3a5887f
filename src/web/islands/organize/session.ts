// Who organizes in this tab: her keys and her token are in its sessionStorage, her words nowhere. protocol.md#words
import { organizerSession } from '../../../client/organizer-session.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';
import { browserHttp } from '../browser.js';

/**
 * - `signedIn()`: her keys and the API with her token; undefined if nobody is.
 * - `signIn(words)`: throws `invalid_words` or RequestError.
 * - `signOut()`: also when an answer is `session_required` (401): her twelve hours are over.
 */
export const { signedIn, signIn, signOut } = organizerSession(
  webPrimitives(),
  browserHttp(),
  () => sessionStorage,
);
