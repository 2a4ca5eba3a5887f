// The page for those who come back, before its script has come: the same for everybody. islands/mine.ts
import type { JSX } from 'preact';
import { useView } from '../view.js';

export function MinePage({ id }: { readonly id: string }): JSX.Element {
  const { say, link } = useView();
  return (
    <>
      <div class="page">
        <h1>{say('mine.heading')}</h1>
        <p>{say('mine.lead')}</p>
        <p class="small">{say('mine.stays')}</p>
        <noscript>
          <p class="notice">{say('mine.noScript')}</p>
        </noscript>
        <ul class="links">
          <li>
            <a href={link(`/l/${id}`)}>{say('mine.toLetter')}</a>
          </li>
          <li>
            <a href={link(`/l/${id}/who`)}>{say('letter.whoLink')}</a>
          </li>
        </ul>
      </div>
      <section id="mine" data-letter={id} data-loading={say('mine.loading')}>
        <p class="sign-status" role="status" />
        <p class="notice error" role="alert" hidden>
          {say('mine.notLoaded')}{' '}
          <button class="link-button" type="button">
            {say('mine.tryAgain')}
          </button>
        </p>
        <div class="mine-steps" />
      </section>
    </>
  );
}
