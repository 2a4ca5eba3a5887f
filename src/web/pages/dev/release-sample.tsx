// What the page of a letter's organizers has beside all others: release.css. docs/design.md
import type { JSX } from 'preact';
import { useView } from '../view.js';

export function ReleaseSample(): JSX.Element {
  const { say } = useView();
  const heading = say('dev.subheading');
  return (
    <div class="step sign-step">
      <h2>{say('dev.releasing')}</h2>
      <p class="release-title">{say('dev.letterTitle')}</p>
      <div class="notice release-next">
        <strong>{say('dev.notice')}</strong>
        <p>{say('dev.text')}</p>
      </div>
      <div class="release-work">
        <ul class="release-leaving">
          <li>{say('dev.small')}</li>
        </ul>
        <ul class="release-names">
          <Name />
          <Name isLeft />
        </ul>
      </div>
      <div class="table">
        <table class="release-roles">
          <caption>{say('dev.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('dev.title')}</th>
              <th scope="col">{say('dev.small')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{say('dev.title')}</th>
              <td>{say('dev.count')}</td>
            </tr>
          </tbody>
        </table>
      </div>
      {(['release-draft', 'release-edition', 'release-action'] as const).map((kind) => (
        <section class={kind} key={kind}>
          <h3>{heading}</h3>
          <p>{say('dev.small')}</p>
        </section>
      ))}
    </div>
  );
}

function Name({ isLeft = false }: { readonly isLeft?: boolean }): JSX.Element {
  const { say } = useView();
  return (
    <li class={isLeft ? 'release-left' : undefined}>
      <div>
        <bdi class="release-name">{say('dev.name')}</bdi>, <bdi>{say('dev.title')}</bdi>
        <span class="release-address small" dir="ltr">
          {say('dev.address')}
        </span>
        {isLeft && <span class="small soft">{say('dev.soft')}</span>}
      </div>
      <label class="check">
        <input type="checkbox" checked={isLeft} />
        <span>{say('dev.choice')}</span>
      </label>
    </li>
  );
}
