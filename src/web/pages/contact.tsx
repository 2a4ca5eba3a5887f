// How people reach whoever runs this server: a link where the operator gave an address, a number or a page.
import type { JSX } from 'preact';

const ADDRESS = /^[^\s@<>"()]+@[^\s@<>"()]+\.[^\s@<>"()]+$/;
const PHONE = /^(?:tel:)?(\+?[0-9][0-9 ()/.-]{4,})$/;

/** Where the contact leads; undefined if it is only to be read. */
export function contactLink(contact: string): string | undefined {
  const text = contact.trim();
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(text)) return text;
  if (ADDRESS.test(text)) return `mailto:${text}`;
  const number = PHONE.exec(text)?.[1];
  return number === undefined ? undefined : `tel:${number.replace(/[^+0-9]/g, '')}`;
}

export function Contact({ contact }: { readonly contact: string }): JSX.Element {
  const href = contactLink(contact);
  const text = contact.trim().replace(/^(?:mailto|tel):/i, '');
  return href === undefined ? <>{text}</> : <a href={href}>{text}</a>;
}
