// A letter as the issuer knows it: its manifest, and which of the manifest's issuers are this one. protocol.md#manifest
import { plain } from '../../common/bytes.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import { decodeManifest, keyIdOf, letterDigest, letterId, type Manifest } from '../../protocol/manifest.js';
import type { SignedBy } from '../../protocol/signed.js';

/** One of the manifest's issuers that is this one. */
export interface OwnEntry {
  /** Index in the manifest's `issuers`. */
  readonly index: number;
  /** Index among this issuer's own entries, and so among its keys. */
  readonly position: number;
  /** Token key id, 32 bytes. */
  readonly keyId: Uint8Array;
  /** Id of the workplace whose mailboxes it vouches for. */
  readonly workplace: string;
}

export interface IssuerLetter {
  /** 32 characters. */
  readonly id: string;
  /** 32 bytes. */
  readonly digest: Uint8Array;
  readonly manifest: Manifest;
  /** In the manifest's order, which is also that of the keys. */
  readonly entries: readonly OwnEntry[];
}

/** The letter of these canonical bytes; its own entries are those whose identity keys countersigned. Throws `ProtocolError`. */
export function issuerLetter(encoded: Uint8Array, countersignings: readonly SignedBy[]): IssuerLetter {
  const manifest = decodeManifest(plain(encoded));
  const digest = letterDigest(nodePrimitives, encoded);
  const own = new Set(countersignings.map((one) => one.key));
  const entries = [...manifest.issuers.entries()]
    .filter(([, issuer]) => own.has(issuer.identityKey))
    .map(([index, issuer], position) => ({
      index,
      position,
      keyId: keyIdOf(nodePrimitives, issuer),
      workplace: issuer.workplace,
    }));
  return { id: letterId(digest), digest, manifest, entries };
}
