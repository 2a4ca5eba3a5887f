// How the letter stands: what everybody sees of its count, its dates, its organizers.
import type { JSX } from 'preact';
import { nextEpochEnd } from '../../../client/release/release-times.js';
import { Moment } from '../organize/parts/moment.js';
import { Sheet } from '../organize/parts/sheet.js';
import { useRelease } from './context.js';
import { Fact, listed } from './parts/said.js';

export function FactsSheet(): JSX.Element {
  const { say, letter, me, view } = useRelease();
  const { manifest } = letter;
  const { timeZone, organizers, approvals } = manifest;
  const { tally } = view;
  /** Whether there is still something to sign or to pass on. */
  const isLive = view.state === 'open' || view.state === 'closed';
  const next = nextEpochEnd(manifest, view, letter.http.now());
  const labels = organizers.map(({ label, signingKey }) =>
    signingKey === me ? say('release.you', { label }) : label,
  );
  const moment = (at: string): JSX.Element => <Moment at={at} zone={timeZone} />;
  return (
    <Sheet heading={say('release.facts.heading')} isFirst>
      <dl class="facts">
        <Fact name={say('release.fact.state')}>
          {view.ended && view.state === 'closed'
            ? say('release.state.ended')
            : say('release.state', { state: view.state })}
        </Fact>
        {isLive && (
          <Fact name={say('release.fact.count')}>
            {tally.tally === 'reached'
              ? say('release.count.reached', { count: tally.count })
              : say('release.count.collecting')}
          </Fact>
        )}
        {next !== undefined && <Fact name={say('release.fact.next')}>{moment(next)}</Fact>}
        {letter.http.now() < new Date(manifest.opensAt) && (
          <Fact name={say('release.fact.opens')}>{moment(manifest.opensAt)}</Fact>
        )}
        {!view.ended && (
          <>
            {view.closesAt === null ? (
              <Fact name={say('release.fact.closes')}>{moment(manifest.closesAt)}</Fact>
            ) : (
              <Fact name={say('release.fact.closesEarly')}>{moment(view.closesAt)}</Fact>
            )}
            <Fact name={say('release.fact.releaseBy')}>{moment(manifest.releaseBy)}</Fact>
          </>
        )}
        <Fact name={say('release.fact.approvals')}>
          {say('release.approvals', { approvals, organizers: organizers.length, labels: listed(labels) })}
        </Fact>
      </dl>
      <ul class="links">
        <li>
          <a href={`/l/${letter.id}${location.search}`}>{say('release.letterLink')}</a>
        </li>
        {isLive && (
          <li>
            <a href={`/l/${letter.id}/share${location.search}`}>{say('release.shareLink')}</a>
          </li>
        )}
      </ul>
    </Sheet>
  );
}
