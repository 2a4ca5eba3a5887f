// “Who could find out that I signed?” on one honest screen. protocol.md#promises
import type { JSX } from 'preact';
import type { TextKey } from '../../locales/locales.js';
import { useView } from '../view.js';
import type { LetterFacts } from './letter-facts.service.js';

/** Who, and what they can know: the nearest to the signer first. */
const PARTIES: readonly (readonly [who: TextKey, what: readonly TextKey[]])[] = [
  ['who.mail', ['who.mailCan', 'who.mailCannot']],
  ['who.device', ['who.deviceCan']],
  ['who.colleagues', ['who.colleaguesCan', 'who.words']],
  ['who.organizers', ['who.organizersCan', 'who.organizersMayBe']],
  ['who.operator', ['who.operatorCan', 'who.operatorWatching', 'who.operatorPage']],
  ['who.readers', ['who.readersCan']],
  ['who.us', ['who.usCan']],
];

const ADVICE: readonly TextKey[] = ['who.adviceDevice', 'who.adviceLater', 'who.adviceWords'];

export function WhoPage({ facts: { id, manifest } }: { readonly facts: LetterFacts }): JSX.Element {
  const { say, link } = useView();
  const values = { approvals: manifest.approvals };
  return (
    <div class="page prose">
      <h1>{say('who.title')}</h1>
      <p>{say('who.lead')}</p>
      <dl class="facts">
        {PARTIES.map(([who, what]) => (
          <div>
            <dt>{say(who)}</dt>
            {what.map((key) => (
              <dd>{say(key, values)}</dd>
            ))}
          </div>
        ))}
      </dl>
      <h2>{say('who.advice')}</h2>
      <ul>
        {ADVICE.map((key) => (
          <li>{say(key)}</li>
        ))}
      </ul>
      <p>
        <a href={link(`/l/${id}`)}>{say('who.back')}</a>
      </p>
    </div>
  );
}
