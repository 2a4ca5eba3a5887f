// Approving an edition; with the last approval that it takes, the bundle is made, verified, and published once.
// protocol.md#edition, protocol.md#bundle
import { Injectable } from '@nestjs/common';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { equal, fromBase64url, toBase64url } from '../../protocol/codec.js';
import { decodeEdition, editionDigest, type Edition } from '../../protocol/edition.js';
import { releasedNames, type OpenedMember } from '../../protocol/released-names.js';
import { requireSignature } from '../../protocol/signed.js';
import { verifyBundle, type BundleReport } from '../../protocol/verify-bundle.js';
import type { Letter } from '../letters/letters.service.js';
import {
  bundleOf,
  editionApprovals,
  encodeView,
  proposalApprovals,
  viewOf,
  type BundleMaterial,
} from './bundle-material.js';
import { ChoiceStore } from './choice-store.service.js';
import { requireEdition, requireOpened } from './edition-rules.js';
import { EditionStore } from './edition-store.service.js';
import {
  NotOpenedError,
  OtherEditionPublishedError,
  ProposalNotApprovedError,
  UnverifiableEditionError,
} from './editions.errors.js';
import { MaterialsService, type Material } from './materials.service.js';
import { approvedEdition, openNames, rolesOf, trueRolesOf } from './opened-names.js';
import { isAlive, requireShown } from './proposal-life.js';
import type { EditionApproval, ReleaseState } from './release-state.js';
import { RoundsService, type Round } from './rounds.service.js';
import { SnapshotStore } from './snapshot-store.service.js';

/** A signed edition, as organizers post it: bytes in base64url. */
export interface PostedEdition {
  readonly edition: string;
  readonly signature: string;
}

/** An edition that an organizer signed. */
interface Approving {
  readonly document: Edition;
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
}

@Injectable()
export class PublishingService {
  constructor(
    private readonly rounds: RoundsService,
    private readonly materials: MaterialsService,
    private readonly choices: ChoiceStore,
    private readonly snapshots: SnapshotStore,
    private readonly editions: EditionStore,
  ) {}

  /**
   * Keeps an organizer's approval of an edition, in the place of one that she gave before. Answers the edition's digest
   * (base64url) if it is published, by this approval or before; else null.
   * Throws `malformed`, `not_canonical`, `unsupported_format`, `letter_mismatch`, `proposal_mismatch`, `invalid_approval`,
   * `not_opened`, `proposal_not_found`, `proposal_not_approved`, `other_edition_published`, what `byOrganizer` does, or
   * UnverifiableEditionError: an edition that doesn't verify is never published.
   */
  async approve(id: string, key: string, proposal: string, posted: PostedEdition): Promise<string | null> {
    const edition = fromBase64url(posted.edition, undefined, 'edition');
    const signature = fromBase64url(posted.signature, 64, 'signature');
    const approving = { document: decodeEdition(edition), digest: editionDigest(p, edition), signature };
    const material = await this.rounds.byOrganizer('read what was opened', id, key, async (round) => {
      requireShown(round, proposal);
      requireEdition(round.letter, proposal, approving.document);
      await requireSignature(p, fromBase64url(key), edition, signature, {
        code: 'invalid_approval',
        message: 'The edition is not signed by your key.',
        place: 'signature',
      });
      return (await this.isTaken(round, approving)) ? this.materials.read(round) : undefined;
    });
    if (material !== undefined) {
      const members = await openNames(material);
      await this.rounds.byOrganizer('approve an edition', id, key, async (round, organizer) => {
        requireShown(round, proposal);
        if (await this.isTaken(round, approving)) await this.keep(round, organizer, approving, members);
      });
    }
    return this.publish(id, approving.digest);
  }

