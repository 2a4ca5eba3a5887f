// What is decided of the letter's end, for all its organizers to see; the focus comes here for the one whose word decided it.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { momentIn } from '../../organize/parts/moment.js';
import { useRelease } from '../context.js';

export function Decided(): JSX.Element | null {
  const { say, letter, view, standing, note } = useRelease();
  const { timeZone } = letter.manifest;
  const { state, closesAt, ended, tally } = view;
  const place = useRef<HTMLDivElement>(null);
  const isHers = note?.key === 'release.act.decided';
  useEffect(() => {
    if (isHers) place.current?.focus();
  }, [isHers]);
  const published = view.editions.length + view.embargoed.length;
  const what =
    state === 'cancelled'
      ? say('release.decided.cancel', { tally: tally.tally, published })
      : state === 'closed' && ended
        ? say('release.decided.final', { published })
        : state === 'open' && closesAt !== null
          ? say('release.decided.close', { at: momentIn(closesAt, timeZone), tally: tally.tally })
          : undefined;
  if (what === undefined) return null;
  return (
    <div class="notice success" tabIndex={-1} ref={place}>
      <p>{what}</p>
      {state !== 'open' && standing.embargo !== null && (
        <p>{say('release.act.embargo', { at: momentIn(standing.embargo, timeZone) })}</p>
      )}
    </div>
  );
}
