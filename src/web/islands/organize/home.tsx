// Where an organizer begins: a new letter, a copy of an old one, and those that this device remembers if she wants it to.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DraftFields } from '../../../client/organize/draft-fields.js';
import { fetchLetter } from '../../../client/letter.js';
import { supersedingContent, withoutTimes } from '../../../client/organize/letter-copy.js';
import { letterIdIn } from '../../../client/letter-link.js';
import { myLetters } from '../../../client/organize/my-letters.js';
import { saveDraft, startDraft } from '../../../client/organize/organize.js';
import { useOrganize } from './context.js';
import { organizer } from './flow.js';
import { keepInvite } from './invite.js';
import { takeCopied } from './copied.js';
import { MyLetters } from './my-letters.js';
import { Button } from './parts/button.js';
import { Line, LongLine } from './parts/field.js';
import { Outcome, Sheet } from './parts/sheet.js';
import { signOut } from './session.js';

export interface HomeProps {
  readonly asksForInvitation: boolean;
  readonly copyOf: string | undefined;
  readonly onLeave: () => void;
}

export function Home({ asksForInvitation, copyOf, onLeave }: HomeProps): JSX.Element {
  const { say, flow } = useOrganize();
  const [copied] = useState(takeCopied);
  const [label, setLabel] = useState('');
  const [invitation, setInvitation] = useState('');
  const [old, setOld] = useState(copyOf === undefined ? '' : `${location.origin}/l/${copyOf}`);
  const [remembers, setRemembers] = useState(false);
  useEffect(() => {
    setRemembers(myLetters(() => localStorage).read() !== undefined);
  }, []);

  const content = async (): Promise<DraftFields> => {
    if (copied !== undefined) return withoutTimes(copied);
    if (old.trim() === '') return {};
    const id = letterIdIn(old);
    const { p, http } = organizer();
    return supersedingContent(await fetchLetter(p, http, id ?? ''));
  };
  const start = (): void => {
    if (label.trim() === '') {
      flow.fail({ key: 'organize.error.label', field: 'organize-label' });
      return;
    }
    if (copied === undefined && old.trim() !== '' && letterIdIn(old) === undefined) {
      flow.fail({ key: 'organize.error.oldLetter', field: 'organize-old' });
      return;
    }
    void flow.run(async () => {
      const first = await content();
      const code = asksForInvitation ? invitation.trim() : undefined;
      const { draft, invite, revision } = await startDraft(organizer(), label.trim(), code);
      if (Object.keys(first).length > 0) await saveDraft(organizer(), draft, revision, first);
      keepInvite(draft, invite);
      myLetters(() => localStorage).add(draft);
      location.assign(`/organize/draft/${draft}${location.search}`);
    });
  };

  return (
    <>
      <Sheet heading={say('organize.start.heading')}>
        <p>{say('organize.start.what')}</p>
        {copied !== undefined && <p class="notice">{say('organize.start.copied')}</p>}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            start();
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
          {asksForInvitation && (
            <Line
              id="organize-invitation"
              label={say('organize.start.invitation')}
              hint={say('organize.start.invitationHint')}
              value={invitation}
              isExact
              maxLength={64}
              onChange={(value) => {
                setInvitation(value);
                flow.fail(undefined);
              }}
            />
          )}
          {copied === undefined && (
            <details open={copyOf !== undefined}>
              <summary>{say('organize.start.replace')}</summary>
              <LongLine
                id="organize-old"
                label={say('organize.start.old')}
                hint={say('organize.start.oldHint')}
                value={old}
                isExact
                maxLength={300}
                onChange={(value) => {
                  setOld(value);
                  flow.fail(undefined);
                }}
              />
            </details>
          )}
          <Outcome busy={say('organize.start.busy')}>
            <div class="actions">
              <Button>{say('organize.start.go')}</Button>
            </div>
          </Outcome>
        </form>
      </Sheet>
      <MyLetters remembers={remembers} onChange={setRemembers} />
      <div class="organize-out">
        <Button
          look="link"
          onPress={() => {
            signOut();
            onLeave();
          }}
        >
          {say('organize.signOut')}
        </Button>
        <p class="small soft">{say('organize.signOutWhat')}</p>
      </div>
    </>
  );
}
