// A sheet for a kitchen wall, A4 or Letter: what there is to read, and how to get to it without the company's network.
import type { JSX } from 'preact';
import { Said } from '../said.js';
import { useView } from '../view.js';
import { directionOf, formatsOf } from './language.js';
import type { LetterFacts } from './letter-facts.service.js';
import { useWorkplaces } from './letter-page.js';
import { dayIn } from './moment.js';
import { QrCode } from './qr-code.js';

/** In characters: set smaller, so that the sheet stays one. */
const LONG_TITLE = 80;

export function PosterPage({ facts }: { readonly facts: LetterFacts }): JSX.Element {
  const { say, locale, link } = useView();
  const { id, manifest, url, closesAt } = facts;
  const { title, addressee, language } = manifest.letter;
  const closes = dayIn(formatsOf(locale), closesAt, manifest.timeZone, 'en');
  const own = { lang: language, dir: directionOf(language) };
  return (
    <>
      <div class="poster-help">
        <p>{say('poster.print')}</p>
        <p>
          <a href={link(`/l/${id}/share`)}>{say('poster.back')}</a>
        </p>
      </div>
      <article class="poster">
        <p class="poster-to">{say('poster.for', { workplaces: useWorkplaces(facts) })}</p>
        <h1 {...own} class={title.length > LONG_TITLE ? 'long' : undefined}>
          {title}
        </h1>
        <p class="poster-addressee">
          <Said text="poster.letterTo" parts={{ addressee: <span {...own}>{addressee}</span> }} />
        </p>
        <div class="poster-code">
          <QrCode text={url} label={say('share.codeLabel')} />
          <div>
            <p>{say('poster.scan')}</p>
            <p>
              <Said text="poster.until" parts={{ closes: <time datetime={closesAt}>{closes}</time> }} />
            </p>
          </div>
        </div>
        <p class="poster-link" dir="ltr">
          {url.replace(/^https?:\/\//, '')}
        </p>
      </article>
    </>
  );
}
