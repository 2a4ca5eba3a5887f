// Tells whoever shows a letter that something was added to it, or taken away, after its release.
import { Injectable } from '@nestjs/common';

export type AfterListener = (letter: string) => void;

@Injectable()
export class AfterNewsService {
  private readonly listeners: AfterListener[] = [];

  /** `listener` is told the letter's id, after the commit. */
  onChange(listener: AfterListener): void {
    this.listeners.push(listener);
  }

  /** Tells every listener of the letter (its id); call it after the commit. What a listener throws is the caller’s. */
  tell(letter: string): void {
    for (const listener of this.listeners) listener(letter);
  }
}
