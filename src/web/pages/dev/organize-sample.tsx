// What making a letter has beside all other pages: organize.css. docs/design.md
import type { JSX } from 'preact';
import { useView } from '../view.js';

export function OrganizeSample(): JSX.Element {
  const { say } = useView();
  return (
    <div class="organize-sheets">
      <nav class="organize-chapters" aria-label={say('dev.organizing')}>
        <ol>
          <li>
            <a href="#dev-organize" aria-current="step">
              {say('dev.area')}
            </a>
          </li>
          <li>
            <a href="#dev-organize">{say('dev.select')}</a>
          </li>
        </ol>
      </nav>
      <div class="organize-saving">
        <p class="small soft">{say('dev.progress')}</p>
      </div>
      <section class="step organize-conflicts" aria-labelledby="dev-conflicts">
        <h2 id="dev-conflicts">{say('dev.notice')}</h2>
        <div class="organize-differing">
          <h3>{say('dev.area')}</h3>
          <div class="organize-sides">
            <Side text={say('dev.text')} />
            <Side text={say('dev.small')} />
          </div>
        </div>
      </section>
      <div class="step sign-step organize-sheet" id="dev-organize">
        <h2>{say('dev.organizing')}</h2>
        <fieldset>
          <legend>{say('dev.select')}</legend>
          <div class="field">
            <label for="dev-line">{say('dev.area')}</label>
            <textarea id="dev-line" class="organize-line" rows={1} />
            <p class="small soft organize-moment">{say('dev.date')}</p>
          </div>
        </fieldset>
        <div class="organize-advice">
          <p>{say('dev.text')}</p>
        </div>
        <h3>{say('dev.subheading')}</h3>
        <ul class="organize-people">
          <li>{say('dev.name')}</li>
        </ul>
        <ul class="organize-letters">
          <li>
            <a href="#dev-organize">{say('dev.letterTitle')}</a>
          </li>
        </ul>
        <ul class="organize-domains">
          <li>
            larkspur.example
            <button class="link-button" type="button">
              {say('dev.link')}
            </button>
          </li>
        </ul>
        <section class="organize-test">
          <h3>{say('dev.subheading')}</h3>
          <code class="organize-typed">{say('dev.address')}</code>
        </section>
        <ul class="organize-problems">
          <li>
            <a href="#dev-line">{say('dev.area')}</a> {say('dev.errorText')}
          </li>
        </ul>
      </div>
      <section class="organize-preview">
        <h3>{say('dev.letter')}</h3>
        <p class="small">{say('dev.small')}</p>
      </section>
      <div class="organize-out">
        <button class="button quiet" type="button">
          {say('dev.quiet')}
        </button>
        <p class="small soft">{say('dev.small')}</p>
      </div>
    </div>
  );
}

function Side({ text }: { readonly text: string }): JSX.Element {
  const { say } = useView();
  return (
    <div>
      <h4>{say('dev.choice')}</h4>
      <div class="exact-text">{text}</div>
      <button class="button quiet" type="button">
        {say('dev.quiet')}
      </button>
    </div>
  );
}
