// Approving an edition; with the last approval that it takes, the bundle is made, verified, and published once.
// protocol.md#edition, protocol.md#bundle
import { Injectable } from '@nestjs/common';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { equal, fromBase64url, toBase64url } from '../../protocol/codec.js';
import { decodeEdition, editionDigest } from '../../protocol/edition.js';
import { requireSignature } from '../../protocol/signed.js';
import { verifyBundle, type BundleReport } from '../../protocol/verify-bundle.js';
import type { Letter } from '../letters/letters.service.js';
import {
  bundleOf,
  editionApprovals,
  encodeView,
  proposalApprovals,
  viewOf,
  type Material,
} from './bundle-material.js';
import { requireEdition } from './edition-rules.js';
import { EditionStore } from './edition-store.service.js';
import {
  OtherEditionPublishedError,
  ProposalNotApprovedError,
  UnverifiableEditionError,
} from './editions.errors.js';
import { isAlive, requireShown } from './proposal-life.js';
import type { ReleaseState } from './release-state.js';
import { ReleaseStore } from './release-store.service.js';
import { RoundsService, type Round } from './rounds.service.js';
import { SnapshotStore } from './snapshot-store.service.js';

/** A signed edition, as organizers post it: bytes in base64url. */
export interface PostedEdition {
  readonly edition: string;
  readonly signature: string;
}

@Injectable()
export class PublishingService {
  constructor(
    private readonly rounds: RoundsService,
    private readonly releases: ReleaseStore,
    private readonly snapshots: SnapshotStore,
    private readonly editions: EditionStore,
  ) {}

  /**
   * Keeps an organizer's approval of an edition, in the place of one that she gave before. Answers the edition's digest
   * (base64url) if it is published, by this approval or before; else null.
   * Throws `malformed`, `not_canonical`, `unsupported_format`, `letter_mismatch`, `proposal_mismatch`, `invalid_approval`,
   * `nothing_opened`, `proposal_not_found`, `proposal_not_approved`, `other_edition_published`, what `byOrganizer` does, or
   * UnverifiableEditionError: an edition that doesn't verify is never published.
   */
  async approve(id: string, key: string, proposal: string, posted: PostedEdition): Promise<string | null> {
    const edition = fromBase64url(posted.edition, undefined, 'edition');
    const signature = fromBase64url(posted.signature, 64, 'signature');
    const document = decodeEdition(edition);
    const digest = editionDigest(p, edition);
    await this.rounds.byOrganizer('approve an edition', id, key, async (round, organizer) => {
      requireShown(round, proposal);
      requireEdition(round.letter, proposal, document);
      await requireSignature(p, fromBase64url(key), edition, signature, {
        code: 'invalid_approval',
        message: 'The edition is not signed by your key.',
        place: 'signature',
      });
      await this.keep(round, organizer, { digest, signature, edition });
    });
    return this.publish(id, digest);
  }

  /** Publishes the edition of this digest (32 bytes) if enough organizers approved it. Its address if it is published, else null. */
  async publish(id: string, digest: Uint8Array): Promise<string | null> {
    const address = toBase64url(digest);
    const found = await this.rounds.step('collect a bundle', id, async (round) =>
      (await this.editions.has(round.manager, id, address)) ? 'published' : this.collect(round, digest),
    );
    if (found === 'published') return address;
    if (found === undefined) return null;
    const file = bundleOf(found);
    const report = await verified(file, id);
    return this.rounds.step('publish an edition', id, async (round) => {
      if (await this.editions.has(round.manager, id, address)) return address;
      if (!isAlive(round.state, round.now) || !isAgreed(found, round.state)) return null;
      const { embargo } = report.edition;
      await this.editions.publish(round.manager, {
        edition: address,
        letter: id,
        embargo: embargo === null ? null : new Date(embargo),
        summary: encodeView(viewOf(report)),
        bundle: file,
      });
      await round.save({ outcome: 'published', edition: digest });
      await this.releases.clearDrafts(round.manager, round.letter);
      // The close's own snapshot is the last: it stays, to be proposed again.
      if (round.letter.state === 'open') await this.snapshots.drop(round.manager, round.letter);
      return address;
    });
  }

  /** Publishes what enough organizers approved, if a crash kept it from being published. */
  async finish(id: string): Promise<void> {
    const approved = await this.rounds.step(
      'look for an approved edition',
      id,
      async ({ letter, state, now }) =>
        state.editionApprovals.find(
          (one) =>
            one !== undefined &&
            isAlive(state, now) &&
            isEnough(letter, editionApprovals(letter, state, one.digest)),
        ),
    );
    if (approved !== undefined) await this.publish(id, approved.digest);
  }

  private async keep(
    { manager, letter, state, save }: Round,
    organizer: number,
    approval: { digest: Uint8Array; signature: Uint8Array; edition: Uint8Array },
  ): Promise<void> {
    const { digest, signature, edition } = approval;
    if (await this.editions.has(manager, letter.id, toBase64url(digest))) return;
    if (state.outcome === 'published') throw new OtherEditionPublishedError();
    if (!isEnough(letter, proposalApprovals(letter, state))) throw new ProposalNotApprovedError();
    await this.releases.putDraft(manager, letter, digest, edition);
    await save({ editionApprovals: state.editionApprovals.with(organizer, { digest, signature }) });
  }

  private async collect(
    { manager, letter, state, now }: Round,
    digest: Uint8Array,
  ): Promise<Material | undefined> {
    if (!isAlive(state, now) || !isEnough(letter, editionApprovals(letter, state, digest))) return undefined;
    const edition = await this.releases.draft(manager, letter, digest);
    return {
      letter,
      state,
      digest,
      edition,
      records: await this.snapshots.records(manager, letter, state.epoch),
    };
  }
}

/** What fails here was changed behind our back, or is a mistake of ours: nobody's request is wrong, so it is not answered as such. */
async function verified(file: Uint8Array, id: string): Promise<BundleReport> {
  try {
    return await verifyBundle(p, file, id);
  } catch (error) {
    throw new UnverifiableEditionError(error);
  }
}

function isEnough(letter: Letter, approvals: readonly unknown[]): boolean {
  return approvals.length >= letter.manifest.approvals;
}

/** Whether the organizers still say what they said when the bundle was made. */
function isAgreed({ letter, state, digest }: Material, now: ReleaseState): boolean {
  const said = (one: ReleaseState): string =>
    JSON.stringify([proposalApprovals(letter, one), editionApprovals(letter, one, digest)]);
  return equal(state.proposal, now.proposal) && said(state) === said(now);
}
