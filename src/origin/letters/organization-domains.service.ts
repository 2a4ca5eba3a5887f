// At which domain an organization showed a mailbox: the issuer says so, and the origin never sees the address.
// protocol.md#organizations
import { Injectable } from '@nestjs/common';
import { isPublicMailProvider } from '../../common/public-providers.js';
import { toBase64url } from '../../protocol/codec.js';
import { isOfWorkplace } from '../../protocol/organization.js';
import { IssuerLink } from './issuer-link.js';
import { IssuerMisbehavedError } from './letters.errors.js';
import type { Letter } from './letters.service.js';

@Injectable()
export class OrganizationDomainsService {
  constructor(private readonly issuer: IssuerLink) {}

  /**
   * Lower-case ASCII. `challenge` and `code` are the issuer's own and mean nothing here.
   * Throws `code_refused` (by the issuer), `issuer_unreachable` or `issuer_misbehaved`.
   */
  async shown({ digest, manifest }: Letter, challenge: string, code: string): Promise<string> {
    const { domain } = await this.issuer.organization({ letter: toBase64url(digest), challenge, code });
    const isAllowed = /^[a-z0-9_.-]+\.[a-z0-9-]+$/.test(domain) && !isPublicMailProvider(domain);
    if (!isAllowed || isOfWorkplace(manifest, domain)) throw new IssuerMisbehavedError();
    return domain;
  }
}
