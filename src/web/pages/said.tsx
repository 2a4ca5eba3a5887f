// A text with parts of the page inside it: a link, a time.
import type { ComponentChild, JSX } from 'preact';
import type { TextKey } from '../locales/locales.js';
import type { Values } from '../locales/texts.js';
import { useView } from './view.js';

/** Stand for the parts while the text is put together; no text holds them (Unicode noncharacters). */
const [BEGIN, END] = ['\uFDD0', '\uFDD1'];

export interface SaidProps {
  readonly text: TextKey;
  readonly values?: Values;
  /** By the name that they have in the text. */
  readonly parts: Readonly<Record<string, ComponentChild>>;
}

export function Said({ text, values = {}, parts }: SaidProps): JSX.Element {
  const { say } = useView();
  const marks = Object.fromEntries(Object.keys(parts).map((name) => [name, `${BEGIN}${name}${END}`]));
  const pieces = say(text, { ...values, ...marks }).split(new RegExp(`[${BEGIN}${END}]`, 'u'));
  return <>{pieces.map((piece, i) => (i % 2 === 0 ? piece : parts[piece]))}</>;
}
