// The third round: the names are opened and read, an edition is made, and enough organizers agree to the same one.
// protocol.md#edition
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OpenedNames } from '../../../../client/release/editions.js';
import { useRelease } from '../context.js';
import type { Checked } from '../messages.js';
import { Outcome } from '../parts/outcome.js';
import { Round } from '../parts/sheet.js';
import type { ProposalProps } from './check.js';
import { Drafts } from './drafts.js';
import { MakeEdition } from './make-edition.js';
import { Refusal } from './refused.js';
import { Working } from './working.js';

/** What is needed to make or to review an edition. */
export interface OpenProps extends ProposalProps {
  readonly checked: Checked;
  readonly opened: OpenedNames;
}

export function EditionRound({ proposal }: ProposalProps): JSX.Element {
  const { say, desk } = useRelease();
  const [isMaking, setMaking] = useState(false);
  const { checked, opened, refused } = desk;
  // While they are opened anew, what was opened before counts no more.
  const isOpen = checked?.id === proposal.id && opened !== undefined && !desk.isWorking;
  const hasDrafts = proposal.drafts.length > 0;
  const isRefused = refused?.proposal === proposal.id;
  return (
    <>
      {hasDrafts && <Drafts proposal={proposal} checked={isOpen ? checked : undefined} opened={opened} />}
      {!isOpen && (
        <Round heading={say('release.open.heading')}>
          {isRefused ? <Refusal error={refused.error} /> : <p>{say('release.open.what')}</p>}
          <Outcome at="round">
            <Working
              go={say(isRefused ? 'release.wrong.again' : 'release.open.go')}
              onGo={async () => desk.open(proposal.id)}
            />
          </Outcome>
        </Round>
      )}
      {isOpen && (!hasDrafts || isMaking) && (
        <MakeEdition key={proposal.id} proposal={proposal} checked={checked} opened={opened} />
      )}
      {isOpen && hasDrafts && !isMaking && (
        <div class="step organize-sheet">
          <p>
            <button
              type="button"
              class="link-button"
              onClick={() => {
                setMaking(true);
              }}
            >
              {say('release.edition.another')}
            </button>
          </p>
        </div>
      )}
    </>
  );
}
