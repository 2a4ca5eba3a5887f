// Writing a letter together: one starts, others join by invite, each saves on top of what she saw. protocol.md#opening
import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import { RandomSource } from '../../common/random.js';
import { inLowerCase } from '../../protocol/characters.js';
import { fromBase64url, toBase32, toBase64url, utf8 } from '../../protocol/codec.js';
import { isSoundSealingKey } from '../../protocol/curve25519.js';
import { ProtocolError } from '../../protocol/errors.js';
import { MAX_ORGANIZERS } from '../../protocol/manifest.js';
import { label, read } from '../../protocol/shape.js';
import { readContent } from './draft-content.js';
import type { DraftEntity, DraftOrganizer } from './draft.entity.js';
import { DraftStore } from './draft-store.service.js';
import type { JoinRequest, SaveRequest, StartRequest } from './drafts.dto.js';
import {
  AlreadyJoinedError,
  DraftChangedError,
  DraftFullError,
  DraftSealedError,
  InviteRefusedError,
  LabelTakenError,
  RemovalRefusedError,
} from './letters.errors.js';
import { StartingRule } from './starting-rule.js';

const RANDOM_LENGTH = 16;

@Injectable()
export class DraftsService {
  constructor(
    private readonly store: DraftStore,
    private readonly random: RandomSource,
    private readonly rule: StartingRule,
  ) {}

  /** A new draft with one organizer, if she may start one. The invite (16 bytes, base64url) is told this once. */
  async start(
    key: string,
    request: StartRequest,
  ): Promise<{ draft: string; invite: string; revision: number }> {
    const invite = toBase64url(this.random.bytes(RANDOM_LENGTH));
    const draft = toBase32(this.random.bytes(RANDOM_LENGTH));
    const row: DraftEntity = {
      draft,
      content: {},
      organizers: [organizerOf(key, request)],
      inviteHash: hashOf(invite),
      revision: 1,
      issuerDrafts: [],
      manifest: null,
      openings: [],
      becoming: null,
      letter: null,
      expires: this.store.idleUntil(),
    };
    await this.rule.start(key, request.invitation, (first) => this.store.add(row, first));
    return { draft, invite, revision: 1 };
  }

  /** Adds whoever holds the invite, until the draft is sealed. */
  async join(draft: string, key: string, request: JoinRequest): Promise<{ revision: number }> {
    const organizer = organizerOf(key, request);
    return this.store.locked('join a draft', draft, async (row, manager) => {
      const invited = row !== null && this.store.isAlive(row) && isInvite(row, request.invite);
      if (!invited) throw new InviteRefusedError();
      refuseTwice(row.organizers, organizer);
      if (row.manifest !== null) throw new DraftSealedError();
      if (row.organizers.length >= MAX_ORGANIZERS) throw new DraftFullError(MAX_ORGANIZERS);
      row.organizers = [...row.organizers, organizer];
      row.revision += 1;
      await manager.save(row);
      return { revision: row.revision };
    });
  }

  /**
   * Takes an organizer (signing key, base64url) out of the draft, until it is sealed: anybody herself, and whoever started it the
   * others, who then don't come back by the invite that they had. Without organizers the draft is over.
   */
  async remove(draft: string, key: string, organizer: string): Promise<{ revision: number }> {
    return this.store.change('remove an organizer', draft, key, (row) => {
      if (row.manifest !== null) throw new DraftSealedError();
      if (organizer !== key && row.organizers[0]?.signingKey !== key) throw new RemovalRefusedError();
      const left = row.organizers.filter(({ signingKey }) => signingKey !== organizer);
      // Gone already: whoever asks again gets what she wanted.
      if (left.length === row.organizers.length) return { revision: row.revision };
      row.organizers = left;
      if (organizer !== key) row.inviteHash = hashOf(toBase64url(this.random.bytes(RANDOM_LENGTH)));
      row.revision += 1;
      if (left.length === 0) row.expires = this.store.now();
      return { revision: row.revision };
    });
  }

  /** A new invite (16 bytes, base64url), told this once; the one before it lets nobody in any more. */
  async invite(draft: string, key: string): Promise<{ invite: string }> {
    const invite = toBase64url(this.random.bytes(RANDOM_LENGTH));
    return this.store.change('renew an invite', draft, key, (row) => {
      if (row.manifest !== null) throw new DraftSealedError();
      row.inviteHash = hashOf(invite);
      return { invite };
    });
  }

  async read(draft: string, key: string): Promise<DraftEntity> {
    return this.store.find(draft, key);
  }

  /** Replaces the content, if nobody saved, joined or sealed since the revision that it was made from. */
  async save(draft: string, key: string, request: SaveRequest): Promise<{ revision: number }> {
    const content = readContent(request.content);
    return this.store.change('save a draft', draft, key, (row) => {
      if (row.manifest !== null) throw new DraftSealedError();
      if (row.revision !== request.revision) throw new DraftChangedError();
      row.content = content;
      row.revision += 1;
      row.expires = this.store.idleUntil();
      return { revision: row.revision };
    });
  }
}

function organizerOf(
  signingKey: string,
  request: Pick<StartRequest, 'label' | 'sealingKey'>,
): DraftOrganizer {
  const sealingKey = fromBase64url(request.sealingKey, 32, 'sealingKey');
  if (!isSoundSealingKey(sealingKey)) {
    throw new ProtocolError('malformed', 'sealingKey must be an X25519 public key.', 'sealingKey');
  }
  return { label: read(label(60), request.label, 'label'), signingKey, sealingKey: request.sealingKey };
}

function refuseTwice(organizers: readonly DraftOrganizer[], joining: DraftOrganizer): void {
  const taken = (one: DraftOrganizer) => inLowerCase(one.label) === inLowerCase(joining.label);
  const same = (one: DraftOrganizer) =>
    one.signingKey === joining.signingKey || one.sealingKey === joining.sealingKey;
  if (organizers.some(same)) throw new AlreadyJoinedError();
  if (organizers.some(taken)) throw new LabelTakenError();
}

function hashOf(invite: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(utf8(invite)).digest());
}

function isInvite(row: DraftEntity, invite: string): boolean {
  return timingSafeEqual(row.inviteHash, hashOf(invite));
}
