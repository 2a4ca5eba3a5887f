// The text that is signed, from the manifest that was checked, and what holds it to its id. protocol.md#manifest
import type { JSX } from 'preact';
import { useSign } from '../context.js';
import { Moment } from '../moment.js';

/** Said before anything else where other words may stand above. */
export function MayDiffer(): JSX.Element | null {
  const { say, mayDiffer } = useSign();
  if (!mayDiffer) return null;
  return (
    <div class="notice warning">
      <strong>{say('sign.exact.mayDifferHeading')}</strong>
      <p>{say('sign.exact.mayDiffer')}</p>
    </div>
  );
}

export function ExactText(): JSX.Element {
  const { letter, say, mayDiffer } = useSign();
  const { title, addressee, body, language } = letter.manifest.letter;
  const { threshold, closesAt, timeZone } = letter.manifest;
  return (
    <details open={mayDiffer}>
      <summary>{say('sign.exact.summary')}</summary>
      <p class="small">{say('sign.exact.what')}</p>
      <div class="exact-text" lang={language} dir="auto" tabIndex={0} role="group" aria-label={title}>
        {`${addressee}\n\n${title}\n\n${body}`}
      </div>
      <dl class="facts">
        <div>
          <dt>{say('sign.exact.threshold')}</dt>
          <dd>{threshold}</dd>
        </div>
        <div>
          <dt>{say('sign.exact.closes')}</dt>
          <dd>
            <Moment at={new Date(closesAt)} zone={timeZone} />
          </dd>
        </div>
        <div>
          <dt>{say('sign.exact.id')}</dt>
          <dd class="sign-id">{letter.id}</dd>
        </div>
      </dl>
    </details>
  );
}
