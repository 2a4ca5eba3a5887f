// The three plaintexts of a sealed choice: JSON in its canonical form, padded with spaces to one size. protocol.md#sealed-choice
import * as v from './schema.js';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { fromBase64url, toBase64url, utf8 } from './codec.js';
import { ProtocolError } from './errors.js';
import { bytes, either, integer, label, line, read, variant } from './shape.js';

export const CHOICE_LENGTH = 256;
export const IDENTITY_LENGTH = 1024;
export const SHARE_DOCUMENT_LENGTH = 128;

/** Bytes of a share: the organizer secret's 32, and its x. */
export const SHARE_LENGTH = 33;

/** Bounds in UTF-8 bytes; a role's is that of its JSON form without the quotes, as a choice has no room for more. */
export const MAX_ROLE_BYTES = 88;
const MAX_ADDRESS_BYTES = 254;
export const MAX_NAME_BYTES = 100;

const SPACE = 0x20;

const role = line(MAX_ROLE_BYTES);
const condition = integer(1, 1_000_000);
const secrets = { serverShare: bytes(32), commitment: bytes(32) };

const choiceSchema = variant('appear', {
  anonymous: v.strictObject({
    appear: v.literal('anonymous'),
    role: v.nothing,
    condition: v.nothing,
    ...secrets,
  }),
  role: v.strictObject({ appear: v.literal('role'), role, condition: v.nothing, ...secrets }),
  named: v.strictObject({ appear: v.literal('named'), role: v.nullable(role), condition, ...secrets }),
});

const identitySchema = v.strictObject({
  address: label(MAX_ADDRESS_BYTES),
  certificateSignature: bytes(64),
  holderSecret: bytes(32),
  name: line(MAX_NAME_BYTES),
  showAddress: v.boolean,
  title: either('', line(MAX_NAME_BYTES)),
});

const shareSchema = v.strictObject({
  condition: either('never', condition),
  share: bytes(SHARE_LENGTH),
});

/** How a signer wishes to appear, as only the release key reads it. */
export interface Choice {
  readonly appear: 'anonymous' | 'role' | 'named';
  /** From the manifest's menu: none if anonymous, one if by role, either if named. */
  readonly role: string | null;
  /** From the manifest's menu: named only if at least so many are named; `null` unless named. */
  readonly condition: number | null;
  /** 32 bytes. */
  readonly serverShare: Uint8Array;
  /** 32 bytes: SHA-256(organizer secret ‖ server share). */
  readonly commitment: Uint8Array;
}

/** Who a named signer is, as t organizers together with the server read it. */
export interface IdentityPlain {
  /** The canonical address of the certificate, at most 254 bytes. */
  readonly address: string;
  /** 64 bytes. */
  readonly certificateSignature: Uint8Array;
  /** 32 bytes. */
  readonly holderSecret: Uint8Array;
  /** At most 100 UTF-8 bytes. */
  readonly name: string;
  /** Whether she agrees to her name being published with the address that proves it. */
  readonly showAddress: boolean;
  /** At most 100 UTF-8 bytes; may be empty. */
  readonly title: string;
}

/** What one organizer holds of a signer's identity. */
export interface OpenedShare {
  /** 33 bytes. */
  readonly share: Uint8Array;
  /** The condition that its owner set; `never` for who isn't to be named. */
  readonly condition: number | 'never';
}

/** Whether a role has room in a choice: a manifest whose menu offers others can't be signed under. */
export function roleFits(role: string): boolean {
  return canonicalBytes(role).length - 2 <= MAX_ROLE_BYTES;
}

/** 256 bytes. Throws `too_large` if the role doesn't fit, `malformed` on fields that don't go together. */
export function encodeChoice(choice: Choice): Uint8Array {
  if (choice.role !== null && !roleFits(choice.role)) throw tooLarge('role');
  return pad(
    read(choiceSchema, {
      ...choice,
      serverShare: toBase64url(choice.serverShare),
      commitment: toBase64url(choice.commitment),
    }),
    CHOICE_LENGTH,
  );
}

/** Throws `malformed` or `not_canonical`. */
export function decodeChoice(padded: Uint8Array): Choice {
  const { appear, role, condition, serverShare, commitment } = read(
    choiceSchema,
    unpad(padded, CHOICE_LENGTH),
  );
  return {
    appear,
    role,
    condition,
    serverShare: fromBase64url(serverShare, 32),
    commitment: fromBase64url(commitment, 32),
  };
}

/** 1,024 bytes. Throws `too_large` if a text is over its bound, `malformed` on anything else that can't be read again. */
export function encodeIdentity(identity: IdentityPlain): Uint8Array {
  demandSize(identity.address, MAX_ADDRESS_BYTES, 'address');
  demandSize(identity.name, MAX_NAME_BYTES, 'name');
  demandSize(identity.title, MAX_NAME_BYTES, 'title');
  return pad(
    read(identitySchema, {
      ...identity,
      certificateSignature: toBase64url(identity.certificateSignature),
      holderSecret: toBase64url(identity.holderSecret),
    }),
    IDENTITY_LENGTH,
  );
}

/** Throws `malformed` or `not_canonical`. */
export function decodeIdentity(padded: Uint8Array): IdentityPlain {
  const identity = read(identitySchema, unpad(padded, IDENTITY_LENGTH));
  return {
    ...identity,
    certificateSignature: fromBase64url(identity.certificateSignature, 64),
    holderSecret: fromBase64url(identity.holderSecret, 32),
  };
}

/** 128 bytes. Throws `malformed`. */
export function encodeShare({ share, condition }: OpenedShare): Uint8Array {
  return pad(read(shareSchema, { condition, share: toBase64url(share) }), SHARE_DOCUMENT_LENGTH);
}

/** Throws `malformed` or `not_canonical`. */
export function decodeShare(padded: Uint8Array): OpenedShare {
  const { condition, share } = read(shareSchema, unpad(padded, SHARE_DOCUMENT_LENGTH));
  return { condition, share: fromBase64url(share, SHARE_LENGTH) };
}

function pad(document: unknown, length: number): Uint8Array {
  const json = canonicalBytes(document);
  if (json.length > length) throw tooLarge();
  const padded = new Uint8Array(length).fill(SPACE);
  padded.set(json);
  return padded;
}

function unpad(padded: Uint8Array, length: number): unknown {
  if (padded.length !== length) throw new ProtocolError('malformed', 'A sealed document has the wrong size.');
  // Canonical JSON of an object ends in a brace, so every space after it is padding.
  const end = padded.findLastIndex((value) => value !== SPACE) + 1;
  return parseCanonical(padded.subarray(0, end));
}

function demandSize(text: string, limit: number, place: string): void {
  if (utf8(text).length > limit) throw tooLarge(place);
}

function tooLarge(place?: string): ProtocolError {
  return new ProtocolError('too_large', 'What was entered is too long: shorten it.', place);
}
