// The three steps of an organization: who it is and a mailbox, the code, thanks. Nothing of it is kept on the device.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Cosigned } from '../../../client/after/cosign.js';
import {
  askOrganization,
  askOrganizationAgain,
  cosignWith,
  type OrganizationAsked,
} from '../../../client/after/cosigning.js';
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
  const [asked, setAsked] = useState<OrganizationAsked>();
  const [isAsking, setAsking] = useState(true);
  const [done, setDone] = useState<Cosigned>();

  const ask = async (): Promise<void> =>
    flow.run(async () => {
      setAsked(await askOrganization(letter, typed.address, asked));
      setAsking(false);
    });
  const again = async (before: OrganizationAsked): Promise<void> =>
    flow.run(async () => {
      setAsked(await askOrganizationAgain(letter, before));
      flow.tell('cosign.code.sentAgain');
    });
  const submit = async (by: OrganizationAsked, code: string): Promise<void> =>
    flow.run(async () => {
      const { name, kind } = typed;
      setDone(await cosignWith(letter, by, { name: name.trim(), kind }, code));
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
      ) : isAsking || asked === undefined ? (
        <AskStep typed={typed} isFirst={asked === undefined} onChange={setTyped} onAsk={() => void ask()} />
      ) : (
        <CodeStep
          http={letter.http}
          asked={asked}
          onSubmit={(code) => void submit(asked, code)}
          onAgain={() => void again(asked)}
          onBack={() => {
            flow.fail(undefined);
            flow.tell(undefined);
            setAsking(true);
          }}
        />
      )}
    </OrganizeProvider>
  );
}
