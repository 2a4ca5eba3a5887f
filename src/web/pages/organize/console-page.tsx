// The page of a letter's organizers, before its script has come. islands/release.ts
import type { JSX } from 'preact';
import { useView } from '../view.js';

export function ConsolePage({ id }: { readonly id: string }): JSX.Element {
  const { say, link } = useView();
  return (
    <>
      <div class="page">
        <h1>{say('release.title')}</h1>
        <p>{say('release.lead')}</p>
        <noscript>
          <p class="notice">{say('release.noScript')}</p>
        </noscript>
        <ul class="links">
          <li>
            <a href={link('/organize')}>{say('organize.all')}</a>
          </li>
        </ul>
      </div>
      <section id="release" data-letter={id} data-loading={say('release.loading')}>
        <p class="sign-status" role="status" />
        <p class="notice error" role="alert" hidden>
          {say('release.notLoaded')}{' '}
          <button class="link-button" type="button">
            {say('release.tryAgain')}
          </button>
        </p>
        <div class="release-sheets" />
      </section>
    </>
  );
}
