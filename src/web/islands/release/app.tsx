// A letter's organizers: her words, then the letter, checked, and the page about it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type ClientLetter, fetchLetter } from '../../../client/letter.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';
import { browserHttp } from '../browser.js';
import { OrganizeProvider, useOrganize } from '../organize/context.js';
import { organizer, useFlow } from '../organize/flow.js';
import { SignInAgain } from '../organize/key/again.js';
import { EnterWords } from '../organize/key/enter.js';
import { Button } from '../organize/parts/button.js';
import { Sheet } from '../organize/parts/sheet.js';
import { endSession, signedIn, signOut } from '../organize/session.js';
import type { Say } from '../say.js';
import { Console } from './console.js';
import { problemOf } from './problem.js';

export interface ReleaseAppProps {
  readonly say: Say;
  /** The letter's. */
  readonly id: string;
}

export function ReleaseApp({ say, id }: ReleaseAppProps): JSX.Element {
  const flow = useFlow(problemOf);
  const [key, setKey] = useState(() => signedIn()?.key);
  const [letter, setLetter] = useState<ClientLetter>();
  const load = (): void => {
    void flow.run(async () => {
      setLetter(await fetchLetter(webPrimitives(), browserHttp(), id));
    });
  };
  useEffect(load, []);

  const begin = (): void => {
    flow.begin();
    setKey(organizer().key);
  };
  const leave = (how: () => void): void => {
    how();
    setKey(undefined);
  };
  return (
    <OrganizeProvider value={{ say, flow }}>
      {key === undefined ? (
        <Sheet heading={say('release.signIn.heading')} isFirst>
          <p>{say('release.signIn.what')}</p>
          <EnterWords onDone={begin} />
        </Sheet>
      ) : letter === undefined ? (
        <Loading onAgain={load} />
      ) : !letter.manifest.organizers.some(({ signingKey }) => signingKey === key) ? (
        <Sheet heading={say('release.notYours.heading')}>
          <p>{say('release.notYours.what')}</p>
          <div class="actions">
            <Button
              onPress={() => {
                leave(endSession);
              }}
            >
              {say('organize.otherWords')}
            </Button>
          </div>
        </Sheet>
      ) : (
        <>
          {flow.isOver && <SignInAgain expected={key} onDone={begin} />}
          <div hidden={flow.isOver}>
            <Console
              key={key}
              letter={letter}
              me={key}
              onLeave={() => {
                leave(signOut);
              }}
            />
          </div>
        </>
      )}
    </OrganizeProvider>
  );
}

/** What is wrong with the letter, if anything is, is said until it is looked at again. */
function Loading({ onAgain }: { readonly onAgain: () => void }): JSX.Element {
  const { say, flow } = useOrganize();
  const { problem } = flow;
  return problem === undefined ? (
    <p class="sign-status" role="status">
      {say('release.loading')}
    </p>
  ) : (
    <Sheet heading={say('release.refused.heading')}>
      <div class="notice error" role="alert">
        {say(problem.key, problem.values)}
      </div>
      <div class="actions">
        <Button look="quiet" onPress={onAgain}>
          {say('organize.tryAgain')}
        </Button>
      </div>
    </Sheet>
  );
}
