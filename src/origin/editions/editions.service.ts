// Published editions as everybody reads them. protocol.md#edition
import { Injectable } from '@nestjs/common';
import { fromUtf8 } from '../../protocol/codec.js';
import { LettersService } from '../letters/letters.service.js';
import { EditionStore } from './edition-store.service.js';
import type { EditionView } from './editions.dto.js';
import { EditionNotFoundError } from './editions.errors.js';
import { EmbargoLinksService } from './embargo-links.service.js';

/** `id` is the letter's, `edition` an edition's digest in base64url. */
@Injectable()
export class EditionsService {
  constructor(
    private readonly letters: LettersService,
    private readonly store: EditionStore,
    private readonly links: EmbargoLinksService,
  ) {}

  /** Oldest first; those under embargo are not among them. Throws `letter_not_found` or `letter_withheld`. */
  async list(id: string): Promise<EditionView[]> {
    const letter = await this.letters.get(id);
    return (await this.store.shown(letter.id)).map(({ summary }) => decodeView(summary));
  }

  /**
   * Under embargo only with the token of a private link (`access`).
   * Throws `edition_not_found`, also under embargo, `letter_not_found` or `letter_withheld`.
   */
  async get(id: string, edition: string, access?: string): Promise<EditionView> {
    return decodeView(await this.part(id, edition, 'summary', access));
  }

  /** The bundle's exact bytes. Throws as `get`. */
  async bundle(id: string, edition: string, access?: string): Promise<Uint8Array> {
    return this.part(id, edition, 'bundle', access);
  }

  private async part(
    id: string,
    edition: string,
    part: 'summary' | 'bundle',
    access = '',
  ): Promise<Uint8Array> {
    const letter = await this.letters.get(id);
    const isAdmitted = (): Promise<boolean> => this.links.admits(letter.id, edition, access);
    const bytes = await this.store.find(letter.id, edition, part, isAdmitted);
    if (bytes === undefined) throw new EditionNotFoundError();
    return bytes;
  }
}

/** Our own bytes, written by `encodeView`. */
function decodeView(summary: Uint8Array): EditionView {
  return JSON.parse(fromUtf8(summary)) as EditionView;
}
