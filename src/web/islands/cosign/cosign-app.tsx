// The three steps of an organization: who it is and a mailbox, the code, thanks. Nothing of it is kept on the device.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { askOrganizationCode, cosign } from '../../../client/after/cosign.js';
import type { ClientLetter } from '../../../client/letter.js';
import type { OrganizationKind } from '../../../protocol/organization.js';
import { problemOf } from '../after/problem.js';
import { OrganizeProvider } from '../organize/context.js';
import { useFlow } from '../organize/flow.js';
import { Sheet } from '../organize/parts/sheet.js';
import type { Say } from '../say.js';
import { AskStep } from './ask-step.js';
import { CodeStep } from './code-step.js';

export interface CosignAppProps {
  readonly letter: ClientLetter;
  readonly say: Say;
}

/** What she types of the organization. */
export interface Typed {
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly address: string;
}

export function CosignApp({ letter, say }: CosignAppProps): JSX.Element {
  const flow = useFlow(problemOf);
  const [typed, setTyped] = useState<Typed>({ name: '', kind: 'customer', address: '' });
  const [challenge, setChallenge] = useState<string>();
  const [done, setDone] = useState<{ domain: string; accepted: boolean }>();

  const ask = async (): Promise<void> =>
    flow.run(async () => {
      setChallenge(await askOrganizationCode(letter, typed.address));
    });
  const submit = async (asked: string, code: string): Promise<void> =>
    flow.run(async () => {
      const { name, kind } = typed;
      setDone(await cosign(letter, { name: name.trim(), kind, challenge: asked, code }));
    });

  return (
    <OrganizeProvider value={{ say, flow }}>
      {done !== undefined ? (
        <Sheet heading={say('cosign.done.heading')}>
          <p>
            {done.accepted
              ? say('cosign.done.accepted', { domain: done.domain })
              : say('cosign.done.waits', { domain: done.domain, name: typed.name.trim() })}
          </p>
        </Sheet>
      ) : challenge === undefined ? (
        <AskStep typed={typed} onChange={setTyped} onAsk={() => void ask()} />
      ) : (
        <CodeStep
          address={typed.address.trim()}
          onSubmit={(code) => void submit(challenge, code)}
          onBack={() => {
            flow.fail(undefined);
            setChallenge(undefined);
          }}
        />
      )}
    </OrganizeProvider>
  );
}
