// Every element of the design, once: those of all pages here, those of one kind of page beside. docs/design.md
import type { JSX } from 'preact';
import { DrawnBlocks, DrawnNotes } from '../../letter/drawn-text.js';
import { useNoteLabels } from '../letter/use-drawn-text.js';
import { useView } from '../view.js';
import { LetterSample, PosterSample } from './letter-sample.js';
import { OrganizeSample } from './organize-sample.js';
import { AfterSample, PressSample } from './press-sample.js';
import { ReleaseSample } from './release-sample.js';
import { SignSample } from './sign-sample.js';
import { HomeSample, VerifySample } from './site-sample.js';
import { textSample } from './text-sample.js';

const WORDS = 'acid atom baby bulb cake coin dawn edge fame gift hawk idea'.split(' ');
const NOTICES = ['', 'warning', 'error', 'success'] as const;

export function StylesPage(): JSX.Element {
  const { say } = useView();
  const labels = useNoteLabels();
  const { blocks, notes } = textSample(say);
  return (
    <>
      <div class="page">
        <h1>{say('dev.styles')}</h1>
        <p class="lead">{say('dev.stylesMeans')}</p>
        <p>
          {say('dev.text')} <a href="#controls">{say('dev.link')}</a>
        </p>
        <p class="soft">{say('dev.soft')}</p>
        <p class="small">{say('dev.small')}</p>
        <ul class="links">
          <li>
            <a href="#controls">{say('dev.controls')}</a>
          </li>
          <li>
            <a href="#parts">{say('dev.parts')}</a>
          </li>
        </ul>
        <h2>{say('dev.heading')}</h2>
        <p>{say('dev.text')}</p>
        <h3>{say('dev.subheading')}</h3>
        <DrawnBlocks blocks={blocks} headings={4} labels={labels} id="styles" />
        <DrawnNotes notes={notes} labels={labels} id="styles" />
        <hr />
        <Controls />
        <Parts />
      </div>
      <div class="step">
        <h2>{say('dev.step')}</h2>
        <p>{say('dev.text')}</p>
      </div>
      <div class="page prose">
        <h2>{say('dev.prose')}</h2>
        <p>{say('dev.text')}</p>
        <h3>{say('dev.subheading')}</h3>
        <p>{say('dev.text')}</p>
      </div>
      <HomeSample />
      <LetterSample />
      <PosterSample />
      <SignSample />
      <OrganizeSample />
      <ReleaseSample />
      <PressSample />
      <AfterSample />
      <VerifySample />
    </>
  );
}

function Controls(): JSX.Element {
  const { say } = useView();
  return (
    <section id="controls">
      <h2>{say('dev.controls')}</h2>
      <div class="actions">
        <button class="button" type="button">
          {say('dev.button')}
        </button>
        <button class="button quiet" type="button">
          {say('dev.quiet')}
        </button>
        <button class="button" type="button" aria-disabled="true">
          {say('dev.disabled')}
        </button>
        <button class="link-button" type="button">
          {say('dev.link')}
        </button>
      </div>
      <div class="field">
        <label for="dev-field">{say('dev.field')}</label>
        <p class="hint" id="dev-hint">
          {say('dev.hint')}
        </p>
        <input id="dev-field" aria-describedby="dev-hint" />
      </div>
      <div class="field">
        <label for="dev-wrong">{say('dev.field')}</label>
        <input id="dev-wrong" aria-invalid="true" aria-describedby="dev-error" />
        <p class="error-text" id="dev-error">
          {say('dev.errorText')}
        </p>
      </div>
      <div class="field">
        <label for="dev-select">{say('dev.select')}</label>
        <select id="dev-select">
          <option>{say('dev.choice')}</option>
        </select>
      </div>
      <div class="field">
        <label for="dev-code">{say('dev.code')}</label>
        <input id="dev-code" class="code-input" autocomplete="one-time-code" placeholder="XXXX-XXXX" />
      </div>
      <div class="field">
        <label for="dev-area">{say('dev.area')}</label>
        <textarea id="dev-area" />
      </div>
      <fieldset class="choices">
        <legend>{say('dev.choices')}</legend>
        {[true, false].map((checked) => (
          <label class="choice" key={checked}>
            <input type="radio" name="dev-choice" checked={checked} />
            <span>{say('dev.choice')}</span>
            <span class="hint">{say('dev.hint')}</span>
          </label>
        ))}
      </fieldset>
      <label class="check">
        <input type="checkbox" checked />
        <span>{say('dev.choice')}</span>
      </label>
    </section>
  );
}

function Parts(): JSX.Element {
  const { say } = useView();
  return (
    <section id="parts">
      <h2>{say('dev.parts')}</h2>
      {NOTICES.map((kind) => (
        <div class={`notice ${kind}`.trim()} key={kind}>
          <strong>{say('dev.notice')}</strong>
          <p>{say('dev.text')}</p>
        </div>
      ))}
      <dl class="facts">
        <div>
          <dt>{say('dev.term')}</dt>
          <dd>{say('dev.text')}</dd>
        </div>
        <div>
          <dt>{say('dev.term')}</dt>
          <dd>{say('dev.small')}</dd>
        </div>
      </dl>
      <details>
        <summary>{say('dev.details')}</summary>
        <p>{say('dev.text')}</p>
      </details>
      <div class="progress">
        <progress max={10} value={4} aria-label={say('dev.progress')} /> {say('dev.progress')}
      </div>
      <ol class="words">
        {WORDS.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ol>
      <p class="copyable">khigohamidxyi2ckgkake4j4akyyprnc</p>
      <p class="mail-code">7KQ2-M9XF</p>
    </section>
  );
}
