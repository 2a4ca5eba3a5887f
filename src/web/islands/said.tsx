// A text with a part of the page inside it: a time, a word that is set apart. Islands say it with texts of their own, so each has
// its own `Said` of this.
import type { ComponentChild, JSX } from 'preact';
import type { IslandKey } from '../locales/locales.js';
import type { Say, Values } from './say.js';

/** Stands for the part while the text is put together; no text holds it (a Unicode noncharacter). */
const PART = '\uFDD0';

export interface SaidProps {
  readonly text: IslandKey;
  readonly values?: Values;
  /** By its name in the text. */
  readonly parts: Readonly<Record<string, ComponentChild>>;
}

/** The text as its pieces, with the parts between them. */
export function said(say: Say, { text, values, parts }: SaidProps): JSX.Element {
  const marks = Object.fromEntries(Object.keys(parts).map((name) => [name, `${PART}${name}${PART}`]));
  return (
    <>
      {say(text, { ...values, ...marks })
        .split(PART)
        .map((piece, i) => (i % 2 === 0 ? piece : parts[piece]))}
    </>
  );
}
