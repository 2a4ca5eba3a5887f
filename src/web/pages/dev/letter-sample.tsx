// A letter, its terms and its poster, as letter.css and poster.css draw them. docs/design.md
import type { JSX } from 'preact';
import { DrawnBlocks, DrawnNotes } from '../../letter/drawn-text.js';
import { QrCode } from '../letter/qr-code.js';
import { useNoteLabels } from '../letter/use-drawn-text.js';
import { useView } from '../view.js';
import { textSample } from './text-sample.js';

/** What the poster's code leads to. */
const ADDRESS = 'letters.example/l/khigohamidxyi2ckgkake4j4akyyprnc';

export function LetterSample(): JSX.Element {
  const { say } = useView();
  const labels = useNoteLabels();
  const { blocks, notes } = textSample(say);
  return (
    <>
      <nav class="letter-languages" aria-label={say('dev.letter')}>
        <ul class="links">
          <li>
            <a href="#dev-letter">{say('dev.other')}</a>
          </li>
        </ul>
      </nav>
      <p class="letter-binding">{say('dev.small')}</p>
      <article class="letter" id="dev-letter">
        <header>
          <p class="letter-date">{say('dev.date')}</p>
          <p class="letter-to">{say('dev.letterTo')}</p>
          <h1>{say('dev.letterTitle')}</h1>
        </header>
        <div class="letter-body">
          <DrawnBlocks blocks={blocks} headings={2} labels={labels} />
          <p class="as-typed">{say('dev.text')}</p>
        </div>
        <div class="signing">
          <p class="signature">
            <span class="count" aria-hidden="true">
              {say('dev.count')}
            </span>
            <a class="button" href="#dev-sign">
              {say('dev.button')}
            </a>
          </p>
          <p class="signature-caption">{say('dev.small')}</p>
          <div class="standing">
            <p class="count">
              <strong>{say('dev.counted')}</strong>
            </p>
            <p>{say('dev.text')}</p>
            <p>
              <a href="#dev-letter">{say('dev.link')}</a>
            </p>
            <h2>{say('dev.subheading')}</h2>
            <ol>
              <li>{say('dev.counted')}</li>
            </ol>
          </div>
        </div>
        <div class="notes">
          <DrawnNotes notes={notes} labels={labels} />
        </div>
      </article>
      <section class="page terms">
        <h2>{say('dev.term')}</h2>
        <p>{say('dev.text')}</p>
      </section>
      <ul class="links letter-links">
        <li>
          <a href="#dev-letter">{say('dev.link')}</a>
        </li>
      </ul>
    </>
  );
}

export function PosterSample(): JSX.Element {
  const { say } = useView();
  return (
    <>
      <div class="poster-help">
        <h2>{say('dev.poster')}</h2>
        <p>{say('dev.small')}</p>
      </div>
      <article class="poster">
        <p class="poster-to">{say('dev.soft')}</p>
        <h1 class="long">{say('dev.letterTitle')}</h1>
        <p class="poster-addressee">{say('dev.letterTo')}</p>
        <div class="poster-code">
          <QrCode text={`https://${ADDRESS}`} label={say('dev.qr')} />
          <p>{say('dev.text')}</p>
        </div>
        <p class="poster-link" dir="ltr">
          {ADDRESS}
        </p>
      </article>
    </>
  );
}
