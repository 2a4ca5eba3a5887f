// A letter as a client must see it: recomputed, its organizers' and issuers' signatures checked, before anything else. protocol.md#opening
import * as v from '../protocol/schema.js';
import { fromBase64url } from '../protocol/codec.js';
import { ProtocolError } from '../protocol/errors.js';
import type { Manifest } from '../protocol/manifest.js';
import { decodeManifest, letterDigest, letterId } from '../protocol/manifest.js';
import { verifyCountersignings, verifyOpenings } from '../protocol/opening.js';
import type { Primitives } from '../protocol/primitives.js';
import { read, variant } from '../protocol/shape.js';
import { signedBy } from '../protocol/signed.js';
import type { LetterContext } from '../protocol/vouching.js';
import { prepareLetter } from '../protocol/vouching.js';
import type { Http } from './http.js';
import { getJson } from './http.js';

const letterAnswer = v.object({
  state: v.literal('open', 'closed', 'lapsed', 'cancelled', 'withheld'),
  manifest: v.string,
  openings: v.array(signedBy),
  countersignings: v.array(signedBy),
});

const tallyAnswer = variant('tally', {
  collecting: v.object({ tally: v.literal('collecting'), state: v.string }),
  reached: v.object({ tally: v.literal('reached'), state: v.string, count: v.number }),
});

export type Tally = v.Output<typeof tallyAnswer>;

/** What every step of the client works with. */
export interface ClientLetter {
  readonly p: Primitives;
  readonly http: Http;
  readonly id: string;
  readonly digest: Uint8Array;
  readonly manifest: Manifest;
  readonly context: LetterContext;
  readonly state: v.Output<typeof letterAnswer>['state'];
}

/**
 * The letter of this id, checked.
 * Throws `letter_mismatch`, `invalid_opening` or `invalid_countersigning` (stop: this server changes letters), or RequestError.
 */
export async function fetchLetter(p: Primitives, http: Http, id: string): Promise<ClientLetter> {
  const answer = read(letterAnswer, await getJson(http, `/letters/${id}`), 'answer');
  const encoded = fromBase64url(answer.manifest, undefined, 'manifest');
  const digest = letterDigest(p, encoded);
  if (letterId(digest) !== id) {
    throw new ProtocolError(
      'letter_mismatch',
      'This server shows another text or other terms than those of your link. Don’t sign, and tell who sent you the link.',
      'manifest',
    );
  }
  const manifest = decodeManifest(encoded);
  await inPlainWords(
    verifyOpenings(p, manifest, digest, answer.openings),
    'This server can’t show that all organizers signed this letter. Don’t sign, and tell who sent you the link.',
  );
  await inPlainWords(
    verifyCountersignings(p, manifest, digest, answer.countersignings),
    'This server can’t show that those who check the mailboxes agreed to this letter. Don’t sign, and tell who sent you the link.',
  );
  const context = await prepareLetter(p, manifest, digest);
  return { p, http, id, digest, manifest, context, state: answer.state };
}

/**
 * Where a letter that names another address as its own is at home (`own`), and where it was fetched from (`here`); base URLs.
 * A warning and no refusal: whoever holds the id is held to the same text, terms and keys wherever they come from, tokens are
 * challenged with the manifest's origin, and a mirror or an onion service is another address on purpose. A copy that means
 * harm would not run this check.
 */
export function servedElsewhere({ manifest, http }: ClientLetter): { own: string; here: string } | undefined {
  const [own, here] = [manifest.origin, new URL(http.baseUrl).origin];
  return own === here ? undefined : { own, here };
}

/** What everybody may know of the letter's count. */
export async function fetchTally(http: Http, id: string): Promise<Tally> {
  return read(tallyAnswer, await getJson(http, `/letters/${id}/tally`), 'answer');
}

/** The same refusal, in a sentence for who reads the letter instead of who verifies it. */
async function inPlainWords(check: Promise<void>, message: string): Promise<void> {
  try {
    await check;
  } catch (error) {
    throw error instanceof ProtocolError ? new ProtocolError(error.code, message, error.place) : error;
  }
}
