// What organizers read of a proposal: its records, whom it names, and once enough have signed it, what opens the names.
// protocol.md#editions
import { Injectable } from '@nestjs/common';
import { equal, toBase64url } from '../../protocol/codec.js';
import { editionDigest } from '../../protocol/edition.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { EditionNotFoundError, ProposalNotApprovedError } from './editions.errors.js';
import { MaterialsService } from './materials.service.js';
import { approvedEdition, openNames, postedShares, rolesOf } from './opened-names.js';
import { requireAlive, requireShown } from './proposal-life.js';
import type {
  DraftEdition,
  DraftView,
  NamesResponse,
  ProposalView,
  RecordsResponse,
} from './proposals.dto.js';
import { approving } from './release-state.js';
import { deathOf } from './release-times.js';
import { RoundsService, type Round } from './rounds.service.js';
import { toTime } from '../../protocol/shape.js';

/** `key` is always the organizer's signing key, `proposal` a proposal's digest, both in base64url. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly rounds: RoundsService,
    private readonly materials: MaterialsService,
  ) {}

  /** One proposal, who signed it, and which editions of it somebody signed. Throws `proposal_not_found`. */
  async get(id: string, key: string, proposal: string): Promise<ProposalView> {
    return this.rounds.byOrganizer('read a proposal', id, key, async (round) => {
      requireShown(round, proposal);
      const { letter, state } = round;
      const isPublished = state.outcome === 'published';
      return Promise.resolve({
        proposal: toBase64url(state.proposal),
        dies: isPublished ? null : toTime(deathOf(state.since)),
        approvedBy: approving(letter, state.proposalApprovals),
        published: isPublished ? toBase64url(state.edition) : null,
        editions: isPublished ? [] : drafts(round),
      });
    });
  }

  /**
   * An edition of this digest (base64url) that somebody signed, made again of the names, which takes about a millisecond each:
   * whoever has it needn't ask again. Throws `proposal_not_found` or `edition_not_found`.
   */
  async draft(id: string, key: string, proposal: string, edition: string): Promise<DraftEdition> {
    const material = await this.rounds.byOrganizer('read an edition', id, key, async (round) => {
      requireShown(round, proposal);
      const isThere =
        round.state.outcome !== 'published' && drafts(round).some(({ digest }) => digest === edition);
      if (!isThere) throw new EditionNotFoundError();
      return this.materials.read(round);
    });
    const members = await openNames(material);
    for (const [i, approval] of material.state.editionApprovals.entries()) {
      if (approval === undefined || toBase64url(approval.digest) !== edition) continue;
      const bytes = approvedEdition(material, members, i, approval);
      if (equal(editionDigest(p, bytes), approval.digest)) return { edition: toBase64url(bytes) };
    }
    throw new EditionNotFoundError();
  }

  /** The records that the proposal is of and the sealed choices of whom it names, so that every organizer checks all of it. */
  async records(id: string, key: string, proposal: string): Promise<RecordsResponse> {
    const material = await this.rounds.byOrganizer('read a snapshot', id, key, async (round) => {
      requireAlive(round, proposal);
      return this.materials.read(round);
    });
    const { named, signatures } = material;
    return {
      records: await this.materials.records(material),
      named: named.map(({ nullifier, condition }) => ({
        nullifier,
        condition,
        choice: toBase64url(signatures.get(nullifier)?.row.choice ?? new Uint8Array(0)),
      })),
    };
  }

  /**
   * What opens the names of a proposal that enough organizers signed, and the table of roles.
   * Throws `proposal_not_found` or `proposal_not_approved`.
   */
  async names(id: string, key: string, proposal: string): Promise<NamesResponse> {
    return this.rounds.byOrganizer('read names', id, key, async (round) => {
      requireAlive(round, proposal);
      const { letter, state } = round;
      if (approving(letter, state.proposalApprovals).length < letter.manifest.approvals) {
        throw new ProposalNotApprovedError();
      }
      const choices = await this.materials.choicesOf(round);
      const changed = await this.materials.changed(round, choices.named);
      return {
        names: choices.named.map((row) => ({
          nullifier: row.nullifier,
          serverShare: toBase64url(row.serverShare),
          commitment: toBase64url(row.commitment),
          role: row.role,
          shares: postedShares(row).map(({ index, share }) => ({ index, share: toBase64url(share) })),
          changed: changed.has(row.nullifier),
        })),
        roles: rolesOf(choices),
      };
    });
  }
}

/** Who signed which edition, by the organizers' order in the manifest. */
function drafts({ letter, state }: Pick<Round, 'letter' | 'state'>): DraftView[] {
  const views = new Map<string, DraftView>();
  for (const [i, approval] of state.editionApprovals.entries()) {
    const organizer = letter.manifest.organizers[i]?.signingKey;
    if (approval === undefined || organizer === undefined) continue;
    const digest = toBase64url(approval.digest);
    views.set(digest, { digest, approvedBy: [...(views.get(digest)?.approvedBy ?? []), organizer] });
  }
  return [...views.values()];
}
