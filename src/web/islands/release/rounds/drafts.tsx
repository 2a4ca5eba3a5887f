// Editions that organizers made of this proposal: each held against what was opened here, beside the others, to be agreed to.
// protocol.md#edition
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type EditionDraft, type OpenedNames, signEdition } from '../../../../client/release/editions.js';
import { reviewDraft } from '../../../../client/release/name-list.js';
import { labelsOf } from '../../../../client/release/release-standing.js';
import { decodeEdition } from '../../../../protocol/edition.js';
import { organizer } from '../../organize/flow.js';
import { Button } from '../../organize/parts/button.js';
import { PUBLISHED, useRelease } from '../context.js';
import type { Checked } from '../messages.js';
import { Outcome } from '../parts/outcome.js';
import { OpenAgain } from './open-again.js';
import { listed } from '../parts/said.js';
import { Round } from '../parts/sheet.js';
import type { ProposalProps } from './check.js';
import { EditionFacts } from './facts.js';

export interface DraftsProps extends ProposalProps {
  /** Once the names are open here. */
  readonly checked: Checked | undefined;
  readonly opened: OpenedNames | undefined;
}

export function Drafts({ proposal, checked, opened }: DraftsProps): JSX.Element {
  const { say } = useRelease();
  const { drafts } = proposal;
  const isOpen = checked !== undefined && opened !== undefined;
  return (
    <Round heading={say('release.drafts.heading', { count: drafts.length })}>
      {drafts.length > 1 && <p>{say('release.drafts.differ')}</p>}
      {drafts.map((draft) => (
        <Draft key={draft.digest} draft={draft} checked={checked} opened={opened} />
      ))}
      {isOpen ? (
        <Outcome at="round">
          <OpenAgain proposal={proposal} />
        </Outcome>
      ) : (
        <p>{say('release.drafts.open')}</p>
      )}
    </Round>
  );
}

interface DraftProps extends Omit<DraftsProps, 'proposal'> {
  readonly draft: EditionDraft;
}

function Draft({ draft, checked, opened }: DraftProps): JSX.Element {
  const { say, letter, me, act } = useRelease();
  const { manifest } = letter;
  const reviewed = useMemo(
    () =>
      checked === undefined || opened === undefined ? undefined : reviewDraft(letter, checked, opened, draft),
    [draft.edition, checked, opened],
  );
  // Of thousands of names, neither is done for every drawing.
  const edition = useMemo(() => reviewed?.edition ?? decodeEdition(draft.edition), [draft.edition, reviewed]);
  const isMine = draft.approvedBy.includes(me);
  const others = labelsOf(
    manifest,
    draft.approvedBy.filter((key) => key !== me),
  );
  const isLast = manifest.approvals - draft.approvedBy.length <= 1;
  const agree = (): void => {
    if (checked === undefined) return;
    void act('round', async () => {
      const published = await signEdition(organizer(), letter, checked, draft.edition);
      return published === null ? { key: 'release.edition.signed' } : PUBLISHED;
    });
  };
  return (
    <section class="release-draft">
      <h3>
        {say('release.drafts.by', {
          mine: isMine ? 'yes' : 'no',
          count: others.length,
          by: listed(others),
        })}
      </h3>
      <EditionFacts count={checked?.proposal.count} edition={edition} without={reviewed?.without} />
      {reviewed?.refusal !== undefined && (
        <p class="notice error" role="alert">
          {say('release.drafts.wrong')}
        </p>
      )}
      {isMine && <p class="small">{say('release.edition.same')}</p>}
      {!isMine && reviewed !== undefined && reviewed.refusal === undefined && (
        <>
          {isLast && <p>{say('release.edition.forever')}</p>}
          <div class="actions">
            <Button onPress={agree}>
              {say(isLast ? 'release.drafts.agreePublish' : 'release.drafts.agree')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
