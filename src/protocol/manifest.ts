// The letter's terms: what every signer signs, and what its id is the digest of. protocol.md#manifest
import * as v from './schema.js';
import { fromBase64url, toBase32 } from './codec.js';
import { ProtocolError } from './errors.js';
import { isBaseUrl, isDomain } from './hosts.js';
import { checkManifest, checkSigningKeys } from './manifest-rules.js';
import type { Primitives } from './primitives.js';
import { tokenKeyId } from './token.js';
import {
  bytes,
  bytesUpTo,
  id,
  integer,
  label,
  line,
  list,
  readDocument,
  text,
  time,
  writeDocument,
} from './shape.js';

export const MANIFEST_FORMAT = 'undersigned/manifest/v1';

/** RFC 9180: the one suite that choices and shares are sealed with. */
export const SEALING_SUITE = 'DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM';

/** Bounds of the format. protocol.md#limits */
export const MAX_MANIFEST_BYTES = 512 * 1024;
export const MAX_ORGANIZERS = 12;
export const MAX_ISSUERS = 64;

const language = v.pipe(
  v.string,
  v.check(
    (text) => /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(text),
    'must be a language tag such as en or pt-BR',
  ),
);
const domain = v.pipe(v.string, v.check(isDomain, 'must be a domain in lower-case ASCII (A-labels)'));
const baseUrl = v.pipe(v.string, v.check(isBaseUrl, 'must be a base URL such as https://letters.example'));

const letterText = {
  title: line(200),
  addressee: line(200),
  summary: v.pipe(
    line(560),
    v.check((value) => Array.from(value).length <= 140, 'must be at most 140 characters'),
  ),
  body: text(200_000),
  language,
};

export const manifestSchema = v.strictObject({
  format: v.literal(MANIFEST_FORMAT),
  origin: baseUrl,
  letter: v.strictObject(letterText),
  translations: list(v.strictObject(letterText), 0, 20),
  occasion: v.nullable(line(500)),
  timeZone: v.pipe(
    v.string,
    v.check(
      (text) => /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(text),
      'must be a time zone such as Europe/Berlin',
    ),
  ),
  pressContact: v.nullable(line(500)),
  supersedes: v.nullable(bytes(32)),
  workplaces: list(
    v.strictObject({
      id,
      name: line(200),
      domains: list(domain, 1, 50),
      mailbox: v.strictObject({ dots: v.literal('kept', 'ignored') }),
      headcount: v.nullable(integer(1, 10_000_000)),
    }),
    1,
    MAX_ISSUERS,
  ),
  issuers: list(
    v.strictObject({
      workplace: id,
      method: v.literal('email-code', 'voucher', 'oidc'),
      name: line(200),
      url: baseUrl,
      key: bytesUpTo(400),
      identityKey: bytes(32),
    }),
    1,
    MAX_ISSUERS,
  ),
  issuersRequired: integer(1, 5),
  threshold: integer(2, 1_000_000),
  opensAt: time,
  signsFrom: v.nullable(time),
  closesAt: time,
  releaseBy: time,
  epochSeconds: integer(1, 86_400),
  countStep: integer(1, 10_000),
  minimumCell: integer(1, 1000),
  signing: v.literal('now', 'later'),
  roles: list(line(100), 0, 50),
  nameConditions: list(integer(1, 1_000_000), 0, 20),
  organizers: list(
    v.strictObject({ label: label(60), signingKey: bytes(32), sealingKey: bytes(32) }),
    2,
    MAX_ORGANIZERS,
  ),
  approvals: integer(2, MAX_ORGANIZERS),
  receiptKey: bytes(32),
  releaseKey: bytes(32),
  sealing: v.literal(SEALING_SUITE),
});

/** A manifest; times are ISO 8601 strings, keys and digests base64url. */
export type Manifest = v.Output<typeof manifestSchema>;
export type Workplace = Manifest['workplaces'][number];
export type IssuerEntry = Manifest['issuers'][number];
export type LetterText = Manifest['letter'];

/** The canonical bytes of a manifest. Throws `malformed`, `too_large`, or `invalid_manifest` with the rule it breaks. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  const encoded = rehearseManifest(manifest);
  checkSigningKeys(manifest);
  return encoded;
}

/** The same where keys are stand-ins: a draft's, to see whether it keeps all rules before there are keys. */
export function rehearseManifest(manifest: Manifest): Uint8Array {
  checkManifest(manifest);
  const encoded = writeDocument(manifestSchema, manifest);
  demandSize(encoded, 'manifest');
  return encoded;
}

/** The manifest of these bytes. Throws `too_large`, `malformed`, `not_canonical`, `unsupported_format` or `invalid_manifest`. */
export function decodeManifest(encoded: Uint8Array, place = 'manifest'): Manifest {
  demandSize(encoded, place);
  const manifest = readDocument(manifestSchema, MANIFEST_FORMAT, encoded, place, MAX_MANIFEST_BYTES);
  checkManifest(manifest);
  checkSigningKeys(manifest);
  return manifest;
}

/** SHA-256 of the canonical manifest: 32 bytes, what `letter` means in every document. */
export function letterDigest(p: Primitives, encoded: Uint8Array): Uint8Array {
  return p.sha256(encoded);
}

/** The letter's id in its link: the first 32 characters (160 bits) of the digest's lower-case base32. */
export function letterId(digest: Uint8Array): string {
  return toBase32(digest).slice(0, 32);
}

/** Whether a string has the form of a letter's id. */
export function isLetterId(value: string): boolean {
  return /^[a-z2-7]{32}$/.test(value);
}

/** RFC 9578 token key id of an issuer's entry: SHA-256 of its SPKI, 32 bytes. */
export function keyIdOf(p: Primitives, issuer: IssuerEntry): Uint8Array {
  return tokenKeyId(p, fromBase64url(issuer.key));
}

function demandSize(encoded: Uint8Array, place: string): void {
  if (encoded.length > MAX_MANIFEST_BYTES) {
    throw new ProtocolError(
      'too_large',
      'The manifest is over 512 KiB: shorten the letter or its translations.',
      place,
    );
  }
}
