// Pages that are the same for everybody, drawn once and kept as bytes until what they show may have changed.
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import type { DrawnPage } from './pages.service.js';

/** How long another process may show what this one has changed. */
const FRESH_MS = 2_000;
/** Embargoes end with a minute: nothing that was drawn in one is shown in the next. */
const MINUTE_MS = 60_000;

/** How many pages are kept; the one drawn first goes first. */
const KEPT = 500;

interface Kept {
  readonly page: DrawnPage;
  readonly until: number;
}

@Injectable()
export class PageCache {
  private readonly kept = new Map<string, Kept>();
  /** Drawn at this moment. Apart, so that what can't be drawn never takes the place of what was. */
  private readonly drawing = new Map<string, Promise<DrawnPage>>();

  constructor(private readonly clock: Clock) {}

  /** The page of this name, drawn if there is none, or none any more; many who ask at once get one drawing. */
  async get(name: string, draw: () => Promise<DrawnPage>): Promise<DrawnPage> {
    const now = this.clock.now().getTime();
    const found = this.kept.get(name);
    if (found !== undefined && now < found.until && found.until - now <= FRESH_MS) return found.page;
    return this.drawing.get(name) ?? this.drawn(name, draw, now);
  }

  /** What is shown may have changed: of all pages whose names begin so, those that are being drawn among them. */
  forget(prefix: string): void {
    for (const pages of [this.kept, this.drawing]) {
      for (const name of pages.keys()) if (name.startsWith(prefix)) pages.delete(name);
    }
  }

  private async drawn(name: string, draw: () => Promise<DrawnPage>, now: number): Promise<DrawnPage> {
    const drawing = draw();
    this.drawing.set(name, drawing);
    try {
      const page = await drawing;
      if (this.drawing.get(name) === drawing) this.keep(name, { page, until: freshUntil(now) });
      return page;
    } finally {
      if (this.drawing.get(name) === drawing) this.drawing.delete(name);
    }
  }

  private keep(name: string, kept: Kept): void {
    this.kept.delete(name);
    this.kept.set(name, kept);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
  }
}

function freshUntil(now: number): number {
  return Math.min(now + FRESH_MS, (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS);
}
