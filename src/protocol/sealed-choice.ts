// How a signer wishes to appear, sealed in two layers; every choice of a letter has one size. protocol.md#sealed-choice
import {
  type Choice,
  CHOICE_LENGTH,
  decodeChoice,
  decodeIdentity,
  decodeShare,
  encodeChoice,
  encodeIdentity,
  encodeShare,
  IDENTITY_LENGTH,
  type IdentityPlain,
  type OpenedShare,
  SHARE_DOCUMENT_LENGTH,
} from './choice-documents.js';
import { concat, equal, Reader, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';
import { HPKE_OVERHEAD, hpkeOpen, hpkeSeal } from './hpke.js';
import type { Primitives } from './primitives.js';
import { combineShares, MAX_SHARES, MIN_SHARES, splitSecret } from './shamir.js';

export type { Choice, IdentityPlain, OpenedShare } from './choice-documents.js';

const NAME_KEY = utf8('undersigned/name/v1');
const TAG_LENGTH = 16;
const HASH_LENGTH = 32;
const SEALED_CHOICE_LENGTH = CHOICE_LENGTH + HPKE_OVERHEAD;
const SEALED_IDENTITY_LENGTH = IDENTITY_LENGTH + TAG_LENGTH;
const SEALED_SHARE_LENGTH = SHARE_DOCUMENT_LENGTH + HPKE_OVERHEAD;

/** The key of an identity is used once, for one message. */
const ZERO_NONCE = new Uint8Array(12);

/** What a sealed choice is bound to, and how many organizers its letter has. */
export interface ChoiceContext {
  /** 32 bytes. */
  readonly letterDigest: Uint8Array;
  /** The signer's, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** n: 2 to 12. */
  readonly organizers: number;
}

export interface ChoiceToSeal {
  /** 32 bytes. */
  readonly letterDigest: Uint8Array;
  /** The signer's, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The letter's X25519 key, 32 bytes. */
  readonly releaseKey: Uint8Array;
  /** Every organizer's X25519 key (32 bytes), in the manifest's order. */
  readonly sealingKeys: readonly Uint8Array[];
  /** t: how many organizers open a name. */
  readonly approvals: number;
  readonly choice: Pick<Choice, 'appear' | 'role' | 'condition'>;
  /** If, and only if, she is to be named. */
  readonly identity?: IdentityPlain;
}

/** One organizer's share, by her index in the manifest. */
export interface PostedShare {
  readonly index: number;
  /** 33 bytes. */
  readonly share: Uint8Array;
}

interface Layout {
  readonly choice: Uint8Array;
  readonly identity: Uint8Array;
  readonly shares: readonly Uint8Array[];
  readonly hashes: readonly Uint8Array[];
}

/** Bytes of a sealed choice in a letter of n organizers: 1344 + 208 n. */
export function sealedChoiceLength(organizers: number): number {
  return SEALED_CHOICE_LENGTH + SEALED_IDENTITY_LENGTH + organizers * (SEALED_SHARE_LENGTH + HASH_LENGTH);
}

/**
 * Seals a choice; who isn't named seals random bytes under the condition `never`, in the same steps and the same size.
 * Throws `too_large` if a text doesn't fit, `malformed` if the fields don't go together or a key is none.
 */
export async function sealChoice(p: Primitives, input: ChoiceToSeal): Promise<Uint8Array> {
  const { choice, identity, sealingKeys } = input;
  const info = infoOf(input);
  if ((choice.appear === 'named') !== (identity !== undefined)) {
    throw new ProtocolError('malformed', 'An identity goes with a choice to be named, and with no other.');
  }
  const organizerSecret = p.random(32);
  const serverShare = p.random(32);
  const commitment = commitmentOf(p, organizerSecret, serverShare);
  const plainChoice = encodeChoice({ ...choice, serverShare, commitment });
  const plainIdentity = identity === undefined ? p.random(IDENTITY_LENGTH) : encodeIdentity(identity);
  const shares = splitSecret(p, organizerSecret, sealingKeys.length, input.approvals);
  const condition = choice.condition ?? 'never';
  const sealed = await Promise.all([
    hpkeSeal(p, input.releaseKey, info, plainChoice),
    p.aesGcmSeal(nameKey(p, organizerSecret, serverShare, info), ZERO_NONCE, plainIdentity),
    ...shares.map((share, i) =>
      hpkeSeal(p, sealingKeys[i] ?? new Uint8Array(), info, encodeShare({ condition, share })),
    ),
  ]);
  return concat(...sealed, ...shares.map((share) => p.sha256(share)));
}

/** The choice, opened with the letter's release secret (X25519, 32 bytes). Throws `invalid_choice`. */
export async function openChoice(
  p: Primitives,
  bytes: Uint8Array,
  releaseSecret: Uint8Array,
  context: ChoiceContext,
): Promise<Choice> {
  const { choice } = layoutOf(bytes, context);
  const plain = await hpkeOpen(p, releaseSecret, infoOf(context), choice);
  return decoded(plain, decodeChoice);
}

/**
 * The share of the organizer at `index` of the manifest, opened with her sealing secret (X25519, 32 bytes).
 * Throws `invalid_choice` if it doesn't open, or misses the hash beside it.
 */
export async function openShare(
  p: Primitives,
  bytes: Uint8Array,
  index: number,
  sealingSecret: Uint8Array,
  context: ChoiceContext,
): Promise<OpenedShare> {
  const { shares, hashes } = layoutOf(bytes, context);
  const [sealed, hash] = [shares[index], hashes[index]];
  if (sealed === undefined || hash === undefined) throw invalidChoice();
  const opened = decoded(await hpkeOpen(p, sealingSecret, infoOf(context), sealed), decodeShare);
  if (!equal(p.sha256(opened.share), hash)) throw invalidChoice();
  return opened;
}

/** SHA-256 of each organizer's share, in the manifest's order: what stands beside the shares. Throws `invalid_choice`. */
export function shareHashes(bytes: Uint8Array, context: ChoiceContext): readonly Uint8Array[] {
  return layoutOf(bytes, context).hashes;
}

/**
 * The identity of who chose to be named, from the opened choice and the shares of at least t organizers.
 * Throws `invalid_choice` if a share isn't one of these, or they and the server's share don't meet the commitment.
 */
export async function openIdentity(
  p: Primitives,
  bytes: Uint8Array,
  shares: readonly PostedShare[],
  choice: Choice,
  context: ChoiceContext & { readonly approvals: number },
): Promise<IdentityPlain> {
  const { identity, hashes } = layoutOf(bytes, context);
  const distinct = new Set(shares.map(({ index }) => index)).size === shares.length;
  const genuine = shares.every(({ index, share }) =>
    equal(p.sha256(share), hashes[index] ?? new Uint8Array()),
  );
  if (choice.appear !== 'named' || shares.length < context.approvals || !distinct || !genuine)
    throw invalidChoice();
  const organizerSecret = combineShares(shares.map(({ share }) => share));
  // Whoever sealed may have split into shares that don't agree, or under another commitment: then nothing is opened.
  if (
    organizerSecret === undefined ||
    !equal(commitmentOf(p, organizerSecret, choice.serverShare), choice.commitment)
  ) {
    throw invalidChoice();
  }
  const key = nameKey(p, organizerSecret, choice.serverShare, infoOf(context));
  return decoded(await p.aesGcmOpen(key, ZERO_NONCE, identity), decodeIdentity);
}

// struct {
//     opaque choice[32 + 256 + 16];        /* HPKE to the release key */
//     opaque identity[1024 + 16];          /* AES-256-GCM */
//     opaque shares[n][32 + 128 + 16];     /* HPKE to each organizer */
//     opaque share_hashes[n][32];          /* SHA-256 of each share */
// } SealedChoice;
function layoutOf(bytes: Uint8Array, { organizers }: ChoiceContext): Layout {
  const sound = Number.isInteger(organizers) && organizers >= MIN_SHARES && organizers <= MAX_SHARES;
  if (!sound || bytes.length !== sealedChoiceLength(organizers)) throw invalidChoice();
  const reader = new Reader(bytes);
  const each = (length: number): Uint8Array[] =>
    Array.from({ length: organizers }, () => reader.take(length));
  return {
    choice: reader.take(SEALED_CHOICE_LENGTH),
    identity: reader.take(SEALED_IDENTITY_LENGTH),
    shares: each(SEALED_SHARE_LENGTH),
    hashes: each(HASH_LENGTH),
  };
}

/** What every seal is bound to: letter digest ‖ public key. */
function infoOf({ letterDigest, publicKey }: Pick<ChoiceContext, 'letterDigest' | 'publicKey'>): Uint8Array {
  if (letterDigest.length !== 32 || publicKey.length !== 32) {
    throw new ProtocolError('malformed', 'A letter digest and a public key must have 32 bytes.');
  }
  return concat(letterDigest, publicKey);
}

/** HKDF-SHA256 without a salt: 32 bytes. */
function nameKey(
  p: Primitives,
  organizerSecret: Uint8Array,
  serverShare: Uint8Array,
  info: Uint8Array,
): Uint8Array {
  const prk = p.hkdfExtract(new Uint8Array(), concat(organizerSecret, serverShare));
  return p.hkdfExpand(prk, concat(NAME_KEY, info), 32);
}

function commitmentOf(p: Primitives, organizerSecret: Uint8Array, serverShare: Uint8Array): Uint8Array {
  return p.sha256(organizerSecret, serverShare);
}

function decoded<T>(plain: Uint8Array | undefined, decode: (plain: Uint8Array) => T): T {
  if (plain === undefined) throw invalidChoice();
  try {
    return decode(plain);
  } catch {
    throw invalidChoice();
  }
}

function invalidChoice(): ProtocolError {
  return new ProtocolError(
    'invalid_choice',
    'A sealed choice does not open, or holds something else than it should.',
  );
}
