// Whether a letter has an edition that everybody may read: nothing is added to it before. protocol.md#edition
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EditionsService } from '../editions/editions.service.js';
import { LettersService, type Letter } from '../letters/letters.service.js';
import { NotReleasedError } from './after.errors.js';

@Injectable()
export class ReleaseCheck {
  constructor(
    private readonly letters: LettersService,
    private readonly editions: EditionsService,
  ) {}

  /** Throws `letter_not_found` or `letter_withheld`. */
  async of(id: string): Promise<{ letter: Letter; isReleased: boolean }> {
    const letter = await this.letters.get(id);
    return { letter, isReleased: (await this.editions.list(id)).length > 0 };
  }

  /** Throws `not_released`, `letter_not_found` or `letter_withheld`. */
  async required(id: string): Promise<Letter> {
    const { letter, isReleased } = await this.of(id);
    if (!isReleased) throw new NotReleasedError();
    return letter;
  }

  /** As `required`; throws `not_an_organizer` too. */
  async forOrganizer(id: string, key: string): Promise<Letter> {
    this.letters.requireOrganizer(await this.letters.get(id), key);
    return this.required(id);
  }

  /** Nobody else changes what stands beside the letter until the transaction ends. */
  async lock(manager: EntityManager, id: string): Promise<void> {
    await this.letters.lock(manager, id);
  }
}
