// The text that is signed, from the manifest that was checked, and what holds it to its id. protocol.md#manifest
import type { JSX } from 'preact';
import { SignedText } from '../../signed-text.js';
import { useSign } from '../context.js';
import { Moment } from '../moment.js';

/** Said before anything else where this browser shows other words above than were sent. */
export function ChangedHere(): JSX.Element | null {
  const { say, changed } = useSign();
  if (changed === undefined) return null;
  return (
    <div class="notice warning">
      <strong>{say('sign.exact.changedHeading')}</strong>
      <p>{say('sign.exact.changed', { how: changed })}</p>
    </div>
  );
}

/** For who wants to look before she is asked to sign. */
export function ExactTextBelow(): JSX.Element {
  const { say, changed } = useSign();
  return (
    <details open={changed !== undefined}>
      <summary>{say('sign.exact.summary')}</summary>
      <ExactText />
    </details>
  );
}

export function ExactText(): JSX.Element {
  const { letter, say } = useSign();
  const { threshold, closesAt, timeZone, occasion, letter: text } = letter.manifest;
  return (
    <>
      <p class="small">{say('sign.exact.what')}</p>
      <SignedText text={text} say={say} />
      <dl class="facts">
        <div>
          <dt>{say('sign.exact.inShort')}</dt>
          <dd lang={text.language} dir="auto" translate={false}>
            {text.summary}
          </dd>
        </div>
        {occasion !== null && (
          <div>
            <dt>{say('sign.exact.occasion')}</dt>
            <dd dir="auto" translate={false}>
              {occasion}
            </dd>
          </div>
        )}
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
    </>
  );
}
