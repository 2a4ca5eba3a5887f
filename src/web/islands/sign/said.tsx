// A text with a part of the page inside it: a time, a word that is set apart.
import type { ComponentChild, JSX } from 'preact';
import type { IslandKey } from '../../locales/locales.js';
import { useSign } from './context.js';

/** Stands for the part while the text is put together; no text holds it (a Unicode noncharacter). */
const PART = '\uFDD0';

export interface SaidProps {
  readonly text: IslandKey;
  /** By its name in the text. */
  readonly parts: Readonly<Record<string, ComponentChild>>;
}

export function Said({ text, parts }: SaidProps): JSX.Element {
  const { say } = useSign();
  const marks = Object.fromEntries(Object.keys(parts).map((name) => [name, `${PART}${name}${PART}`]));
  return (
    <>
      {say(text, marks)
        .split(PART)
        .map((piece, i) => (i % 2 === 0 ? piece : parts[piece]))}
    </>
  );
}
