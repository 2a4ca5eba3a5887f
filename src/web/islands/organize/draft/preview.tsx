// The letter as it will stand there: its own page, drawn by the server, in a frame that runs no script. No text becomes HTML
// here: the browser parses the answer as a document, and parts of that document are put into the frame.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DraftFields } from '../../../../client/organize/draft-fields.js';
import { RequestError } from '../../../../client/http.js';
import { tidyDraft } from '../../../../client/organize/tidy-text.js';
import { readLetterText } from '../../../../protocol/letter-text.js';
import { useOrganize } from '../context.js';
import { organizer } from '../flow.js';

const AFTER_MS = 600;
const AGAIN_AFTER_MS = 5_000;

export interface PreviewProps {
  readonly content: DraftFields;
  /** Their labels. */
  readonly organizers: readonly string[];
  /** 0 for the letter, from 1 on for a translation. */
  readonly text: number;
}

export function Preview({ content, organizers, text }: PreviewProps): JSX.Element {
  const { say, flow } = useOrganize();
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [problem, setProblem] = useState<'unreachable' | 'busy'>();
  const tidied = tidyDraft(content);
  // What can't be drawn yet leaves what was drawn before.
  const isUnfinished = !canBeDrawn(
    (text === 0 ? tidied.letter : tidied.translations?.[text - 1])?.body ?? '',
  );
  const body = JSON.stringify({ content: tidied, organizers, text });

  useEffect(() => {
    if (!isReady || isUnfinished || flow.isOver) return undefined;
    const asking = new AbortController();
    const ask = (): void => {
      draw(body, asking.signal).then(
        (page) => {
          show(frame.current, page);
          setProblem(undefined);
        },
        (error: unknown) => {
          if (asking.signal.aborted || flow.ended(error)) return;
          const isBusy = error instanceof RequestError && error.status === 429;
          setProblem(isBusy ? 'busy' : 'unreachable');
          if (isBusy) timer = setTimeout(ask, AGAIN_AFTER_MS);
        },
      );
    };
    let timer = setTimeout(ask, AFTER_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [body, isReady, isUnfinished, flow.isOver]);

  const said = isUnfinished ? 'unfinished' : problem;
  return (
    <section class="organize-preview" aria-labelledby="organize-preview">
      <h3 id="organize-preview">{say('organize.preview.heading')}</h3>
      <p class="small soft" role="status">
        {said === undefined
          ? say('organize.preview.what')
          : say('organize.preview.problem', { problem: said })}
      </p>
      <iframe
        ref={frame}
        src={`/organize/preview${location.search}`}
        title={say('organize.preview.heading')}
        sandbox="allow-same-origin"
        onLoad={() => {
          still(frame.current?.contentDocument?.body);
          setReady(true);
        }}
      />
    </section>
  );
}

function canBeDrawn(body: string): boolean {
  try {
    if (body !== '') readLetterText(body);
    return true;
  } catch {
    return false;
  }
}

/** The page of this draft, parsed: nothing in it is fetched or run. Throws RequestError. */
async function draw(body: string, signal: AbortSignal): Promise<Document> {
  const { bearer = '' } = organizer().http;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/organize/preview${location.search}`);
    request.responseType = 'document';
    request.setRequestHeader('content-type', 'application/json');
    request.setRequestHeader('accept', 'text/html');
    request.setRequestHeader('authorization', `Bearer ${bearer}`);
    request.onload = () => {
      const page = request.response as Document | null;
      if (request.status === 200 && page !== null) resolve(page);
      else
        reject(new RequestError(request.status, request.status === 401 ? 'session_required' : 'refused', ''));
    };
    request.onerror = () => {
      reject(new RequestError(0, 'unreachable', ''));
    };
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(body);
  });
}

/** Puts the page's `main` into the frame; where she has scrolled to stays. */
function show(frame: HTMLIFrameElement | null, page: Document): void {
  const place = frame?.contentDocument;
  const [old, main] = [place?.querySelector('main'), page.querySelector('main')];
  if (place == null || old == null || main === null) return;
  still(main);
  old.replaceWith(place.adoptNode(main));
}

/** Links lead nowhere from here, but those to notes; and nothing is said to whoever has no script. */
function still(part: HTMLElement | null | undefined): void {
  for (const link of part?.querySelectorAll('a[href]:not([href^="#"])') ?? []) link.removeAttribute('href');
  for (const hidden of part?.querySelectorAll('noscript') ?? []) hidden.remove();
}
