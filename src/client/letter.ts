// A letter as a client must see it: recomputed, its organizers' and issuers' signatures checked, before anything else. protocol.md#opening
import * as v from 'valibot';
import { fromBase64url } from '../protocol/codec.js';
import { ProtocolError } from '../protocol/errors.js';
import type { Manifest } from '../protocol/manifest.js';
import { decodeManifest, letterDigest, letterId } from '../protocol/manifest.js';
import { verifyCountersignings, verifyOpenings } from '../protocol/opening.js';
import type { Primitives } from '../protocol/primitives.js';
import { read } from '../protocol/shape.js';
import { signedBy } from '../protocol/signed.js';
import type { LetterContext } from '../protocol/vouching.js';
import { prepareLetter } from '../protocol/vouching.js';
import type { Http } from './http.js';
import { getJson } from './http.js';

const letterAnswer = v.object({
  state: v.picklist(['open', 'closed', 'lapsed', 'cancelled', 'withheld']),
  manifest: v.string(),
  openings: v.array(signedBy),
  countersignings: v.array(signedBy),
});

const tallyAnswer = v.variant('tally', [
  v.object({ tally: v.literal('collecting'), state: v.string() }),
  v.object({ tally: v.literal('reached'), state: v.string(), count: v.number() }),
]);

export type Tally = v.InferOutput<typeof tallyAnswer>;

/** What every step of the client works with. */
export interface ClientLetter {
  readonly p: Primitives;
  readonly http: Http;
  readonly id: string;
  readonly digest: Uint8Array;
  readonly manifest: Manifest;
  readonly context: LetterContext;
  readonly state: v.InferOutput<typeof letterAnswer>['state'];
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
  await verifyOpenings(p, manifest, digest, answer.openings);
  await verifyCountersignings(p, manifest, digest, answer.countersignings);
  const context = await prepareLetter(p, manifest, digest);
  return { p, http, id, digest, manifest, context, state: answer.state };
}

/** What everybody may know of the letter's count. */
export async function fetchTally(http: Http, id: string): Promise<Tally> {
  return read(tallyAnswer, await getJson(http, `/letters/${id}/tally`), 'answer');
}
