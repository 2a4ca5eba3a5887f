// Whoever comes by an invite: under which label the letter will name her.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { RequestError } from '../../../../client/http.js';
import { myLetters } from '../../../../client/organize/my-letters.js';
import { joinDraft } from '../../../../client/organize/organize.js';
import { useOrganize } from '../context.js';
import { organizer } from '../flow.js';
import { keptInvite } from '../invite.js';
import { Button } from '../parts/button.js';
import { Line } from '../parts/field.js';
import { Outcome, Sheet } from '../parts/sheet.js';

export interface JoinProps {
  readonly draft: string;
  readonly onJoined: () => void;
}

export function Join({ draft, onJoined }: JoinProps): JSX.Element {
  const { say, flow } = useOrganize();
  const [label, setLabel] = useState('');
  const join = async (): Promise<void> => {
    try {
      await joinDraft(organizer(), draft, keptInvite(draft) ?? '', label.trim());
    } catch (error) {
      // An answer was lost: she has joined before.
      if (!(error instanceof RequestError) || error.code !== 'already_joined') throw error;
    }
    myLetters(() => localStorage).add(draft);
    // After this one is over: loading is another.
    setTimeout(onJoined);
  };
  return (
    <Sheet heading={say('organize.join.heading')}>
      <p>{say('organize.join.what')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void flow.run(join);
        }}
      >
        <Line
          id="organize-label"
          label={say('organize.label')}
          hint={say('organize.labelHint')}
          value={label}
          maxLength={60}
          onChange={(value) => {
            setLabel(value);
            flow.fail(undefined);
          }}
        />
        <Outcome>
          <div class="actions">
            <Button>{say('organize.join.go')}</Button>
          </div>
        </Outcome>
      </form>
    </Sheet>
  );
}
