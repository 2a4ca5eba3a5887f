// At the start: the issuer's keys and its database belong together, or it doesn't start. protocol.md#keys
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { join } from 'node:path';
import { Config } from '../../common/config.js';
import { checkKeys } from '../../common/keys-check.js';
import { IssuerLettersService } from '../letters/issuer-letters.service.js';
import { IssuanceDraftsService } from './issuance-drafts.service.js';
import { IssuanceKeysService } from './issuance-keys.service.js';

@Injectable()
export class IssuanceKeysCheckService implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly letters: IssuerLettersService,
    private readonly drafts: IssuanceDraftsService,
    private readonly keys: IssuanceKeysService,
  ) {}

  /** Throws `StartError`, with nothing changed. */
  async onModuleInit(): Promise<void> {
    await checkKeys({
      folder: join(this.config.dataDir, 'keys', 'issuer'),
      names: () => this.keys.names(),
      known: (names) => this.known(names),
      needed: () => this.needed(),
    });
  }

  /** The ids of open letters: their keys must be in the vault. */
  async needed(): Promise<string[]> {
    return this.letters.openIds();
  }

  /** Which of these names are those of letters in any state, of drafts, or of letters whose countersigning was interrupted. */
  async known(names: readonly string[]): Promise<Set<string>> {
    return new Set([...(await this.letters.among(names)), ...(await this.drafts.among(names))]);
  }
}
