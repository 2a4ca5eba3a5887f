// The pages on which a letter is made, before their script has come. islands/organize.ts
import type { JSX } from 'preact';
import { useView } from '../view.js';

export interface OrganizePageProps {
  /** The draft that is written here; without, this is where she begins. */
  readonly draft?: string;
  /** Whether starting a letter takes a code of the operator's. */
  readonly asksForInvitation?: boolean;
  /** Whether letters are taken here that are fit for demos only. */
  readonly isDemo: boolean;
}

export function OrganizePage({ draft, asksForInvitation = false, isDemo }: OrganizePageProps): JSX.Element {
  const { say, link } = useView();
  return (
    <>
      <div class="page">
        <h1>{say(draft === undefined ? 'organize.title' : 'organize.draftTitle')}</h1>
        <p>{say(draft === undefined ? 'organize.lead' : 'organize.draftLead')}</p>
        {draft === undefined && <p class="small">{say('organize.device')}</p>}
        <noscript>
          <p class="notice">{say('organize.noScript')}</p>
        </noscript>
        <ul class="links">
          <li>
            {draft === undefined ? (
              <a href={link('/about')}>{say('home.about')}</a>
            ) : (
              <a href={link('/organize')}>{say('organize.all')}</a>
            )}
          </li>
        </ul>
      </div>
      <section
        id="organize"
        data-draft={draft}
        data-invitation={asksForInvitation ? 'asked' : undefined}
        data-demo={isDemo ? 'yes' : undefined}
        data-loading={say('organize.loading')}
      >
        <p class="sign-status" role="status" />
        <p class="notice error" role="alert" hidden>
          {say('organize.notLoaded')}{' '}
          <button class="link-button" type="button">
            {say('organize.tryAgain')}
          </button>
        </p>
        <div class="organize-sheets" />
      </section>
    </>
  );
}
