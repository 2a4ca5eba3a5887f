// What a letter's pages show, read together: terms, state, count, editions, and what may be done at this moment.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../common/clock.js';
import { EditionsService } from '../../../origin/editions/editions.service.js';
import { LettersService, type Letter } from '../../../origin/letters/letters.service.js';
import { TallyService } from '../../../origin/tally/tally.service.js';
import type { Disclosed } from '../../../protocol/disclosure.js';
import { epochEnd } from '../../../protocol/epochs.js';
import type { Manifest } from '../../../protocol/manifest.js';
import { toSeconds, toTime } from '../../../protocol/shape.js';
import { PageCache } from '../page-cache.js';

/** A published edition, as far as the letter's page speaks of it. */
export interface EditionFacts {
  readonly edition: string;
  readonly asOf: string;
  readonly count: number;
}

/**
 * - `soon`: not open yet.
 * - `ready`: passes are given; signatures are taken from `signsFrom` on.
 * - `open`: can be signed.
 * - the others: can't be signed any more.
 */
export type Phase = 'soon' | 'ready' | 'open' | 'closed' | 'lapsed' | 'cancelled';

export interface LetterFacts {
  readonly id: string;
  readonly manifest: Manifest;
  readonly phase: Phase;
  /** When it closes or closed: by its terms, or earlier if its organizers said so. */
  readonly closesAt: string;
  readonly closesEarly: boolean;
  readonly tally: Disclosed;
  /** Oldest first. */
  readonly editions: readonly EditionFacts[];
  /** Where everybody finds it. */
  readonly url: string;
}

@Injectable()
export class LetterFactsService implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly cache: PageCache,
    private readonly letters: LettersService,
    private readonly tally: TallyService,
    private readonly editions: EditionsService,
  ) {}

  onModuleInit(): void {
    this.tally.onEpochEnd((id) => this.cache.forget(`${id}/`));
  }

  /** Throws `letter_not_found` or `letter_withheld`. */
  async of(id: string): Promise<LetterFacts> {
    const letter = await this.letters.get(id);
    const { manifest, closesAfter } = letter;
    return {
      id,
      manifest,
      phase: phaseOf(letter, this.clock.now()),
      closesAt: closesAfter === null ? manifest.closesAt : toTime(epochEnd(manifest, closesAfter)),
      closesEarly: closesAfter !== null,
      tally: await this.tally.disclosed(id),
      editions: await this.editions.list(id),
      url: `${manifest.origin}/l/${id}`,
    };
  }
}

function phaseOf({ state, manifest, closesAfter }: Letter, now: Date): Phase {
  if (state === 'withheld') throw new Error('A withheld letter is shown to nobody.');
  if (state !== 'open') return state;
  const seconds = now.getTime() / 1000;
  if (seconds < toSeconds(manifest.opensAt)) return 'soon';
  const closes =
    closesAfter === null ? toSeconds(manifest.closesAt) : epochEnd(manifest, closesAfter).getTime() / 1000;
  // The moments between its last second and its being counted.
  if (seconds >= closes) return 'closed';
  return manifest.signsFrom !== null && seconds < toSeconds(manifest.signsFrom) ? 'ready' : 'open';
}
