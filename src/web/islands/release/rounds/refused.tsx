// What the browser found wrong: nothing of it is signed, and nothing is sent.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ProtocolError } from '../../../../protocol/errors.js';
import { useRelease } from '../context.js';
import { refusalText } from '../problem.js';

export function Refusal({ error }: { readonly error: ProtocolError }): JSX.Element {
  const { say } = useRelease();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
  }, [error]);
  const code = error.place === undefined ? error.code : `${error.code}, ${error.place}`;
  return (
    <div class="notice error" role="alert" tabIndex={-1} ref={place}>
      <h3>{say('release.wrong.heading')}</h3>
      <p>{say(refusalText(error))}</p>
      <p>{say('release.wrong.nothingSent', { code })}</p>
    </div>
  );
}
