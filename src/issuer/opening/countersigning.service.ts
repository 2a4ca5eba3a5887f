// The issuer's own check of a sealed letter that every organizer signed, and its word that the letter is open: step 5 of
// protocol.md#opening
import { Injectable } from '@nestjs/common';
import { buffer } from '../../common/bytes.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import { fromBase64url } from '../../protocol/codec.js';
import type { CountersignRequest } from '../../protocol/issuer-api.js';
import { decodeManifest, letterDigest, letterId } from '../../protocol/manifest.js';
import { verifyOpenings } from '../../protocol/opening.js';
import type { SignedBy } from '../../protocol/signed.js';
import { IssuanceDraftsService } from '../issuance/issuance-drafts.service.js';
import { IssuanceKeysService } from '../issuance/issuance-keys.service.js';
import { TagsService } from '../issuance/tags.service.js';
import { DraftUnknownError } from './opening.errors.js';
import { IssuerLettersService } from '../letters/issuer-letters.service.js';
import { OpeningRules } from './opening-rules.js';

@Injectable()
export class CountersigningService {
  constructor(
    private readonly rules: OpeningRules,
    private readonly drafts: IssuanceDraftsService,
    private readonly keys: IssuanceKeysService,
    private readonly letters: IssuerLettersService,
    private readonly tags: TagsService,
  ) {}

  /**
   * Checks the letter, opens issuance for it, and countersigns once for each of this issuer's entries. Asked again, it gives
   * the same. Throws `ProtocolError`, `draft_unknown`, or what its rules refuse; nothing is changed then.
   */
  async countersign({ draft, manifest: encoded, openings }: CountersignRequest): Promise<SignedBy[]> {
    const bytes = fromBase64url(encoded, undefined, 'manifest');
    const manifest = decodeManifest(bytes);
    const digest = letterDigest(nodePrimitives, bytes);
    const id = letterId(digest);
    const standing = await this.letters.row(id);
    if (standing !== undefined) return standing.countersignings;

    await verifyOpenings(nodePrimitives, manifest, digest, openings);
    // Under the letter's id if it was countersigned up to a crash.
    const keys = (await this.keys.read(draft)) ?? (await this.keys.read(id));
    if (keys?.draft !== draft) throw new DraftUnknownError();
    this.rules.check(manifest, await this.keys.publicKeys(keys));

    const countersignings = await this.keys.countersign(keys, digest);
    const row = { letter: id, draft, manifest: buffer(bytes), countersignings };
    // Written down first: so the keys are found and die with the draft if the next step is never finished.
    await this.drafts.become(draft, id);
    await this.keys.exclusively('countersign a letter', [draft, id], async (manager) => {
      const added = await this.letters.add(manager, row);
      const standsAlready = !added && (await this.letters.row(id, manager)) !== undefined;
      if (standsAlready) return;
      if (!added || !(await this.keys.adopt(manager, draft, id))) throw new DraftUnknownError();
      await this.tags.create(manager, this.letters.read(bytes, countersignings), keys);
    });
    return countersignings;
  }
}
