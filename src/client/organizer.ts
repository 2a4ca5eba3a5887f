// An organizer is her twelve words: no account, no address. protocol.md#words
import * as v from '../protocol/schema.js';
import { toBase64url } from '../protocol/codec.js';
import { loginDocument } from '../protocol/login.js';
import type { Primitives } from '../protocol/primitives.js';
import { read, time } from '../protocol/shape.js';
import type { OrganizerKeys } from '../protocol/words.js';
import { organizerKeys, wordsPseudorandomKey } from '../protocol/words.js';
import type { Http } from './http.js';
import { postJson } from './http.js';

const loginAnswer = v.object({ nonce: v.string, expires: time });
const sessionAnswer = v.object({ token: v.string });

/** An organizer who is logged in: her keys, and the API with her session. */
export interface Organizer {
  readonly p: Primitives;
  readonly http: Http;
  readonly keys: OrganizerKeys;
  /** Her signing key in base64url: how the letter knows her. */
  readonly key: string;
}

/** Logs in with the words: proves the key to this server and no other. Throws `invalid_words` or RequestError. */
export async function logIn(p: Primitives, http: Http, words: string): Promise<Organizer> {
  const keys = await organizerKeys(p, wordsPseudorandomKey(p, words));
  const key = toBase64url(keys.signingKey);
  const { nonce, expires } = read(loginAnswer, await postJson(http, '/organizers/login', {}), 'answer');
  const document = loginDocument({ origin: http.baseUrl, key, nonce, expires });
  const answer = await postJson(http, '/organizers/session', {
    document: toBase64url(document),
    signature: toBase64url(await p.ed25519Sign(keys.signingSeed, document)),
  });
  return { p, http: { ...http, bearer: read(sessionAnswer, answer, 'answer').token }, keys, key };
}

/** The organizer's signature (base64url) over a document that she built herself. */
export async function signAs(organizer: Organizer, document: Uint8Array): Promise<string> {
  return toBase64url(await organizer.p.ed25519Sign(organizer.keys.signingSeed, document));
}
