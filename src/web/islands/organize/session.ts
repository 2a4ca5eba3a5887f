// Who organizes in this tab: her keys and her token are in its sessionStorage, her words nowhere. protocol.md#words
import { organizerSession } from '../../../client/organize/organizer-session.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';
import { browserHttp } from '../browser.js';
import { dropInvites } from './invite.js';

const session = organizerSession(webPrimitives(), browserHttp(), () => sessionStorage);

/**
 * - `signedIn()`: her keys and the API with her token; undefined if nobody is.
 * - `signIn(words)`: throws `invalid_words` or RequestError.
 * - `endSession()`: an answer was `session_required` (401), her twelve hours are over; or these are not the words. What she was
 *   doing stays, for when she signs in again.
 */
export const { signedIn, signIn, end: endSession } = session;

/** She leaves: nothing of what she did stays in this tab. */
export function signOut(): void {
  dropInvites();
  session.signOut();
}
