// Texts with parts of the page in them, lists of people in words, and facts in two columns.
import type { ComponentChild, JSX } from 'preact';
import { pageLanguage } from '../../organize/parts/moment.js';
import { said, type SaidProps } from '../../said.js';
import { useRelease } from '../context.js';

export function Said(props: SaidProps): JSX.Element {
  return said(useRelease().say, props);
}

/** “Heron, Kestrel and Wren”, or “Heron, Kestrel or Wren”. */
export function listed(names: readonly string[], how: 'and' | 'or' = 'and'): string {
  const type = how === 'or' ? 'disjunction' : 'conjunction';
  return new Intl.ListFormat(pageLanguage(), { type }).format(names);
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
