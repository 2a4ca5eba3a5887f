// Signing a proposal, with the shares of whom it names; or saying whose share contradicts her choice. protocol.md#named-set
import { Injectable } from '@nestjs/common';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { equal, fromBase64url } from '../../protocol/codec.js';
import { requireSignature } from '../../protocol/signed.js';
import { untouched } from './choice-row.js';
import { ChoiceStore } from './choice-store.service.js';
import { NotNamedError, ShareRefusedError, SharesIncompleteError } from './editions.errors.js';
import { MaterialsService, type Choices } from './materials.service.js';
import { naming } from './named-rows.js';
import { postedShares } from './opened-names.js';
import { addressOf, requireAlive } from './proposal-life.js';
import type { SharesRequest, SharesResponse } from './proposals.dto.js';
import { approving, noApprovals } from './release-state.js';
import { RoundsService, type Round } from './rounds.service.js';

const SHARE_LENGTH = 33;

/** `key` is always the organizer's signing key, `proposal` a proposal's digest, both in base64url. */
@Injectable()
export class SharesService {
  constructor(
    private readonly rounds: RoundsService,
    private readonly materials: MaterialsService,
    private readonly choices: ChoiceStore,
  ) {}

  /**
   * Keeps an organizer's signature over the proposal's bytes and her share of everybody whom it names. Of those shares that
   * it doesn't take any more to open a name, none is kept. Answers who has signed it.
   * Throws `malformed`, `invalid_approval`, `shares_incomplete`, `share_refused` or `proposal_not_found`.
   */
  async approve(
    id: string,
    key: string,
    proposal: string,
    given: Pick<SharesRequest, 'shares'> & { readonly signature: string },
  ): Promise<SharesResponse> {
    const signature = fromBase64url(given.signature, 64, 'signature');
    const shares = new Map(
      given.shares.map(({ nullifier, share }, i) => [
        nullifier,
        fromBase64url(share, SHARE_LENGTH, `shares[${i.toString()}].share`),
      ]),
    );
    if (shares.size !== given.shares.length) throw new SharesIncompleteError();
    return this.rounds.byOrganizer('approve a proposal', id, key, async (round, organizer) => {
      requireAlive(round, proposal);
      const { manager, letter, state } = round;
      await requireSignature(p, fromBase64url(key), state.proposal, signature, {
        code: 'invalid_approval',
        message: 'The proposal is not signed by your key.',
        place: 'signature',
      });
      const choices = await this.materials.choicesOf(round);
      requireShares(choices, organizer, shares);
      const isNeeded = (row: Choices['rows'][number]): boolean =>
        postedShares(row).filter(({ index }) => index !== organizer).length < letter.manifest.approvals;
      const rows = choices.rows.map((row) => {
        const share = shares.get(row.nullifier);
        return share !== undefined && isNeeded(row)
          ? { ...row, shares: row.shares.with(organizer, share) }
          : row;
      });
      await this.choices.rewrite(manager, letter, rows);
      return this.save(round, { proposalApprovals: state.proposalApprovals.with(organizer, signature) });
    });
  }

  /**
   * Lets these leave the named set (nullifiers in base64url): a new proposal of the same snapshot replaces this one, which
   * everybody has yet to sign. Answers which. Throws `not_named` or `proposal_not_found`.
   */
  async report(
    id: string,
    key: string,
    proposal: string,
    reports: readonly string[],
  ): Promise<SharesResponse> {
    return this.rounds.byOrganizer('report shares', id, key, async (round) => {
      requireAlive(round, proposal);
      const { manager, letter, state } = round;
      const choices = await this.materials.choicesOf(round);
      const reported = new Set(reports);
      const named = new Set(choices.named.map(({ nullifier }) => nullifier));
      if (![...reported].every((nullifier) => named.has(nullifier))) throw new NotNamedError();
      const rows = choices.rows.map((row) => ({
        ...row,
        ...untouched(letter.manifest),
        reported: row.reported || reported.has(row.nullifier),
      }));
      await this.choices.rewrite(manager, letter, rows);
      return this.save(round, { proposal: naming(state.proposal, rows), ...noApprovals(letter) });
    });
  }

  private async save(
    { letter, state, save }: Round,
    changes: Partial<Round['state']>,
  ): Promise<SharesResponse> {
    await save(changes);
    const next = { ...state, ...changes };
    return { proposal: addressOf(next), approvedBy: approving(letter, next.proposalApprovals) };
  }
}

/** Throws `shares_incomplete` unless there is one of everybody named and nobody else, `share_refused` if one isn't hers. */
function requireShares({ named }: Choices, organizer: number, shares: ReadonlyMap<string, Uint8Array>): void {
  if (shares.size !== named.length) throw new SharesIncompleteError();
  for (const { nullifier, hashes } of named) {
    const share = shares.get(nullifier);
    if (share === undefined) throw new SharesIncompleteError();
    if (!equal(p.sha256(share), hashes[organizer] ?? new Uint8Array(0))) throw new ShareRefusedError();
  }
}
