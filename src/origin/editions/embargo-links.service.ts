// Private links: who holds the token of one reads an edition before its embargo is over, until the link is revoked.
// protocol.md#embargo-links
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { buffer } from '../../common/bytes.js';
import { transaction } from '../../common/database/transaction.js';
import { MasterKey } from '../../common/master-key.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import { openDocument, sealDocument, type DocumentSeal } from '../../common/sealed-document.js';
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../../protocol/codec.js';
import { line, read } from '../../protocol/shape.js';
import { LettersService } from '../letters/letters.service.js';
import { EditionStore } from './edition-store.service.js';
import {
  EditionNotFoundError,
  LinkNotFoundError,
  NoEmbargoError,
  TooManyLinksError,
} from './editions.errors.js';
import { EmbargoLinkEntity } from './embargo-link.entity.js';
import type { LinkMade, LinkRequest, LinksResponse } from './embargo-links.dto.js';

const LINK_LENGTH = 16;
const TOKEN_LENGTH = 32;
const LABEL_LENGTH = 100;
/** For a letter, revoked ones too. */
const MOST_LINKS = 500;

/** `key` is always the organizer's signing key in base64url. */
@Injectable()
export class EmbargoLinksService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly letters: LettersService,
    private readonly editions: EditionStore,
    private readonly masterKey: MasterKey,
    private readonly random: RandomSource,
  ) {}

  /**
   * A new link, and the token (32 bytes, base64url) of which only the hash is kept.
   * Throws `malformed`, `edition_not_found`, `no_embargo`, `too_many_links`, `letter_not_found`, `letter_withheld` or
   * `not_an_organizer`.
   */
  async make(id: string, key: string, { edition, label }: LinkRequest): Promise<LinkMade> {
    this.letters.requireOrganizer(await this.letters.get(id), key);
    const written = utf8(read(line(LABEL_LENGTH), label, 'label'));
    const link = toBase64url(this.random.bytes(LINK_LENGTH));
    const token = this.random.bytes(TOKEN_LENGTH);
    const padded = new Uint8Array(LABEL_LENGTH).fill(0x20);
    padded.set(written);
    await transaction(this.dataSource, 'make a private link', async (manager) => {
      await this.letters.lock(manager, id);
      const embargo = await this.editions.isUnderEmbargo(manager, id, edition);
      if (embargo === undefined) throw new EditionNotFoundError();
      if (!embargo) throw new NoEmbargoError();
      const known = await manager.findBy(EmbargoLinkEntity, { letter: id });
      if (known.length >= MOST_LINKS) throw new TooManyLinksError();
      await manager.insert(EmbargoLinkEntity, {
        link,
        letter: id,
        edition,
        tokenHash: buffer(p.sha256(token)),
        revoked: false,
        label: buffer(sealDocument(this.sealOf(id, link), padded, this.random)),
      });
    });
    return { link, token: toBase64url(token) };
  }

  /**
   * The editions under embargo, and the links to them in no order that means anything.
   * Throws `letter_not_found`, `letter_withheld` or `not_an_organizer`.
   */
  async list(id: string, key: string): Promise<LinksResponse> {
    this.letters.requireOrganizer(await this.letters.get(id), key);
    const rows = await this.dataSource.manager.find(EmbargoLinkEntity, {
      where: { letter: id },
      order: { link: 'ASC' },
    });
    const links = rows.map(({ link, edition, revoked, label }) => ({
      link,
      edition,
      label: fromUtf8(openDocument(this.sealOf(id, link), label)).trimEnd(),
      revoked,
    }));
    return { editions: await this.editions.underEmbargo(id), links };
  }

  /** For good; again does nothing. Throws `link_not_found`, `letter_not_found`, `letter_withheld` or `not_an_organizer`. */
  async revoke(id: string, key: string, link: string): Promise<void> {
    this.letters.requireOrganizer(await this.letters.get(id), key);
    const { affected } = await this.dataSource.manager.update(
      EmbargoLinkEntity,
      { letter: id, link },
      { revoked: true },
    );
    if (affected !== 1) throw new LinkNotFoundError();
  }

  /** Whether the token of a link lets its holder read this edition now. */
  async admits(id: string, edition: string, token: string): Promise<boolean> {
    const tokenHash = hashOf(token);
    if (tokenHash === undefined) return false;
    return this.dataSource.manager.existsBy(EmbargoLinkEntity, {
      letter: id,
      edition,
      tokenHash,
      revoked: false,
    });
  }

  private sealOf(letter: string, link: string): DocumentSeal {
    return { key: this.masterKey.derive('undersigned/embargo-links'), place: `${letter}/${link}` };
  }
}

/** Undefined if it has not the form of a token. */
function hashOf(token: string): Buffer | undefined {
  try {
    return buffer(p.sha256(fromBase64url(token, TOKEN_LENGTH)));
  } catch {
    return undefined;
  }
}
