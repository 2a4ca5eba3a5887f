// Codes that were asked for, a signer's or an organization's: how long they are good, and which of them one is. protocol.md#challenge
import { ClientError } from './client-error.js';
import { RequestError } from './http.js';

/** The issuer keeps no more of them live for one mailbox. */
export const MOST_CHALLENGES = 3;
/** How long after a code another one can be asked for, and how long one is good. */
const RESEND_MS = 60_000;
const CODE_MS = 600_000;

/** Codes that were asked for, the newest first: when, in milliseconds. */
interface AskedAt {
  readonly asked: readonly { readonly at: number }[];
}

/** When another code can be asked for. */
export function resendTime({ asked }: AskedAt): Date {
  return new Date((asked[0]?.at ?? 0) + RESEND_MS);
}

/** Until when the newest code is good. */
export function expiryTime({ asked }: AskedAt): Date {
  return new Date((asked[0]?.at ?? 0) + CODE_MS);
}

/** Whether a code that was asked for then can still be good. */
function isLive({ at }: { readonly at: number }, now: Date): boolean {
  return now.getTime() < at + CODE_MS;
}

/** Throws ClientError `wait` before another code can be asked for. */
export function requireResend(before: AskedAt, now: Date): void {
  if (now >= resendTime(before)) return;
  throw new ClientError('wait', 'The mail can take a minute. Look among the junk, then ask again.');
}

/**
 * What comes of a code, which may be of any mail that is still good: `submit` is tried for the newest, then for each before it,
 * as long as the code is refused. Throws as `submit`.
 */
export async function submitForAny<Asked extends { readonly at: number }, T>(
  [newest, ...older]: readonly Asked[],
  now: Date,
  submit: (asked: Asked) => Promise<T>,
): Promise<T> {
  const live = older.filter((one) => isLive(one, now));
  let refused: unknown;
  for (const asked of newest === undefined ? live : [newest, ...live]) {
    try {
      return await submit(asked);
    } catch (error) {
      if (!isRefusedCode(error)) throw error;
      refused = error;
    }
  }
  throw refused;
}

/** Whether an issuer said, whatever it was that came, that a code isn’t good: another one has to be typed. */
export function isRefusedCode(error: unknown): boolean {
  return error instanceof RequestError && error.code === 'code_refused';
}
