// How a letter is passed on: a link, a code, a text; the same for everybody, whoever passes it.
import type { JSX } from 'preact';
import { ShareLinks } from '../press/share-links.js';
import { useView } from '../view.js';
import { directionOf } from './language.js';
import type { LetterFacts } from './letter-facts.service.js';
import { QrCode } from './qr-code.js';

export function SharePage({
  facts: { id, manifest, url, editions },
}: {
  readonly facts: LetterFacts;
}): JSX.Element {
  const { say, link } = useView();
  const { addressee, title, language } = manifest.letter;
  const released = editions.at(-1);
  return (
    <div class="page prose">
      <h1>{say('share.title')}</h1>
      <p>{say('share.lead')}</p>
      <h2>{say('share.link')}</h2>
      <p class="copyable" dir="ltr">
        <code>{url}</code>
      </p>
      <h2>{say('share.text')}</h2>
      <p class="copyable" dir={directionOf(language)}>
        {say('share.message', { addressee, title, url })}
      </p>
      <h2>{say('share.code')}</h2>
      <div class="qr-box">
        <QrCode text={url} label={say('share.codeLabel')} />
      </div>
      <ul class="links">
        <li>
          <a href={`/l/${id}/qr.svg`} download="letter.svg">
            {say('share.codeFile')}
          </a>
        </li>
        <li>
          <a href={link(`/l/${id}/poster`)}>{say('share.poster')}</a>
        </li>
      </ul>
      <div class="notice">
        <p>{say('share.advice')}</p>
      </div>
      {released !== undefined && (
        <>
          <h2>{say('share.release')}</h2>
          <ShareLinks
            manifest={manifest}
            count={released.count}
            url={`${url}/press/${released.edition}`}
            heading="h3"
          />
        </>
      )}
      <p>
        <a href={link(`/l/${id}`)}>{say('share.back')}</a>
      </p>
    </div>
  );
}
