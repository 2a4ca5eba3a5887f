// Whether the page shows the letter that was checked: the page as it was sent, against what is drawn of the manifest. What stands
// in the browser by now proves nothing: extensions and translators change it. protocol.md#letter-text
import { render } from 'preact';
import { readLetterText } from '../../../protocol/letter-text.js';
import type { Manifest } from '../../../protocol/manifest.js';
import { RequestError } from '../../../client/http.js';
import { DrawnBlocks, DrawnNotes } from '../../letter/drawn-text.js';

/** A part of the page that says something else than the manifest. */
export type Differing = 'title' | 'addressee' | 'body' | 'threshold' | 'closesAt';

/** How this browser shows other words than were sent. */
export type Changed = 'translated' | 'other';

/** What translators leave on a page. */
const TRANSLATED =
  'html.translated-ltr, html.translated-rtl, [data-check] font, [_msttexthash], html[_msttexthash]';

/** This page as its server sends it, parsed: nothing in it is fetched or run. Throws RequestError. */
export async function pageAsSent(): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', location.pathname + location.search);
    request.responseType = 'document';
    request.setRequestHeader('accept', 'text/html');
    request.onloadend = () => {
      const page = request.response as Document | null;
      if (request.status === 200 && page !== null) resolve(page);
      else reject(new RequestError(request.status, 'unreachable', 'The page could not be loaded again.'));
    };
    request.send();
  });
}

/** The first part of the page that differs from the manifest, or is missing. */
export function differsOnPage(
  sent: Document,
  { letter, threshold, closesAt }: Manifest,
): Differing | undefined {
  const said: Readonly<Record<Differing, string>> = {
    title: letter.title,
    addressee: letter.addressee,
    body: drawn(letter.body),
    threshold: threshold.toString(),
    closesAt,
  };
  return (Object.keys(said) as Differing[]).find((part) => shown(sent, part) !== said[part]);
}

/** Whether somebody reads other words here than were sent, and whose doing that is. */
export function changedHere(sent: Document): Changed | undefined {
  const parts = ['title', 'addressee', 'body'] as const;
  if (parts.every((part) => shown(sent, part) === shown(document, part))) return undefined;
  const isTranslated =
    document.querySelector(TRANSLATED) !== null ||
    document.documentElement.lang !== sent.documentElement.lang;
  return isTranslated ? 'translated' : 'other';
}

/** What the parts of this name say; times and numbers by their values. */
function shown(page: Document, part: Differing): string {
  const found = [...page.querySelectorAll(`[data-check=${part}]`)];
  const values = found.map((one) => one.getAttribute('datetime') ?? one.getAttribute('value'));
  return values.some((value) => value !== null) ? [...new Set(values)].join() : wordsOf(found);
}

function drawn(body: string): string {
  const { blocks, notes } = readLetterText(body);
  const labels = { notes: '', note: '', back: '' };
  const place = document.createElement('div');
  render(
    <>
      <DrawnBlocks blocks={blocks} headings={2} labels={labels} />
      <DrawnNotes notes={notes} labels={labels} />
    </>,
    place,
  );
  const words = wordsOf([place]);
  render(null, place);
  return words;
}

/** Every character, and where the links lead. */
function wordsOf(parts: readonly Element[]): string {
  const links = parts.flatMap((part) =>
    [...part.querySelectorAll('a')].map((one) => one.getAttribute('href') ?? ''),
  );
  return [parts.map(({ textContent }) => textContent).join(''), ...links].join('\n');
}
