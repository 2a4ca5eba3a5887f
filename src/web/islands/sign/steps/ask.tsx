// First step: how she appears, who could see what, and where the code goes. The work is done meanwhile. protocol.md#asking
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { issuerFor } from '../../../../client/issuer.js';
import { type Draft, ANONYMOUS_DRAFT } from '../../../../client/kept.js';
import { servedElsewhere } from '../../../../client/letter.js';
import { canonicalMailbox } from '../../../../protocol/typed-address.js';
import { WorkAhead } from '../ahead.js';
import { useSign } from '../context.js';
import { AddressField, domainsIn } from '../parts/address-field.js';
import { Appear } from '../parts/appear.js';
import { Button } from '../parts/button.js';
import { ChangedHere, ExactTextBelow } from '../parts/exact-text.js';
import { Forget } from '../parts/forget.js';
import { GoOnHere } from '../parts/go-on-here.js';
import { Outcome, Sheet } from '../parts/step.js';

export function Ask(): JSX.Element {
  const { letter, signing, say, flow, changed } = useSign();
  const { standing } = flow;
  const before = 'draft' in standing ? standing.draft : ANONYMOUS_DRAFT;
  const [draft, setDraft] = useState(before);
  const [address, setAddress] = useState('address' in standing ? standing.address : '');
  const ahead = useMemo(() => new WorkAhead(letter), [letter]);
  const issuer = issuerFor(letter, address);
  const home = servedElsewhere(letter);

  useEffect(() => void ahead.begin(issuer), [ahead, issuer]);
  useEffect(() => {
    return () => {
      ahead.stop();
    };
  }, [ahead]);

  const edit = (next: Draft, typed: string): void => {
    setDraft(next);
    setAddress(typed);
    flow.keep(() => signing.edit(next, typed));
  };

  const send = (): void => {
    if (canonicalMailbox(letter.manifest, address) === undefined) {
      flow.fail({
        key: 'sign.error.address',
        values: { domains: domainsIn(letter.manifest) },
        field: 'address',
      });
      return;
    }
    void flow.run(async () => signing.ask(address, draft, { issuer, work: await ahead.take(issuer) }));
  };

  return (
    <Sheet heading={say('sign.ask.heading')}>
      <ChangedHere />
      {changed !== undefined && <ExactTextBelow />}
      {home !== undefined && (
        <div class="notice warning">
          <p>{say('sign.ask.elsewhere', home)}</p>
        </div>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Appear
          draft={draft}
          onChange={(next) => {
            edit(next, address);
          }}
        />
        <div class="notice warning">
          <strong>{say('sign.ask.warningHeading')}</strong>
          <p>{say('sign.ask.warning')}</p>
          <details>
            <summary>{say('sign.ask.laptopSummary')}</summary>
            <p>{say('sign.ask.laptop')}</p>
          </details>
        </div>
        {!signing.isLasting && <p class="notice">{say('sign.ask.notLasting')}</p>}
        <AddressField
          value={address}
          onChange={(typed) => {
            edit(draft, typed);
          }}
        />
        <Outcome busy={say('sign.ask.sending')}>
          <div class="actions">
            <Button>{say('sign.ask.send')}</Button>
            {standing.step === 'asked' && (
              <Button
                look="quiet"
                onPress={() => {
                  flow.go('code');
                }}
              >
                {say('sign.ask.haveCode')}
              </Button>
            )}
          </div>
        </Outcome>
      </form>
      {changed === undefined && <ExactTextBelow />}
      <GoOnHere />
      <Forget />
    </Sheet>
  );
}
