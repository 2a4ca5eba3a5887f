// The letters that their organizers have released, for everybody to find. protocol.md#edition
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../../common/problem.js';
import { fromUtf8 } from '../../protocol/codec.js';
import { LettersService, type Letter } from '../letters/letters.service.js';
import { EditionStore } from './edition-store.service.js';
import type { EditionView } from './editions.dto.js';

/** A released letter, and what its last edition says. */
export interface ReleasedLetter {
  readonly letter: Letter;
  readonly count: number;
  /** The epoch end that the count is of. */
  readonly asOf: Date;
}

/** How many editions are looked at at once for letters that may be shown. */
const AT_ONCE = 50;

@Injectable()
export class ReleasedLettersService {
  constructor(
    private readonly letters: LettersService,
    private readonly store: EditionStore,
  ) {}

  /**
   * At most so many letters that have an edition which everybody may see, the newest first. Letters that are withheld are not
   * among them, and nothing tells of letters without an edition.
   */
  async newest(most: number): Promise<ReleasedLetter[]> {
    // What an embargo that just ended kept back is among them from the same second on.
    await this.store.unseal();
    const released: ReleasedLetter[] = [];
    for (let after = 0; ; after += AT_ONCE) {
      const rows = await this.store.lastOnes(AT_ONCE, after);
      for (const { letter: id, summary } of rows) {
        if (released.length === most) return released;
        const letter = await this.shown(id);
        const { count, asOf } = JSON.parse(fromUtf8(summary)) as EditionView;
        if (letter !== undefined) released.push({ letter, count, asOf: new Date(asOf) });
      }
      if (rows.length < AT_ONCE) return released;
    }
  }

  private async shown(id: string): Promise<Letter | undefined> {
    try {
      return await this.letters.get(id);
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'letter_withheld') return undefined;
      throw error;
    }
  }
}
