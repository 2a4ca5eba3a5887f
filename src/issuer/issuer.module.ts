// The Issuer (RFC 9576: Attester and Issuer, joint): shows mailboxes, signs blindly, never sees a signature. protocol.md#roles
import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '../common/config.js';
import type { EntityClass } from '../common/database/databases.js';
import { AttestationModule } from './attestation/attestation.module.js';
import { issuanceEntities, IssuanceModule } from './issuance/issuance.module.js';
import { issuerLetterEntities } from './letters/issuer-letters.module.js';
import { OpeningHttpModule } from './opening/opening-http.module.js';
import { OpeningModule } from './opening/opening.module.js';

/** For `DatabaseModule.forRoot`. */
export const issuerEntities: readonly EntityClass[] = [...issuerLetterEntities, ...issuanceEntities];

@Module({ imports: [AttestationModule, IssuanceModule, OpeningModule], exports: [OpeningModule] })
export class IssuerModule {
  /** Exports `IssuerOriginService`. The origin's questions are answered over HTTP only if it is another process. */
  static forRoot(config: Config): DynamicModule {
    return { module: IssuerModule, imports: config.role === 'issuer' ? [OpeningHttpModule] : [] };
  }
}
