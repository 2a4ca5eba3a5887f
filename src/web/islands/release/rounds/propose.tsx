// The first round: one organizer proposes, and the snapshot is taken at the next epoch end. protocol.md#proposal
import type { JSX } from 'preact';
import { propose } from '../../../../client/release/release.js';
import { nextEpochEnd } from '../../../../client/release/release-times.js';
import { organizer } from '../../organize/flow.js';
import { Button } from '../../organize/parts/button.js';
import { Moment, momentIn } from '../../organize/parts/moment.js';
import { useRelease } from '../context.js';
import { Outcome } from '../parts/outcome.js';
import { Said } from '../parts/said.js';
import { Round } from '../parts/sheet.js';

export function Propose(): JSX.Element {
  const { say, letter, view, standing, act } = useRelease();
  const { timeZone, minimumCell } = letter.manifest;
  const next = nextEpochEnd(letter.manifest, view, letter.http.now());
  return (
    <Round heading={say('release.propose.heading')}>
      <p>
        {next === undefined
          ? say('release.propose.whatClosed')
          : say('release.propose.what', { at: momentIn(next, timeZone) })}
      </p>
      {standing.isAgain && standing.step === 'propose' && minimumCell > 1 && (
        <p class="small">{say('release.propose.wait', { cell: minimumCell })}</p>
      )}
      <Outcome at="round">
        <div class="actions">
          <Button
            {...(standing.isAgain ? { look: 'quiet' as const } : {})}
            onPress={() =>
              void act('round', async () => {
                await propose(organizer(), letter);
                return { key: 'release.propose.done' };
              })
            }
          >
            {say('release.propose.go')}
          </Button>
        </div>
      </Outcome>
    </Round>
  );
}

export function Snapshot(): JSX.Element {
  const { say, letter, standing } = useRelease();
  const at = <Moment at={standing.at ?? ''} zone={letter.manifest.timeZone} />;
  return (
    <Round heading={say('release.snapshot.heading')}>
      <Outcome at="round">
        <p>
          <Said text="release.snapshot.what" parts={{ at }} />
        </p>
      </Outcome>
    </Round>
  );
}
