// How long codes are good that were asked for, a signer's or an organization's. protocol.md#challenge
import { RequestError } from '../http.js';

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
export function isLive({ at }: { readonly at: number }, now: Date): boolean {
  return now.getTime() < at + CODE_MS;
}

/** Whether an issuer said, whatever it was that came, that a code isn’t good: another one has to be typed. */
export function isRefusedCode(error: unknown): boolean {
  return error instanceof RequestError && error.code === 'code_refused';
}
