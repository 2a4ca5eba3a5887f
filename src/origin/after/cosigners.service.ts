// Organizations that stand with the employees: one entry for each domain, shown once an organizer accepted it.
// protocol.md#organizations
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type FindOptionsWhere } from 'typeorm';
import { buffer } from '../../common/bytes.js';
import { transaction } from '../../common/database/transaction.js';
import { MasterKey } from '../../common/master-key.js';
import { AfterNewsService } from './after-news.service.js';
import { EntryChangedError, EntryNotFoundError } from './after.errors.js';
import { contentOf, organizationOf } from './cosigner-content.js';
import { CosignerEntity } from './cosigner.entity.js';
import type { AcceptanceRequest, CosignerEntry, CosignersView } from './cosigners.dto.js';
import { ReleaseCheck } from './release-check.service.js';

/** `id` is the letter's, `key` an organizer's signing key in base64url. */
@Injectable()
export class CosignersService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly release: ReleaseCheck,
    private readonly masterKey: MasterKey,
    private readonly news: AfterNewsService,
  ) {}

  /** As everybody reads them, by name. Throws `letter_not_found` or `letter_withheld`. */
  async accepted(id: string): Promise<CosignersView> {
    const { letter } = await this.release.of(id);
    const shown = await this.entries({ letter: letter.id, accepted: true });
    const organizations = shown.map(({ name, kind, domain }) => ({ name, kind, domain }));
    return { count: organizations.length, organizations };
  }

  /** Those that wait among them. Throws `not_released`, `not_an_organizer`, `letter_not_found` or `letter_withheld`. */
  async all(id: string, key: string): Promise<CosignerEntry[]> {
    await this.release.forOrganizer(id, key);
    return this.entries({ letter: id });
  }

  /**
   * Shows an entry to everybody if it is still what she saw; again does nothing.
   * Throws `entry_not_found`, `entry_changed`, and as `all`.
   */
  async accept(id: string, key: string, entry: string, seen: AcceptanceRequest): Promise<void> {
    await this.release.forOrganizer(id, key);
    await transaction(this.dataSource, 'accept an organization', async (manager) => {
      await this.release.lock(manager, id);
      const row = await manager.findOneBy(CosignerEntity, { letter: id, entry });
      if (row === null) throw new EntryNotFoundError();
      const organization = organizationOf(this.masterKey, row);
      // Whoever shows the domain again replaces what waits.
      if (organization.name !== seen.name || organization.kind !== seen.kind) throw new EntryChangedError();
      const content = buffer(contentOf(organization));
      await manager.update(CosignerEntity, { letter: id, entry }, { accepted: true, content });
    });
    this.news.tell(id);
  }

  /** Waiting or accepted; the organization may ask again. Throws `entry_not_found`, and as `all`. */
  async remove(id: string, key: string, entry: string): Promise<void> {
    await this.release.forOrganizer(id, key);
    const { affected } = await this.dataSource.manager.delete(CosignerEntity, { letter: id, entry });
    if (affected !== 1) throw new EntryNotFoundError();
    this.news.tell(id);
  }

  /** By name. */
  private async entries(where: FindOptionsWhere<CosignerEntity>): Promise<CosignerEntry[]> {
    const rows = await this.dataSource.manager.findBy(CosignerEntity, where);
    return rows
      .map((row) => {
        const { name, kind, domain } = organizationOf(this.masterKey, row);
        return { name, kind, domain, entry: row.entry, accepted: row.accepted };
      })
      .sort((a, b) => (`${a.name}\n${a.domain}` < `${b.name}\n${b.domain}` ? -1 : 1));
  }
}
