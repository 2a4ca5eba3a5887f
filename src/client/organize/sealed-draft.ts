// A sealed draft as its organizer must see it before she signs: recomputed from its bytes, never told by the server.
// protocol.md#opening
import { fromBase64url } from '../../protocol/codec.js';
import type { Manifest } from '../../protocol/manifest.js';
import { decodeManifest, letterDigest, letterId } from '../../protocol/manifest.js';
import { openingDocument } from '../../protocol/opening.js';
import { isSignature } from '../../protocol/signatures.js';
import type { Organizer } from '../organizer.js';
import { type Draft, DRAFT_FIELDS, type DraftContent } from './organize.js';

export interface SealedDraft {
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly id: string;
  /** The content that this manifest holds: what she agrees to by signing. */
  readonly content: DraftContent;
  /** In the manifest's order. */
  readonly organizers: readonly {
    readonly label: string;
    readonly isSelf: boolean;
    /** By a signature that was checked here. */
    readonly hasSigned: boolean;
  }[];
}

/** What organizers chose of a manifest. */
export function contentOf(manifest: Manifest): DraftContent {
  return Object.fromEntries(DRAFT_FIELDS.map((field) => [field, manifest[field]])) as unknown as DraftContent;
}

/** Throws ProtocolError if what the server calls the sealed manifest isn't one. */
export async function readSealed(organizer: Organizer, draft: Draft): Promise<SealedDraft> {
  const { p } = organizer;
  const bytes = fromBase64url(draft.manifest ?? '', undefined, 'manifest');
  const manifest = decodeManifest(bytes);
  const digest = letterDigest(p, bytes);
  const organizers = await Promise.all(
    manifest.organizers.map(async ({ label, signingKey }) => {
      const given = draft.openings.find(({ key }) => key === signingKey);
      const key = fromBase64url(signingKey);
      const hasSigned =
        given !== undefined &&
        (await isSignature(p, key, openingDocument(digest, key), fromBase64url(given.signature)));
      return { label, isSelf: signingKey === organizer.key, hasSigned };
    }),
  );
  return { bytes, manifest, id: letterId(digest), content: contentOf(manifest), organizers };
}