  /**
   * Publishes the edition of this digest (32 bytes) if enough organizers approved it. Its address if it is published, else
   * null. Throws `not_opened`, and forgets the approvals, if somebody whom it names has changed her mind since.
   */
  async publish(id: string, digest: Uint8Array): Promise<string | null> {
    const address = toBase64url(digest);
    const found = await this.rounds.step('collect a bundle', id, async (round) =>
      (await this.editions.has(round.manager, id, address)) ? 'published' : this.collect(round, digest),
    );
    if (found === 'published') return address;
    if (found === undefined) return null;
    const material = bundleMaterial(
      found,
      await this.materials.records(found),
      digest,
      await openNames(found),
    );
    const file = bundleOf(material);
    const report = await verified(file, id);
    const done = await this.rounds.step('publish an edition', id, async (round) => {
      if (await this.editions.has(round.manager, id, address)) return address;
      if (!isAlive(round.state, round.now) || !isAgreed(material, round.state)) return null;
      if (await this.isOutdated(round, found, report.edition)) return this.forget(round, digest);
      const { embargo, roles } = report.edition;
      await this.editions.publish(round.manager, {
        edition: address,
        letter: id,
        embargo: embargo === null ? null : new Date(embargo),
        summary: encodeView(viewOf(report)),
        bundle: file,
      });
      const shown = roles.length > 0 ? { roles: trueRolesOf(found) } : {};
      await round.save({ outcome: 'published', edition: digest, ...shown });
      // The close's own snapshot is the last: it stays, to be proposed again.
      if (round.letter.state === 'open') await this.snapshots.drop(round.manager, round.letter);
      return address;
    });
    if (done === 'outdated') throw new NotOpenedError('edition.names');
    return done;
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
    if (approved === undefined) return;
    try {
      await this.publish(id, approved.digest);
    } catch (error) {
      // What was agreed on can't be published any more, and is forgotten: the organizers agree anew.
      if (!(error instanceof NotOpenedError)) throw error;
    }
  }

  /** Whether an approval of this edition is still of use: false if it is published. */
  private async isTaken({ manager, letter, state }: Round, { digest }: Approving): Promise<boolean> {
    if (await this.editions.has(manager, letter.id, toBase64url(digest))) return false;
    if (state.outcome === 'published') throw new OtherEditionPublishedError();
    if (!isEnough(letter, proposalApprovals(letter, state))) throw new ProposalNotApprovedError();
    return true;
  }

  private async keep(
    round: Round,
    organizer: number,
    { document, digest, signature }: Approving,
    opened: readonly OpenedMember[],
  ): Promise<void> {
    const { manager, letter, state, save } = round;
    const choices = await this.materials.choicesOf(round);
    const changed = await this.materials.changed(round, choices.named);
    const members = opened.map((one) => ({ ...one, changed: changed.has(one.nullifier) }));
    requireOpened(document, members, rolesOf(choices));
    const names = new Set(document.names.map(({ nullifier }) => nullifier));
    const rows = choices.rows.map((row) => ({
      ...row,
      shown: row.shown.with(organizer, names.has(row.nullifier)),
    }));
    await this.choices.rewrite(manager, letter, rows);
    const { struck, embargo, roles } = document;
    const approval = { digest, signature, struck, embargo, withRoles: roles.length > 0 };
    await save({ editionApprovals: state.editionApprovals.with(organizer, approval) });
  }

  private async collect(round: Round, digest: Uint8Array): Promise<Material | undefined> {
    const { letter, state, now } = round;
    if (!isAlive(state, now) || !isEnough(letter, editionApprovals(letter, state, digest))) return undefined;
    return this.materials.read(round);
  }

  private async isOutdated(round: Round, { rows }: Material, { names }: Edition): Promise<boolean> {
    const shown = new Set(names.map(({ nullifier }) => nullifier));
    const named = rows.filter(({ nullifier }) => shown.has(nullifier));
    return named.length > 0 && (await this.materials.changed(round, named)).size > 0;
  }

  private async forget({ state, save }: Round, digest: Uint8Array): Promise<'outdated'> {
    const isOf = (approval: EditionApproval | undefined): boolean =>
      approval !== undefined && equal(approval.digest, digest);
    await save({ editionApprovals: state.editionApprovals.map((one) => (isOf(one) ? undefined : one)) });
    return 'outdated';
  }
}

/** Makes the edition again of what was opened; what was signed is what its digest says. */
function bundleMaterial(
  material: Material,
  records: BundleMaterial['records'],
  digest: Uint8Array,
  members: readonly OpenedMember[],
): BundleMaterial {
  const { letter, state } = material;
  const organizer = state.editionApprovals.findIndex((one) => one !== undefined && equal(one.digest, digest));
  const approval = state.editionApprovals[organizer];
  if (approval === undefined) throw new UnverifiableEditionError('Nobody approved it.');
  const edition = approvedEdition(material, members, organizer, approval);
  const { names } = decodeEdition(edition);
  const shown = new Set(names.map(({ nullifier }) => nullifier));
  const proofs = releasedNames(members).proofs.filter(({ nullifier }) => shown.has(nullifier));
  return { letter, state, digest, edition, records, proofs };
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
function isAgreed({ letter, state, digest }: BundleMaterial, now: ReleaseState): boolean {
  const said = (one: ReleaseState): string =>
    JSON.stringify([proposalApprovals(letter, one), editionApprovals(letter, one, digest)]);
  return equal(state.proposal, now.proposal) && said(state) === said(now);
}
