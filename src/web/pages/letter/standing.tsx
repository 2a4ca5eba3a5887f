// How a letter stands: whether it can be signed, what may be told of its count, what was released. protocol.md#disclosure
import type { JSX } from 'preact';
import { headcountOf, shareOf } from '../../../protocol/headcount.js';
import { usePercent } from '../percent.js';
import { Said } from '../said.js';
import { useView } from '../view.js';
import type { LetterFacts } from './letter-facts.service.js';
import { Moment } from './moment.js';

interface StandingProps {
  readonly facts: LetterFacts;
}

export function Standing({ facts }: StandingProps): JSX.Element {
  const { say, link } = useView();
  return (
    <div class="standing">
      <Count facts={facts} />
      <p>
        <WhatNow facts={facts} />
      </p>
      <p>
        <a href={link(`/l/${facts.id}/who`)}>{say('letter.whoLink')}</a>
      </p>
      <Released facts={facts} />
    </div>
  );
}

function Count({ facts: { manifest, phase, tally } }: StandingProps): JSX.Element | null {
  const { say } = useView();
  const percent = usePercent();
  if (tally.tally === 'collecting') {
    if (phase !== 'open' && phase !== 'ready') return null;
    return <p>{say('letter.collecting', { threshold: manifest.threshold })}</p>;
  }
  const headcount = headcountOf(manifest.workplaces);
  const share = shareOf(tally.count, headcount);
  return (
    <p class="count">
      <strong>{say('letter.reached', { count: tally.count })}</strong>
      {headcount !== null && share !== undefined && (
        <span> {say('letter.share', { share: percent(share), headcount })}</span>
      )}
    </p>
  );
}

function WhatNow({ facts: { manifest, phase, closesAt, closesEarly } }: StandingProps): JSX.Element {
  const zone = manifest.timeZone;
  const closes = <Moment at={closesAt} zone={zone} />;
  switch (phase) {
    case 'soon':
      return <Said text="letter.soon" parts={{ when: <Moment at={manifest.opensAt} zone={zone} /> }} />;
    case 'ready':
      return (
        <Said
          text="letter.ready"
          parts={{ from: <Moment at={manifest.signsFrom ?? manifest.opensAt} zone={zone} />, closes }}
        />
      );
    case 'open':
      return <Said text={closesEarly ? 'letter.openEarly' : 'letter.open'} parts={{ closes }} />;
    case 'closed':
      return <Said text="letter.closed" parts={{ closes }} />;
    case 'lapsed':
      return <Said text="letter.lapsed" values={{ threshold: manifest.threshold }} parts={{ closes }} />;
    case 'cancelled':
      return <Said text="letter.cancelled" parts={{}} />;
  }
}

function Released({ facts: { id, manifest, editions } }: StandingProps): JSX.Element | null {
  const { say, link } = useView();
  if (editions.length === 0) return null;
  return (
    <>
      <h2>{say('letter.released')}</h2>
      <ol>
        {editions.map(({ edition, count, asOf }) => (
          <li>
            <Said
              text="letter.edition"
              values={{ count }}
              parts={{
                when: <Moment at={asOf} zone={manifest.timeZone} />,
                evidence: (
                  <a href={`/api/v1/letters/${id}/editions/${edition}.bundle`} download={`${edition}.json`}>
                    {say('letter.evidence')}
                  </a>
                ),
              }}
            />{' '}
            <a href={link(`/l/${id}/press/${edition}`)}>{say('press.fromLetter')}</a>
          </li>
        ))}
      </ol>
    </>
  );
}
