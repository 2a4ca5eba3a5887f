// Many who sign without a mail each: their passes are signed under the issuer's own keys, as it signs them; all else is what
// clients do. protocol.md#issuing
import { constants, sign as signWith } from 'node:crypto';
import { promisify } from 'node:util';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import type { Pass } from '../../src/client/sign/ask.js';
import type { ClientLetter } from '../../src/client/letter.js';
import { byName, sign, type NameToShow } from '../../src/client/sign/sign.js';
import { newWords, signerOf, type Signer } from '../../src/client/signer.js';
import { IssuanceKeysService } from '../../src/issuer/issuance/issuance-keys.service.js';
import type { EntryKeys } from '../../src/issuer/issuance/entry-keys.js';
import { holderOf, identityDocument } from '../../src/protocol/identity.js';
import { mapInOrder } from '../../src/protocol/in-order.js';
import { keyIdOf } from '../../src/protocol/manifest.js';
import { nonceOf } from '../../src/protocol/statement.js';
import { assembleToken, tokenInput } from '../../src/protocol/token.js';
import { entryChallenge } from '../../src/protocol/vouching.js';
import { holderSecret } from '../../src/protocol/words.js';
import type { World } from './world.js';

/** As many as the server writes in one transaction, twice: one group is made while another is written. */
const AT_ONCE = 100;

/** Each signs by name, under these conditions, with a mailbox of her own at the first workplace. */
export async function signByName(
  world: World,
  letter: ClientLetter,
  names: Iterable<NameToShow>,
): Promise<void> {
  const keys = await world.issuer.app.get(IssuanceKeysService, { strict: false }).ofLetter(letter.id);
  const entry = keys?.entries[0];
  if (entry === undefined) throw new Error('The issuer has no keys for this letter.');
  const signed = mapInOrder(each(names), AT_ONCE, async (name) => {
    const signer = await signerOf(letter, newWords(letter));
    const pass = await vouched(letter, entry, signer, world.newAddress());
    return sign(letter, signer, pass, byName(name, pass));
  });
  for await (const receipt of signed) if (receipt.receipt.sequence !== 0) throw new Error('Not a first one.');
}

/** Signed without blinding: what a blind signature finalizes to is the same. */
async function vouched(
  { manifest, digest }: ClientLetter,
  { issuance, identitySeed }: EntryKeys,
  signer: Signer,
  address: string,
): Promise<Pass> {
  const [entry] = manifest.issuers;
  if (entry === undefined) throw new Error('The letter has no issuer.');
  const challenge = entryChallenge(manifest, entry, digest);
  const input = tokenInput(p, { challenge, nonce: nonceOf(p, signer.publicKey), keyId: keyIdOf(p, entry) });
  const key = { key: issuance, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const secret = holderSecret(p, signer.prk, input);
  const holder = holderOf(p, secret, signer.publicKey);
  const [authenticator, certificate] = await Promise.all([
    promisify(signWith)('sha384', input, key),
    p.ed25519Sign(identitySeed, identityDocument(digest, address, holder)),
  ]);
  const token = assembleToken(input, new Uint8Array(authenticator));
  return { issuer: 0, token, address, certificate, holderSecret: secret };
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
