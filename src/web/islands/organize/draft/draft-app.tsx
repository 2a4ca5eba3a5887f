// One draft: joining it, writing it, reviewing what it was sealed to, and what became of it.
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Drafting } from '../../../../client/organize/drafting.js';
import { RequestError } from '../../../../client/http.js';
import { useOrganize } from '../context.js';
import { organizer } from '../flow.js';
import { forgetInvite, keptInvite } from '../invite.js';
import { Button } from '../parts/button.js';
import { Outcome, Sheet } from '../parts/sheet.js';
import { endSession } from '../session.js';
import type { DraftStageProps } from './desk.js';
import { Gone } from './gone.js';
import { Join } from './join.js';
import { useDesk } from './use-desk.js';

/** Each is fetched when somebody gets there. */
const STAGES = {
  draft: async () => (await import('./editor.js')).Editor,
  sealed: async () => (await import('./sealed.js')).Sealed,
  open: async () => (await import('./opened.js')).Opened,
};

export interface DraftAppProps {
  readonly draft: string;
  readonly onLeave: () => void;
}

export function DraftApp({ draft, onLeave }: DraftAppProps): JSX.Element {
  const { say, flow } = useOrganize();
  const [drafting, setDrafting] = useState<Drafting>();
  const [isStranger, setStranger] = useState(false);

  const load = (): void => {
    void flow.run(async () => {
      try {
        setDrafting(await Drafting.load(organizer, draft, () => sessionStorage));
        setStranger(false);
      } catch (error) {
        // The same answer for a draft that never was: only an invite lets her try.
        if (!(error instanceof RequestError) || error.code !== 'draft_not_found') throw error;
        setStranger(true);
        if (keptInvite(draft) === undefined) throw error;
      }
    });
  };
  useEffect(load, [draft, flow.isOver]);
  const joined = (): void => {
    forgetInvite(draft);
    setStranger(false);
    load();
  };

  if (drafting !== undefined) return <Stage drafting={drafting} onLeave={onLeave} />;
  if (isStranger && keptInvite(draft) !== undefined) return <Join draft={draft} onJoined={joined} />;
  return (
    <Sheet heading={say(isStranger ? 'organize.draft.notYours' : 'organize.draft.loading')}>
      <Outcome>
        {flow.problem !== undefined && (
          <div class="actions">
            <Button onPress={load}>{say('organize.tryAgain')}</Button>
            <Button
              look="quiet"
              onPress={() => {
                endSession();
                onLeave();
              }}
            >
              {say('organize.otherWords')}
            </Button>
          </div>
        )}
      </Outcome>
    </Sheet>
  );
}

function Stage({
  drafting,
  onLeave,
}: {
  readonly drafting: Drafting;
  readonly onLeave: () => void;
}): JSX.Element {
  const { say, flow } = useOrganize();
  const desk = useDesk(drafting);
  const { state } = desk.draft;
  const isGone = desk.isGone && state !== 'open';
  const [loaded, setLoaded] = useState<{ state: string; Shown: ComponentType<DraftStageProps> }>();
  useEffect(() => {
    void flow.run(async () => {
      const Shown = await STAGES[state]();
      setLoaded({ state, Shown });
    });
  }, [state]);
  if (isGone) return <Gone content={desk.content} />;
  if (loaded?.state !== state) return <Outcome busy={say('organize.draft.loading')} />;
  return <loaded.Shown desk={desk} onLeave={onLeave} />;
}
