// She has signed the proposal: who else has, and who hasn't.
import type { JSX } from 'preact';
import { labelsOf } from '../../../../client/release/release-standing.js';
import { Moment } from '../../organize/parts/moment.js';
import { useRelease } from '../context.js';
import { Outcome } from '../parts/outcome.js';
import { Fact, listed } from '../parts/said.js';
import { Round } from '../parts/sheet.js';
import type { ProposalProps } from './check.js';

export function WaitForOthers({ proposal }: ProposalProps): JSX.Element {
  const { say, letter } = useRelease();
  const { manifest } = letter;
  const { approvedBy, dies } = proposal;
  const missing = manifest.organizers
    .map(({ signingKey }) => signingKey)
    .filter((key) => !approvedBy.includes(key));
  return (
    <Round heading={say('release.waitOthers.heading')}>
      <dl class="facts">
        <Fact name={say('release.waitOthers.signed')}>{listed(labelsOf(manifest, approvedBy))}</Fact>
        <Fact name={say('release.waitOthers.missing')}>{listed(labelsOf(manifest, missing))}</Fact>
        <Fact name={say('release.checked.dies')}>
          <Moment at={dies} zone={manifest.timeZone} />
        </Fact>
      </dl>
      <Outcome at="round" />
    </Round>
  );
}
