// What the steps of signing have beside all others, and the page for those who come back: sign.css, mine.css. docs/design.md
import type { JSX } from 'preact';
import { DrawnBlocks, DrawnNotes } from '../../letter/drawn-text.js';
import { QrCode } from '../letter/qr-code.js';
import { useNoteLabels } from '../letter/use-drawn-text.js';
import { useView } from '../view.js';
import { textSample } from './text-sample.js';

const ID = 'khigohamidxyi2ckgkake4j4akyyprnc';

export function SignSample(): JSX.Element {
  const { say } = useView();
  const labels = useNoteLabels();
  const { blocks, notes } = textSample(say);
  return (
    <section id="dev-sign">
      <div class="step sign-step">
        <h2>{say('dev.signing')}</h2>
        <p>
          <bdi class="sign-address">{say('dev.address')}</bdi>{' '}
          <button class="link-button" type="button">
            {say('dev.link')}
          </button>
        </p>
        <div class="notice warning">
          <strong>{say('dev.notice')}</strong>
          <details>
            <summary>{say('dev.details')}</summary>
            <p>{say('dev.text')}</p>
          </details>
        </div>
        <details open>
          <summary>{say('dev.details')}</summary>
          <div class="signed-text" tabIndex={0} role="group" aria-label={say('dev.letterTitle')}>
            <p>{say('dev.letterTo')}</p>
            <p class="signed-title">{say('dev.letterTitle')}</p>
            <div class="letter-body">
              <DrawnBlocks blocks={blocks} headings={3} labels={labels} id="dev-signed" />
            </div>
            <div class="notes">
              <DrawnNotes notes={notes} labels={labels} id="dev-signed" />
            </div>
          </div>
          <p class="sign-id">{ID}</p>
        </details>
        <p class="sign-status small" role="status">
          {say('dev.progress')}
        </p>
        <p class="sign-counts">{say('dev.counted')}</p>
        <div class="qr-box">
          <QrCode text={ID} label={say('dev.qr')} />
        </div>
        <label class="button quiet sign-file">
          {say('dev.quiet')}
          <input type="file" class="visually-hidden" />
        </label>
        <section class="sign-help">
          <h3>{say('dev.subheading')}</h3>
          <p>{say('dev.text')}</p>
        </section>
        <p class="sign-forget">
          <button class="link-button" type="button">
            {say('dev.link')}
          </button>
        </p>
        <div class="mine-forget">
          <div class="notice">
            <p>{say('dev.text')}</p>
          </div>
        </div>
      </div>
    </section>
  );
}
