// Who decides about the letter together: who has joined, the link for those who haven't, and how many must agree.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { renewInvite } from '../../../../../client/organize/organize.js';
import { manifestDefaults } from '../../../../../protocol/manifest-defaults.js';
import { useOrganize } from '../../context.js';
import { organizer } from '../../flow.js';
import { forgetInvite, inviteLink, keepInvite, keptInvite } from '../../invite.js';
import { Button } from '../../parts/button.js';
import { Menu } from '../../parts/field.js';
import { Outcome, Sheet } from '../../parts/sheet.js';
import { idOf, useDeskHere } from '../desk.js';
import type { ChapterProps } from '../editor.js';
import { useProblem } from '../problems.js';
import { Leave, People } from './people.js';

export function OrganizersChapter(_: ChapterProps): JSX.Element {
  const { say } = useOrganize();
  const { content, edit, draft } = useDeskHere();
  const problem = useProblem();
  const [invites, setInvites] = useState(0);
  const { organizers } = draft;
  const least = manifestDefaults(content.closesAt, organizers.length).approvals;
  const approvals = content.approvals ?? least;
  const most = Math.max(organizers.length, 2, approvals);
  return (
    <Sheet heading={say('organize.organizers.heading')}>
      <p>{say('organize.organizers.what')}</p>
      <People
        onRemoved={() => {
          forgetInvite(draft.draft);
          setInvites(invites + 1);
        }}
      />
      <Invite key={invites} />
      <Menu
        id={idOf('approvals')}
        label={say('organize.organizers.approvals')}
        hint={say('organize.organizers.approvalsHint')}
        error={problem('approvals')}
        value={approvals}
        options={Array.from({ length: most - 1 }, (_one, i) => i + 2).map((value) => ({
          value,
          text: say('organize.organizers.approvalsOf', { approvals: value, organizers: organizers.length }),
        }))}
        onChange={(chosen) => {
          edit({ approvals: chosen });
        }}
      />
      {organizers.length > 1 && approvals === organizers.length && (
        <p class="notice warning">{say('organize.organizers.all')}</p>
      )}
      <h3>{say('organize.leave.heading')}</h3>
      <p>{say('organize.leave.what')}</p>
      <Leave />
    </Sheet>
  );
}

function Invite(): JSX.Element {
  const { say, flow } = useOrganize();
  const { draft } = useDeskHere();
  const [invite, setInvite] = useState(() => keptInvite(draft.draft));
  const renew = (): void => {
    void flow.run(async () => {
      const made = await renewInvite(organizer(), draft.draft);
      keepInvite(draft.draft, made);
      setInvite(made);
    });
  };
  const link = invite === undefined ? undefined : inviteLink(draft.draft, invite);
  return (
    <>
      <h3>{say('organize.invite.heading')}</h3>
      <p>{say('organize.invite.what')}</p>
      {link !== undefined && (
        <p class="copyable" dir="ltr">
          <code>{link}</code>
        </p>
      )}
      <Outcome>
        <div class="actions">
          {link !== undefined && (
            <Button
              look="quiet"
              onPress={() => {
                void navigator.clipboard.writeText(link).then(
                  () => {
                    flow.tell('organize.invite.copied');
                  },
                  () => {
                    flow.fail({ key: 'organize.invite.notCopied' });
                  },
                );
              }}
            >
              {say('organize.invite.copy')}
            </Button>
          )}
          <Button look={link === undefined ? 'quiet' : 'link'} onPress={renew}>
            {say(link === undefined ? 'organize.invite.make' : 'organize.invite.renew')}
          </Button>
        </div>
      </Outcome>
      <p class="small soft">{say(link === undefined ? 'organize.invite.kept' : 'organize.invite.old')}</p>
    </>
  );
}
