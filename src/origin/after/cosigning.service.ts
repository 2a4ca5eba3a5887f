// An organization asks to co-sign: it has shown its domain to the issuer, and waits for an organizer. protocol.md#organizations
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { buffer } from '../../common/bytes.js';
import { transaction } from '../../common/database/transaction.js';
import { MasterKey } from '../../common/master-key.js';
import { RandomSource } from '../../common/random.js';
import { line, read } from '../../protocol/shape.js';
import { OrganizationDomainsService } from '../letters/organization-domains.service.js';
import { EntryRefusedError, TooManyEntriesError } from './after.errors.js';
import { entryOf, sealedContent } from './cosigner-content.js';
import { CosignerEntity } from './cosigner.entity.js';
import type { CosignAnswer, CosignRequest } from './cosigners.dto.js';
import { ReleaseCheck } from './release-check.service.js';

const NAME_BYTES = 100;
/** Of a letter, those that wait among them. */
const MOST_ENTRIES = 1000;

@Injectable()
export class CosigningService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly release: ReleaseCheck,
    private readonly domains: OrganizationDomainsService,
    private readonly masterKey: MasterKey,
    private readonly random: RandomSource,
  ) {}

  /**
   * Puts the organization among those that wait. Who shows the same domain again before that replaces what waits; once
   * accepted, an entry stays as it is.
   * Throws `malformed`, `entry_refused`, `too_many_entries`, `not_released`, `code_refused`, `issuer_unreachable`,
   * `letter_not_found` or `letter_withheld`.
   */
  async ask(id: string, { name: typed, kind, challenge, code }: CosignRequest): Promise<CosignAnswer> {
    const letter = await this.release.required(id);
    const name = plainName(typed);
    const domain = await this.domains.shown(letter, challenge, code);
    const entry = entryOf(this.masterKey, id, domain);
    return transaction(this.dataSource, 'take an organization in', async (manager) => {
      await this.release.lock(manager, id);
      const known = await manager.findOneBy(CosignerEntity, { entry });
      if (known?.accepted === true) return { domain, accepted: true };
      if (known === null) await this.requireRoom(manager, id);
      const content = sealedContent(this.masterKey, entry, { name, kind, domain }, this.random);
      await manager.save(CosignerEntity, { entry, letter: id, accepted: false, content: buffer(content) });
      return { domain, accepted: false };
    });
  }

  private async requireRoom(manager: EntityManager, letter: string): Promise<void> {
    const rows = await manager.find(CosignerEntity, { where: { letter }, select: { entry: true } });
    if (rows.length >= MOST_ENTRIES) throw new TooManyEntriesError();
  }
}

/** No address and no link, in whatever letters they are written: the domain stands beside it. */
function plainName(typed: string): string {
  const name = read(line(NAME_BYTES), typed, 'name');
  if (/@|:\/\//.test(name.normalize('NFKC'))) {
    throw new EntryRefusedError('name', 'Give the organization’s name alone; its domain is shown beside it.');
  }
  return name;
}
