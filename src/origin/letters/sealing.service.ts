// Sealing a draft: keys from the issuer, keys of our own, and the one manifest that everybody signs. protocol.md#opening
import { Injectable } from '@nestjs/common';
import { buffer, plain } from '../../common/bytes.js';
import { Clock } from '../../common/clock.js';
import { Config } from '../../common/config.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { toBase32, toBase64url, uint, utf8 } from '../../protocol/codec.js';
import type { CreateKeysRequest, CreateKeysResponse } from '../../protocol/issuer-api.js';
import { encodeManifest, type IssuerEntry } from '../../protocol/manifest.js';
import { manifestOf } from './draft-content.js';
import type { DraftEntity } from './draft.entity.js';
import { DraftStore } from './draft-store.service.js';
import type { SealRequest } from './drafts.dto.js';
import { IssuerLink } from './issuer-link.js';
import { LetterKeysService } from './letter-keys.service.js';
import { DraftChangedError, DraftSealedError, IssuerMisbehavedError } from './letters.errors.js';
import { asDraftRefused, checkSealable } from './sealing-rules.js';

const ISSUER_DRAFT = utf8('undersigned/issuer-draft/v1');
const DRAFT_ID_LENGTH = 16;

@Injectable()
export class SealingService {
  constructor(
    private readonly store: DraftStore,
    private readonly issuer: IssuerLink,
    private readonly keys: LetterKeysService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The canonical manifest. The same for everybody who seals the same revision, at once or again. */
  async seal(draft: string, key: string, request: SealRequest): Promise<Uint8Array> {
    const seen = await this.store.find(draft, key);
    const sealed = sealedAt(seen, request.revision);
    if (sealed !== undefined) return sealed;
    checkSealable(seen.content, seen.organizers, {
      origin: this.config.publicUrl,
      now: this.clock.now(),
      smallLetters: this.config.smallLetters,
      allMustAgree: request.allMustAgree === true,
    });
    const asked = keyRequest(seen);
    // Written down first, so that the keys are found and discarded whatever happens next.
    await this.store.change('ask for keys', draft, key, (row) => {
      sealedAt(row, request.revision);
      if (!row.issuerDrafts.includes(asked.draft)) row.issuerDrafts = [...row.issuerDrafts, asked.draft];
    });
    const issuers = entriesOf(asked, await this.issuer.createKeys(asked));
    return this.store.change('seal a draft', draft, key, async (row) => {
      const already = sealedAt(row, request.revision);
      if (already !== undefined) return already;
      const manifest = await this.manifest(row, issuers);
      row.manifest = buffer(manifest);
      row.expires = this.store.signableUntil();
      return manifest;
    });
  }

  private async manifest(row: DraftEntity, issuers: readonly IssuerEntry[]): Promise<Uint8Array> {
    const keys = await this.keys.make(row.draft);
    const parts = {
      origin: this.config.publicUrl,
      organizers: row.organizers,
      issuers,
      receiptKey: toBase64url(await p.ed25519PublicKey(keys.receiptSeed)),
      releaseKey: toBase64url(await p.x25519PublicKey(keys.releaseSecret)),
    };
    return asDraftRefused(() => encodeManifest(manifestOf(row.content, parts)));
  }
}

/** The draft id that the issuer knows this revision's keys by: another one for each, so that it never has old ones. */
export function issuerDraftOf({ draft, revision }: Pick<DraftEntity, 'draft' | 'revision'>): string {
  const digest = p.sha256(ISSUER_DRAFT, utf8(draft), uint(revision, 4));
  return toBase32(digest.subarray(0, DRAFT_ID_LENGTH));
}

function keyRequest(row: DraftEntity): CreateKeysRequest {
  const workplaces = row.content.workplaces ?? [];
  const entries = workplaces.map(({ id }) => ({ workplace: id ?? '', method: 'email-code' as const }));
  return { draft: issuerDraftOf(row), entries };
}

/** The manifest if the draft was sealed at this revision. Throws if it was at another, or is at another. */
function sealedAt(row: DraftEntity, revision: number): Uint8Array | undefined {
  if (row.revision === revision) return row.manifest === null ? undefined : plain(row.manifest);
  throw row.manifest === null ? new DraftChangedError() : new DraftSealedError();
}

function entriesOf(asked: CreateKeysRequest, made: CreateKeysResponse): IssuerEntry[] {
  const { name, url, entries } = made;
  const fits = entries.every(({ workplace }, i) => workplace === asked.entries[i]?.workplace);
  if (!fits || entries.length !== asked.entries.length) throw new IssuerMisbehavedError();
  return entries.map((entry) => ({ ...entry, name, url }));
}
