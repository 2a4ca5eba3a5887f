// What an issuer is, for whoever looks where a code came from.
import type { JSX } from 'preact';
import { useView } from '../view.js';

export function IssuerHomePage(): JSX.Element {
  const { say, link } = useView();
  return (
    <div class="page prose">
      <h1>{say('home.issuerTitle')}</h1>
      <p>{say('home.issuerLead')}</p>
      <p>{say('home.issuerCode')}</p>
      <p>
        <a href={link('/privacy')}>{say('home.privacy')}</a>
      </p>
    </div>
  );
}
