// Every organizer signs the sealed draft; with the last signature the issuer countersigns and the letter opens, once. protocol.md#opening
import { Injectable } from '@nestjs/common';
import { buffer, plain } from '../../common/bytes.js';
import { Clock } from '../../common/clock.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { decodeManifest, letterDigest, letterId, type Manifest } from '../../protocol/manifest.js';
import { openingDocument, verifyCountersignings, verifyOpenings } from '../../protocol/opening.js';
import { toSeconds } from '../../protocol/shape.js';
import { requireSignature, type SignedBy } from '../../protocol/signed.js';
import type { DraftEntity } from './draft.entity.js';
import { DraftStore } from './draft-store.service.js';
import type { Opened } from './drafts.dto.js';
import { IssuerLink } from './issuer-link.js';
import { LetterLifecycleService } from './letter-lifecycle.service.js';
import { DraftNotSealedError, IssuerMisbehavedError, OpeningTooLateError } from './letters.errors.js';
import { issuerDraftOf } from './sealing.service.js';

interface SealedDraft {
  readonly draft: string;
  readonly issuerDraft: string;
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly digest: Uint8Array;
}

@Injectable()
export class OpeningService {
  constructor(
    private readonly store: DraftStore,
    private readonly issuer: IssuerLink,
    private readonly lifecycle: LetterLifecycleService,
    private readonly clock: Clock,
  ) {}

  /** Takes an organizer's signature (64 bytes, base64url) over the opening. Again it does nothing. */
  async sign(draft: string, key: string, signature: string): Promise<Opened> {
    const row = await this.store.find(draft, key);
    if (row.letter !== null) return { state: 'open', letter: row.letter };
    const sealed = sealedDraft(row);
    await this.check(sealed, key, signature);
    const openings = await this.store.change('sign a sealed draft', draft, key, (current) => {
      const all = inOrder(sealed.manifest, [...current.openings, { key, signature }]);
      // The last one is stored with the letter itself: if the issuer doesn't answer, nothing has changed.
      if (all.length < sealed.manifest.organizers.length) current.openings = all;
      return all;
    });
    if (openings.length < sealed.manifest.organizers.length) return { state: 'sealed' };
    return this.open(sealed, key, openings);
  }

  private async check(sealed: SealedDraft, key: string, signature: string): Promise<void> {
    if (toSeconds(sealed.manifest.closesAt) <= this.clock.now().getTime() / 1000)
      throw new OpeningTooLateError();
    const signer = fromBase64url(key);
    const bytes = fromBase64url(signature, 64, 'signature');
    await requireSignature(p, signer, openingDocument(sealed.digest, signer), bytes, {
      code: 'invalid_opening',
      message: 'This is not your signature over the opening of this letter.',
      place: 'signature',
    });
  }

  private async open(sealed: SealedDraft, key: string, openings: SignedBy[]): Promise<Opened> {
    await verifyOpenings(p, sealed.manifest, sealed.digest, openings);
    const countersignings = await this.countersigned(sealed, openings);
    const letter = letterId(sealed.digest);
    const manifest = buffer(sealed.bytes);
    // Written down before the keys move: so they die with the draft if the next step is never finished.
    await this.store.change('note what a draft becomes', sealed.draft, key, (row) => {
      row.becoming = letter;
    });
    return this.store.change('open a letter', sealed.draft, key, async (row, manager) => {
      if (row.letter !== null) return { state: 'open', letter };
      await this.lifecycle.open(manager, sealed.draft, { letter, manifest, openings, countersignings });
      row.openings = openings;
      row.letter = letter;
      return { state: 'open', letter };
    });
  }

  private async countersigned(sealed: SealedDraft, openings: SignedBy[]): Promise<SignedBy[]> {
    const manifest = toBase64url(sealed.bytes);
    const { countersignings } = await this.issuer.countersign({
      draft: sealed.issuerDraft,
      manifest,
      openings,
    });
    try {
      await verifyCountersignings(p, sealed.manifest, sealed.digest, countersignings);
    } catch (error) {
      if (error instanceof ProtocolError) throw new IssuerMisbehavedError();
      throw error;
    }
    return countersignings;
  }
}

function sealedDraft(row: DraftEntity): SealedDraft {
  if (row.manifest === null) throw new DraftNotSealedError();
  const bytes = plain(row.manifest);
  return {
    draft: row.draft,
    issuerDraft: issuerDraftOf(row),
    bytes,
    manifest: decodeManifest(bytes),
    digest: letterDigest(p, bytes),
  };
}

/** One signature for each organizer who gave one, the first she gave, in the manifest's order. */
function inOrder(manifest: Manifest, given: readonly SignedBy[]): SignedBy[] {
  return manifest.organizers.flatMap(({ signingKey }) => given.find(({ key }) => key === signingKey) ?? []);
}
