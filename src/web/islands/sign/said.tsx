// A text of signing with a part of the page inside it.
import type { JSX } from 'preact';
import { said, type SaidProps } from '../said.js';
import { useSign } from './context.js';

export function Said(props: SaidProps): JSX.Element {
  return said(useSign().say, props);
}
