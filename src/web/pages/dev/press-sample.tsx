// The page for the press, and what happened since a letter was released: press.css, after.css. docs/design.md
import type { JSX } from 'preact';
import { QrCode } from '../letter/qr-code.js';
import { useView } from '../view.js';

const DIGEST = 'kRUQ3Zl3pPs0Z2K8u3yq0m1Qb7dT5w9xJcVhN4sEaLg';

export function PressSample(): JSX.Element {
  const { say } = useView();
  return (
    <>
      <div class="page press">
        <header class="press-head">
          <p class="soft">{say('dev.press')}</p>
          <h1>{say('dev.letterTitle')}</h1>
          <p class="press-count">
            <strong>{say('dev.counted')}</strong>
          </p>
          <p class="no-print">
            <a href="#dev-letter">{say('dev.link')}</a>
          </p>
          <p class="print-only">{say('dev.onPaper')}</p>
        </header>
        <section class="press-part">
          <h2>{say('dev.table')}</h2>
          <div class="press-roles">
            <Numbers />
          </div>
        </section>
        <section class="press-part">
          <h2>{say('dev.subheading')}</h2>
          <ul class="press-names">
            <li>
              <bdi>{say('dev.name')}</bdi>, <bdi>{say('dev.title')}</bdi>
            </li>
            <li>
              <bdi>{say('dev.name')}</bdi> <span class="soft">{say('dev.address')}</span>
            </li>
          </ul>
        </section>
      </div>
      <article class="letter press-letter">
        <header>
          <p class="letter-to">{say('dev.letterTo')}</p>
          <h2>{say('dev.letterTitle')}</h2>
        </header>
        <div class="letter-body">
          <p>{say('dev.text')}</p>
        </div>
      </article>
      <div class="page press">
        <p class="digest">
          <code>{DIGEST}</code>
        </p>
        <div class="press-cite">
          <p>{say('dev.text')}</p>
          <div class="qr-box">
            <QrCode text={DIGEST} label={say('dev.qr')} />
          </div>
        </div>
      </div>
    </>
  );
}

function Numbers(): JSX.Element {
  const { say } = useView();
  return (
    <div class="table">
      <table>
        <caption>{say('dev.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('dev.select')}</th>
            <th scope="col">{say('dev.small')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              {say('dev.select')} <small>larkspur.example</small>
            </th>
            <td>{say('dev.count')}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('dev.counted')}</th>
            <td>{say('dev.count')}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

export function AfterSample(): JSX.Element {
  const { say } = useView();
  return (
    <div class="page after-sheet">
      <section class="after">
        <h2>{say('dev.after')}</h2>
        <ol class="timeline">
          <li>
            <p>
              <strong>{say('dev.term')}</strong> <span class="soft">{say('dev.date')}</span>
            </p>
            <p>{say('dev.text')}</p>
          </li>
          <li class="answered">
            <p>{say('dev.text')}</p>
          </li>
        </ol>
      </section>
      <section class="after">
        <h2>{say('dev.subheading')}</h2>
        <ul class="organizations">
          <li>
            <bdi>{say('dev.name')}</bdi> <span class="soft">{say('dev.soft')}</span>
          </li>
        </ul>
        <ul class="after-entries">
          <li>
            <p>{say('dev.text')}</p>
            <button class="link-button" type="button">
              {say('dev.link')}
            </button>
          </li>
        </ul>
      </section>
    </div>
  );
}
