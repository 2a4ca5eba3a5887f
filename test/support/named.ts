// Signers of a test letter who wish to be named: their sealed choices, and what organizers and origin open of them.
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { cellIndex, cellsOf } from '../../src/protocol/cells.js';
import { toBase64url } from '../../src/protocol/codec.js';
import type { MemberToOpen } from '../../src/protocol/released-names.js';
import {
  type IdentityPlain,
  openChoice,
  openShare,
  type PostedShare,
  sealChoice,
} from '../../src/protocol/sealed-choice.js';
import { nullifierOf } from '../../src/protocol/statement.js';
import { certify, type TestLetter, type TestSigner } from './letters.js';

/** What a named signer seals: her own certificate for the address, unless told otherwise. */
export async function identityOf(
  letter: TestLetter,
  signer: TestSigner,
  says: Partial<IdentityPlain> & { readonly address: string },
): Promise<IdentityPlain> {
  const { certificate, holderSecret } = await certify(letter, signer, says.address);
  return {
    certificateSignature: certificate,
    holderSecret,
    name: `Name of ${says.address}`,
    showAddress: false,
    title: '',
    ...says,
  };
}

/** The sealed choice of a signer who wishes to be named. */
export async function sealNamed(
  letter: TestLetter,
  signer: TestSigner,
  identity: IdentityPlain,
  condition = 1,
  role: string | null = null,
): Promise<Uint8Array> {
  return sealChoice(p, {
    letterDigest: letter.digest,
    publicKey: signer.publicKey,
    releaseKey: await p.x25519PublicKey(letter.releaseSecret),
    sealingKeys: letter.organizers.map((one) => one.sealingKey),
    approvals: letter.manifest.approvals,
    choice: { appear: 'named', role, condition },
    identity,
  });
}

/** What the origin and the organizers of these indices open of a sealed choice. */
export async function memberOf(
  letter: TestLetter,
  signer: TestSigner,
  choice: Uint8Array,
  organizers: readonly number[] = [0, 1],
): Promise<MemberToOpen> {
  const context = {
    letterDigest: letter.digest,
    publicKey: signer.publicKey,
    organizers: letter.organizers.length,
  };
  const opened = await openChoice(p, choice, letter.releaseSecret, context);
  const shares = await Promise.all(
    organizers.map(async (index): Promise<PostedShare> => {
      const secret = letter.organizers[index]?.sealingSecret ?? new Uint8Array();
      return { index, share: (await openShare(p, choice, index, secret, context)).share };
    }),
  );
  return {
    record: {
      nullifier: toBase64url(nullifierOf(p, letter.digest, signer.publicKey)),
      key: signer.publicKey,
      cell: cellIndex(cellsOf(letter.manifest), signer.issuers),
    },
    choice,
    condition: opened.condition ?? 0,
    role: opened.role,
    serverShare: opened.serverShare,
    commitment: opened.commitment,
    shares,
    changed: false,
  };
}
