// The verifier as a file of its own, in English: it checks in the page itself, since a file on a disk has no worker beside it.
import texts from 'virtual:verify-texts/en';
import { render } from 'preact';
import { letterIdIn } from '../../../client/letter-link.js';
import { beginHere } from './running.js';
import { sayOf } from './texts.js';
import { Verifier } from './verifier.js';

const say = sayOf(texts);
const place = document.getElementById('main');

if (place) {
  const given = letterIdIn(new URLSearchParams(location.search).get('letter') ?? '');
  render(
    <div class="page verify">
      <h1>{say('verify.title')}</h1>
      <p class="lead">{say('verify.file.lead')}</p>
      <Verifier say={say} begin={beginHere} given={given} />
    </div>,
    place,
  );
}
