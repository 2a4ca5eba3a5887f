// The organizers of a draft: who has joined, and how one of them goes, until it is sealed.
import type { JSX } from 'preact';
import { forgetDrafting } from '../../../../../client/organize/drafting.js';
import { myLetters } from '../../../../../client/organize/my-letters.js';
import { removeOrganizer } from '../../../../../client/organize/organize.js';
import { useOrganize } from '../../context.js';
import { organizer } from '../../flow.js';
import { AskBack } from '../../parts/ask-back.js';
import { idOf, useDeskHere } from '../desk.js';

export interface PeopleProps {
  /** Another was removed, and the invite with her. */
  readonly onRemoved: () => void;
}

export function People({ onRemoved }: PeopleProps): JSX.Element {
  const { say, flow } = useOrganize();
  const { draft, refresh } = useDeskHere();
  const { organizers } = draft;
  const own = organizer().key;
  const isFirst = organizers[0]?.signingKey === own;
  const remove = (key: string): void => {
    void flow.run(async () => {
      await removeOrganizer(organizer(), draft.draft, key);
      onRemoved();
      await refresh();
    });
  };
  return (
    <ul class="organize-people" id={idOf('organizers')} tabIndex={-1}>
      {organizers.map(({ label, signingKey }, i) => (
        <li key={signingKey}>
          <bdi>{label}</bdi>{' '}
          {(i === 0 || signingKey === own) && (
            <span class="soft">
              {say('organize.organizers.who', {
                who: signingKey !== own ? 'other' : i === 0 ? 'both' : 'you',
              })}
            </span>
          )}
          {isFirst && signingKey !== own && (
            <AskBack
              id={`remove-${signingKey}`}
              look="link"
              go={say('organize.organizers.remove', { label })}
              yes={say('organize.organizers.removeYes', { label })}
              onYes={() => {
                remove(signingKey);
              }}
            >
              <p>{say('organize.organizers.removeSure', { label })}</p>
            </AskBack>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Leaves the draft: to the others, if there are any. */
export function Leave(): JSX.Element {
  const { say, flow } = useOrganize();
  const { draft, save } = useDeskHere();
  const count = draft.organizers.length;
  const leave = (): void => {
    void flow.run(async () => {
      // What she wrote is the others'.
      if (count > 1) await save();
      await removeOrganizer(organizer(), draft.draft, organizer().key);
      myLetters(() => localStorage).remove(draft.draft);
      forgetDrafting(() => sessionStorage, draft.draft);
      location.assign(`/organize${location.search}`);
    });
  };
  return (
    <AskBack
      id="leave"
      look="link"
      go={say('organize.leave.go')}
      yes={say('organize.leave.yes', { count })}
      onYes={leave}
    >
      <p>{say('organize.leave.sure', { count })}</p>
    </AskBack>
  );
}
