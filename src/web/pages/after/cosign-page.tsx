// Co-signing for an organization, before its script has come. islands/cosign.ts
import type { JSX } from 'preact';
import type { LetterText } from '../../../protocol/manifest.js';
import { directionOf } from '../letter/language.js';
import { Said } from '../said.js';
import { useView } from '../view.js';

export interface CosignPageProps {
  /** The letter's. */
  readonly id: string;
  readonly letter: LetterText;
  readonly isReleased: boolean;
}

export function CosignPage({ id, letter, isReleased }: CosignPageProps): JSX.Element {
  const { say, link } = useView();
  const title = (
    <bdi lang={letter.language} dir={directionOf(letter.language)}>
      {letter.title}
    </bdi>
  );
  return (
    <>
      <div class="page">
        <h1>{say('after.toCosign')}</h1>
        <p>
          <Said text={isReleased ? 'after.cosign.lead' : 'after.cosign.notYet'} parts={{ title }} />
        </p>
        <p>{say('after.cosign.employees')}</p>
        {isReleased && <p class="small">{say('after.cosign.privacy')}</p>}
        {isReleased && (
          <noscript>
            <p class="notice">{say('after.cosign.noScript')}</p>
          </noscript>
        )}
        <ul class="links">
          <li>
            <a href={link(`/l/${id}`)}>{say('after.cosign.toLetter')}</a>
          </li>
        </ul>
      </div>
      {isReleased && (
        <section id="cosign" data-letter={id} data-loading={say('after.cosign.loading')}>
          <p class="sign-status" role="status" />
          <p class="notice error" role="alert" hidden>
            {say('after.cosign.notLoaded')}{' '}
            <button class="link-button" type="button">
              {say('after.cosign.tryAgain')}
            </button>
          </p>
          <div class="cosign-steps" />
        </section>
      )}
    </>
  );
}
