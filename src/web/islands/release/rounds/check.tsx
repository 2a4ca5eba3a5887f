// The second round: her browser checks the whole proposal; then she signs it, or reports shares that don't hold.
// protocol.md#named-set
import type { JSX } from 'preact';
import { approveProposal } from '../../../../client/release/release.js';
import { asOf } from '../../../../client/release/release-times.js';
import type { OpenProposal } from '../../../../client/release/release-view.js';
import { organizer } from '../../organize/flow.js';
import { Button } from '../../organize/parts/button.js';
import { Moment } from '../../organize/parts/moment.js';
import { useRelease } from '../context.js';
import type { Checked } from '../messages.js';
import { Outcome } from '../parts/outcome.js';
import { Fact, listed } from '../parts/said.js';
import { Round } from '../parts/sheet.js';
import { Refusal } from './refused.js';
import { Working } from './working.js';

export interface ProposalProps {
  readonly proposal: OpenProposal;
}

export function Check({ proposal }: ProposalProps): JSX.Element {
  const { say, letter, desk } = useRelease();
  const { checked, refused } = desk;
  if (checked?.id === proposal.id) {
    return checked.reports.length > 0 ? (
      <Reports checked={checked} />
    ) : (
      <Holds checked={checked} proposal={proposal} />
    );
  }
  const isRefused = refused?.proposal === proposal.id;
  return (
    <Round heading={say('release.check.heading')}>
      {isRefused ? (
        <Refusal error={refused.error} />
      ) : (
        <>
          <p>{say('release.check.what', { approvals: letter.manifest.approvals })}</p>
          <p class="small">{say('release.check.long')}</p>
        </>
      )}
      <Outcome at="round">
        <Working
          go={say(isRefused ? 'release.wrong.again' : 'release.check.go')}
          onGo={async () => desk.check(proposal.id)}
        />
      </Outcome>
    </Round>
  );
}

function Holds({ checked, proposal }: ProposalProps & { readonly checked: Checked }): JSX.Element {
  const { say, letter, act } = useRelease();
  const { approvals } = letter.manifest;
  return (
    <Round heading={say('release.checked.heading')}>
      <p>{say('release.checked.what')}</p>
      <ProposalFacts checked={checked} proposal={proposal} />
      <p>{say('release.checked.sign', { approvals })}</p>
      <Outcome at="round">
        <div class="actions">
          <Button
            onPress={() =>
              void act('round', async () => {
                await approveProposal(organizer(), letter, checked);
                return { key: 'release.checked.signed' };
              })
            }
          >
            {say('release.checked.signGo')}
          </Button>
        </div>
      </Outcome>
    </Round>
  );
}

function ProposalFacts({ checked, proposal }: ProposalProps & { readonly checked: Checked }): JSX.Element {
  const { say, letter } = useRelease();
  const { manifest } = letter;
  const { count, cells, epoch } = checked.proposal;
  const nameOf = (id: string): string => manifest.workplaces.find((one) => one.id === id)?.name ?? id;
  const several = cells.length > 1 || cells.some(({ waiting }) => waiting);
  return (
    <dl class="facts">
      <Fact name={say('release.checked.count')}>{say('release.count.plain', { count })}</Fact>
      {several &&
        cells.map((cell, i) => (
          <Fact
            key={i}
            name={say('release.checked.cell', {
              workplace: nameOf(cell.workplace),
              issuers: listed(cell.issuers.map((issuer) => manifest.issuers[issuer]?.name ?? '')),
            })}
          >
            {say(cell.waiting ? 'release.checked.waiting' : 'release.count.plain', { count: cell.count })}
          </Fact>
        ))}
      <Fact name={say('release.checked.named')}>{say('release.count.plain', { count: checked.named })}</Fact>
      <Fact name={say('release.checked.asOf')}>
        <Moment at={asOf(manifest, epoch)} zone={manifest.timeZone} />
      </Fact>
      <Fact name={say('release.checked.dies')}>
        <Moment at={proposal.dies} zone={manifest.timeZone} />
      </Fact>
    </dl>
  );
}

function Reports({ checked }: { readonly checked: Checked }): JSX.Element {
  const { say, letter, act } = useRelease();
  const count = checked.reports.length;
  return (
    <Round heading={say('release.reports.heading', { count })}>
      <div class="notice warning">
        <p>{say('release.reports.what', { count })}</p>
      </div>
      <details>
        <summary>{say('release.reports.whose')}</summary>
        <p class="small">{say('release.reports.number')}</p>
        <ul class="release-leaving">
          {checked.reports.map((nullifier) => (
            <li key={nullifier} class="release-reported sign-id" dir="ltr">
              {nullifier}
            </li>
          ))}
        </ul>
      </details>
      <Outcome at="round">
        <div class="actions">
          <Button
            onPress={() =>
              void act('round', async () => {
                await approveProposal(organizer(), letter, checked);
                return { key: 'release.reports.done' };
              })
            }
          >
            {say('release.reports.go')}
          </Button>
        </div>
      </Outcome>
    </Round>
  );
}
