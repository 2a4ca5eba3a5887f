// Making a letter: her key, then her letters or the one draft that this page is about.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Say } from '../say.js';
import { OrganizeProvider } from './context.js';
import { DraftApp } from './draft/draft-app.js';
import { organizer, useFlow } from './flow.js';
import { Home } from './home.js';
import { Key } from './key/key.js';
import { SignInAgain } from './key/again.js';
import { signedIn } from './session.js';

export interface OrganizeAppProps {
  readonly say: Say;
  readonly draft: string | undefined;
  readonly asksForInvitation: boolean;
  /** The id of a letter that a new draft takes the place of. */
  readonly copyOf: string | undefined;
}

export function OrganizeApp({ say, draft, asksForInvitation, copyOf }: OrganizeAppProps): JSX.Element {
  const flow = useFlow();
  const [key, setKey] = useState(() => signedIn()?.key);
  const begin = (): void => {
    flow.begin();
    setKey(organizer().key);
  };
  const leave = (): void => {
    setKey(undefined);
  };
  return (
    <OrganizeProvider value={{ say, flow }}>
      {key === undefined ? (
        <Key isInvited={draft !== undefined} onDone={begin} />
      ) : (
        <>
          {flow.isOver && <SignInAgain expected={key} onDone={begin} />}
          <div hidden={flow.isOver}>
            {draft === undefined ? (
              <Home asksForInvitation={asksForInvitation} copyOf={copyOf} onLeave={leave} />
            ) : (
              <DraftApp draft={draft} onLeave={leave} />
            )}
          </div>
        </>
      )}
    </OrganizeProvider>
  );
}
