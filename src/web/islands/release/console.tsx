// An open letter and its release: how it stands, the round that it is in, what is published, and how it can end.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClientLetter } from '../../../client/letter.js';
import { lastSeen } from '../../../client/release/last-seen.js';
import { actingIn, standingIn } from '../../../client/release/release-standing.js';
import { AfterRelease } from '../after/after-release.js';
import { useOrganize } from '../organize/context.js';
import { organizer } from '../organize/flow.js';
import { Button } from '../organize/parts/button.js';
import { type Note, type Place, type ReleaseContext, ReleaseProvider } from './context.js';
import { useDesk } from './desk.js';
import { Editions } from './editions/editions.js';
import { End } from './end/end.js';
import { Rounds } from './rounds/rounds.js';
import { FactsSheet } from './facts.js';
import { StandingSheet } from './standing.js';
import { useReleaseView } from './view.js';

export interface ConsoleProps {
  readonly letter: ClientLetter;
  /** Her signing key, base64url. */
  readonly me: string;
  readonly onLeave: () => void;
}

export function Console({ letter, me, onLeave }: ConsoleProps): JSX.Element {
  const { say, flow } = useOrganize();
  const { view, look } = useReleaseView(letter, flow.ended);
  const desk = useDesk(letter);
  const [place, setPlace] = useState<Place>('standing');
  const [note, setNote] = useState<Note>();
  const [hasActed, setActed] = useState(false);
  const seen = useRef(lastSeen(letter.id, () => sessionStorage));

  useEffect(() => {
    void flow.run(look);
  }, []);
  useEffect(() => {
    if (view === undefined) return;
    seen.current.see(view, letter.http.now());
    // What was worked out of it is of no use to anybody any more.
    if (view.proposal === undefined) void desk.forget();
  }, [view]);

  const act: ReleaseContext['act'] = async (where, action) => {
    setPlace(where);
    setNote(undefined);
    setActed(true);
    await flow.run(async () => {
      try {
        const told = await action();
        if (told?.place !== undefined) setPlace(told.place);
        await look();
        setNote(told);
      } catch (error) {
        // What went wrong often went wrong because others did something meanwhile.
        await look().catch(() => undefined);
        throw error;
      }
    });
  };

  if (view === undefined) {
    const { problem } = flow;
    return problem === undefined ? (
      <p class="sign-status" role="status">
        {say('release.loading')}
      </p>
    ) : (
      <div class="step organize-sheet">
        <div class="notice error" role="alert">
          {say(problem.key, problem.values)}
        </div>
        <div class="actions">
          <Button look="quiet" onPress={() => void flow.run(look)}>
            {say('release.refresh')}
          </Button>
        </div>
      </div>
    );
  }
  const { manifest } = letter;
  const opened = desk.opened === undefined ? undefined : desk.checked?.id;
  const now = letter.http.now();
  const context: ReleaseContext = {
    say,
    flow,
    letter,
    me,
    view,
    standing: standingIn(manifest, view, me, { opened, now }),
    acting: actingIn(manifest, view, me, now),
    desk,
    place,
    note,
    act,
    leads: hasActed && place === 'round',
  };
  return (
    <ReleaseProvider value={context}>
      <StandingSheet hasDied={seen.current.hasDied} wasReported={seen.current.wasReported} />
      <Rounds />
      <Editions />
      {view.editions.length > 0 && <AfterRelease organizer={organizer} letter={letter} />}
      <FactsSheet />
      <End />
      <div class="organize-out">
        <Button look="quiet" onPress={onLeave}>
          {say('release.signOut')}
        </Button>
        <p class="small soft">{say('organize.signOutWhat')}</p>
      </div>
    </ReleaseProvider>
  );
}
