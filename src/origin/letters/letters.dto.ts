// What everybody may know of a letter. protocol.md#manifest
import type { LetterState } from './letter.entity.js';

export class KeySignature {
  /** The signing key, base64url. */
  key!: string;
  /** 64 bytes, base64url. */
  signature!: string;
}

export class PublicLetter {
  /** The letter's id, 32 characters. */
  letter!: string;
  /** SHA-256 of the manifest, base64url. */
  digest!: string;
  state!: LetterState;
  /** The canonical manifest, base64url. */
  manifest!: string;
  /** By every organizer, in the manifest's order. */
  openings!: KeySignature[];
  /** By every issuer, in the manifest's order. */
  countersignings!: KeySignature[];
  /** The published editions' digests, base64url, oldest first. */
  editions!: string[];
}
