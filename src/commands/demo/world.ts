// What every part of the demo works with: a server, its inbox, and many people at once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DevInbox } from '../../common/mailer/dev-inbox.js';
import type { Http } from '../../client/http.js';
import { RequestError } from '../../client/http.js';
import { ProtocolError } from '../../protocol/errors.js';
import { nodePrimitives } from '../../common/node-primitives.js';

/** How many people act at the same time. */
const AT_ONCE = 24;
const POLL_MS = 10;
const MAIL_WITHIN_MS = 60_000;
const CODE = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/;

export const p = nodePrimitives;

export interface World {
  readonly http: Http;
  readonly inbox: DevInbox;
  /** Says a line to whoever watches. */
  readonly say: (line: string) => void;
}

/** Runs `act` for every item, 24 at a time, in order of starting; the results in the items' order. */
export async function everybody<T, R>(
  items: readonly T[],
  act: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      const item = items[index];
      if (item !== undefined) results[index] = await act(item, index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return results;
}

/** The codes mailed to an address so far, newest first. */
export function codesFor({ inbox }: World, mailbox: string): string[] {
  return inbox.messages(mailbox).flatMap((mail) => CODE.exec(mail.text)?.[0] ?? []);
}

/** The next code mailed to an address, once there are more than `before`. Throws when none comes within a minute. */
export async function nextCode(world: World, mailbox: string, before = 0): Promise<string> {
  for (let waited = 0; waited < MAIL_WITHIN_MS; waited += POLL_MS) {
    const codes = codesFor(world, mailbox);
    const [newest] = codes;
    if (newest !== undefined && codes.length > before) return newest;
    await sleep(POLL_MS);
  }
  throw new Error('A code that was asked for did not come by mail.');
}

/** Waits until this time has passed. */
export async function until(time: Date): Promise<void> {
  await sleep(Math.max(0, time.getTime() - performance.timeOrigin - performance.now()));
}

/** Waits until `holds`. Throws with `what` when it doesn't within a minute. */
export async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < MAIL_WITHIN_MS; waited += 100) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error(`This did not happen within a minute: ${what}.`);
}

/** The code with which something is refused. Throws if it isn't. */
export async function refusalOf(
  what: string,
  act: () => Promise<unknown>,
): Promise<{ code: string; says: string }> {
  try {
    await act();
  } catch (error) {
    if (error instanceof RequestError || error instanceof ProtocolError) {
      return { code: error.code, says: error.message };
    }
    throw error;
  }
  throw new Error(`This should have been refused and was not: ${what}.`);
}
