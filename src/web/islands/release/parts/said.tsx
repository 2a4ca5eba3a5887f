// Texts with parts of the page in them, lists of people in words, and facts in two columns.
import type { ComponentChild, JSX } from 'preact';
import type { IslandKey } from '../../../locales/locales.js';
import { pageLanguage } from '../../organize/parts/moment.js';
import type { Values } from '../../say.js';
import { useRelease } from '../context.js';

/** Stands for the part while the text is put together; no text holds it (a Unicode noncharacter). */
const PART = '\uFDD0';

export interface SaidProps {
  readonly text: IslandKey;
  readonly values?: Values;
  /** By its name in the text. */
  readonly parts: Readonly<Record<string, ComponentChild>>;
}

export function Said({ text, values = {}, parts }: SaidProps): JSX.Element {
  const { say } = useRelease();
  const marks = Object.fromEntries(Object.keys(parts).map((name) => [name, `${PART}${name}${PART}`]));
  return (
    <>
      {say(text, { ...values, ...marks })
        .split(PART)
        .map((piece, i) => (i % 2 === 0 ? piece : parts[piece]))}
    </>
  );
}

/** “Heron, Kestrel and Wren”. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(pageLanguage()).format(names);
}

export interface FactProps {
  readonly name: string;
  readonly children: ComponentChild;
}

/** A row of `<dl class="facts">`. */
export function Fact({ name, children }: FactProps): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
