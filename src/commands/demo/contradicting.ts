// A client that cheats: the choice says one thing to the origin, the shares another to the organizers. protocol.md#named-set
import { postJson } from '../../client/http.js';
import type { ClientLetter } from '../../client/letter.js';
import type { Pass } from '../../client/sign/ask.js';
import type { Appearance } from '../../client/sign/sign.js';
import type { Signer } from '../../client/signer.js';
import { concat, fromBase64url, toBase64url } from '../../protocol/codec.js';
import { sealChoice, sealedChoiceLength } from '../../protocol/sealed-choice.js';
import { encodeStatement } from '../../protocol/statement.js';

/** Bytes of a sealed choice before the organizers' part: choice and identity. */
const BEFORE_SHARES = sealedChoiceLength(2) - 2 * (sealedChoiceLength(3) - sealedChoiceLength(2));

/** Signs with the choice and identity of one appearance and the shares of another: each share opens, and meets its hash. */
export async function signContradicting(
  letter: ClientLetter,
  { signer, pass }: { readonly signer: Signer; readonly pass: Pass },
  toOrigin: Appearance,
  toOrganizers: Appearance,
): Promise<void> {
  const { p } = letter;
  const choice = concat(
    (await seal(letter, signer, toOrigin)).subarray(0, BEFORE_SHARES),
    (await seal(letter, signer, toOrganizers)).subarray(BEFORE_SHARES),
  );
  const statement = encodeStatement({
    letter: toBase64url(letter.digest),
    action: 'sign',
    sequence: 0,
    sealed: toBase64url(p.sha256(choice)),
  });
  await postJson(letter.http, `/letters/${letter.id}/signatures`, {
    tokens: [toBase64url(pass.token)],
    key: toBase64url(signer.publicKey),
    statement: toBase64url(statement),
    signature: toBase64url(await p.ed25519Sign(signer.seed, statement)),
    choice: toBase64url(choice),
  });
}

async function seal(
  { p, manifest, digest }: ClientLetter,
  { publicKey }: Signer,
  appears: Appearance,
): Promise<Uint8Array> {
  return sealChoice(p, {
    letterDigest: digest,
    publicKey,
    releaseKey: fromBase64url(manifest.releaseKey),
    sealingKeys: manifest.organizers.map((one) => fromBase64url(one.sealingKey)),
    approvals: manifest.approvals,
    ...appears,
  });
}
