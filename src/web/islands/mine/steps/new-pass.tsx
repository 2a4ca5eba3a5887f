// To appear by name takes the mailbox once more: another code for the same words, then the change. The steps are those of signing,
// kept on this device until it is recorded, as the mail is read in another app. protocol.md#asking
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { issuerFor } from '../../../../client/issuer.js';
import { canonicalMailbox } from '../../../../protocol/typed-address.js';
import { WorkAhead } from '../../sign/ahead.js';
import { SignProvider, useSign } from '../../sign/context.js';
import { useFlow } from '../../sign/flow.js';
import { AddressField, domainsIn } from '../../sign/parts/address-field.js';
import { Button } from '../../sign/parts/button.js';
import { Forget } from '../../sign/parts/forget.js';
import { Outcome, Sheet } from '../../sign/parts/step.js';
import { Code } from '../../sign/steps/code.js';
import { Ready } from '../../sign/steps/ready.js';
import { RecordedStep } from '../../sign/steps/recorded.js';
import { WordsAfter } from '../../sign/steps/words.js';
import type { MineContext } from '../context.js';

export interface NewPassProps extends Pick<MineContext, 'letter' | 'signing' | 'say'> {
  /** She stopped, and nothing of it is kept. */
  readonly onStop: () => void;
}

export function NewPass({ letter, signing, say, onStop }: NewPassProps): JSX.Element {
  const flow = useFlow(signing);
  const { screen, standing } = flow;
  const isOver = standing.step === 'new';
  useEffect(() => {
    if (isOver) onStop();
  }, [isOver]);
  return <SignProvider value={{ letter, signing, say, flow, changed: undefined }}>{step()}</SignProvider>;

  function step(): JSX.Element {
    if (screen === 'ask') return <AskOnceMore key="ask" />;
    if (screen === 'code') return <Code key="code" />;
    if (screen === 'recorded') return <RecordedStep key="recorded" />;
    if (screen === 'words') return <WordsAfter key="words" />;
    return standing.step === 'sending' ? <Ready key="sending" /> : <Confirm key="confirm" />;
  }
}

/** The address alone: how she appears was chosen before. */
function AskOnceMore(): JSX.Element | null {
  const { letter, signing, say, flow } = useSign();
  const { standing } = flow;
  const isAsking = standing.step === 'asking' || standing.step === 'asked';
  const [address, setAddress] = useState(isAsking ? standing.address : '');
  const ahead = useMemo(() => new WorkAhead(letter), [letter]);
  const issuer = issuerFor(letter, address);
  useEffect(() => void ahead.begin(issuer), [ahead, issuer]);
  useEffect(
    () => () => {
      ahead.stop();
    },
    [ahead],
  );
  if (!isAsking) return null;

  const send = (): void => {
    if (canonicalMailbox(letter.manifest, address) === undefined) {
      flow.fail({
        key: 'sign.error.address',
        values: { domains: domainsIn(letter.manifest) },
        field: 'address',
      });
      return;
    }
    const { draft } = standing;
    void flow.run(async () => signing.ask(address, draft, { issuer, work: await ahead.take(issuer) }));
  };

  return (
    <Sheet heading={say('mine.pass.heading')}>
      <p>{say('mine.pass.what')}</p>
      <div class="notice warning">
        <strong>{say('sign.ask.warningHeading')}</strong>
        <p>{say('sign.ask.warning')}</p>
      </div>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <AddressField
          value={address}
          onChange={(typed) => {
            setAddress(typed);
            if (standing.step === 'asking') flow.keep(() => signing.edit(standing.draft, typed));
          }}
        />
        <Outcome busy={say('sign.ask.sending')}>
          <div class="actions">
            <Button>{say('sign.ask.send')}</Button>
          </div>
        </Outcome>
      </form>
      <Forget />
    </Sheet>
  );
}

/** The mailbox is shown: one press changes it. */
function Confirm(): JSX.Element | null {
  const { signing, say, flow } = useSign();
  const { standing } = flow;
  if (standing.step !== 'passed') return null;
  const { name, title } = standing.draft;
  return (
    <Sheet heading={say('sign.ready.heading')}>
      <p>{say('mine.pass.notYet')}</p>
      <p>{say('mine.pass.asNamed', { name: [name, title].filter(Boolean).join(', ') })}</p>
      <p class="small">{say('sign.appear.printed')}</p>
      <Outcome busy={say('mine.change.busy')}>
        <div class="actions">
          <Button onPress={() => void flow.run(() => signing.sign())}>{say('mine.change.change')}</Button>
        </div>
      </Outcome>
      <Forget />
    </Sheet>
  );
}
