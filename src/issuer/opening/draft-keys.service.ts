// Keys for a draft, before there is a letter. protocol.md#opening
import { Injectable } from '@nestjs/common';
import { Config } from '../../common/config.js';
import type { CreateKeysRequest, CreateKeysResponse } from '../../protocol/issuer-api.js';
import { IssuanceEndService } from '../issuance/issuance-end.service.js';
import { IssuanceKeysService } from '../issuance/issuance-keys.service.js';
import { DraftDiffersError } from './opening.errors.js';

@Injectable()
export class DraftKeysService {
  constructor(
    private readonly config: Config,
    private readonly keys: IssuanceKeysService,
    private readonly ending: IssuanceEndService,
  ) {}

  /** The draft's keys, made if there are none. Throws `draft_differs` if there are, for other workplaces. */
  async create({ draft, entries }: CreateKeysRequest): Promise<CreateKeysResponse> {
    const wanted = entries.map(({ workplace }) => workplace);
    const made = await this.keys.publicKeys(await this.keys.create(draft, wanted));
    const same = made.length === wanted.length && made.every(({ workplace }, i) => workplace === wanted[i]);
    if (!same) throw new DraftDiffersError();
    return {
      name: this.config.issuerName,
      url: this.config.publicUrl,
      entries: made.map((one) => ({ ...one, method: 'email-code' })),
    };
  }

  /** Destroys the keys of a draft. A letter keeps its own. Idempotent. */
  async discard(draft: string): Promise<void> {
    await this.ending.discard(draft);
  }
}
