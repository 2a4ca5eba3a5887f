// First step: which organization, and a mailbox at its domain.
import type { JSX } from 'preact';
import { ORGANIZATION_KINDS } from '../../../protocol/organization.js';
import { useOrganize } from '../organize/context.js';
import { Button } from '../organize/parts/button.js';
import { Field, Line, Menu } from '../organize/parts/field.js';
import { Outcome, Sheet } from '../organize/parts/sheet.js';
import type { Typed } from './cosign-app.js';

export interface AskStepProps {
  readonly typed: Typed;
  /** Nothing was asked for yet: the focus stays where pages begin. */
  readonly isFirst: boolean;
  readonly onChange: (typed: Typed) => void;
  readonly onAsk: () => void;
}

export function AskStep({ typed, isFirst, onChange, onAsk }: AskStepProps): JSX.Element {
  const { say, flow } = useOrganize();
  const submit = (): void => {
    if (typed.name.trim() === '' || /@|:\/\//.test(typed.name)) {
      flow.fail({ key: 'cosign.error.name', field: 'cosign-name' });
    } else onAsk();
  };
  return (
    <Sheet heading={say('cosign.ask.heading')} isFirst={isFirst}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Line
          id="cosign-name"
          label={say('cosign.ask.name')}
          value={typed.name}
          maxLength={100}
          onChange={(name) => {
            onChange({ ...typed, name });
          }}
        />
        <Menu
          id="cosign-kind"
          label={say('cosign.ask.kind')}
          value={typed.kind}
          options={ORGANIZATION_KINDS.map((value) => ({ value, text: say(`cosign.ask.kind.${value}`) }))}
          onChange={(kind) => {
            onChange({ ...typed, kind });
          }}
        />
        <Field
          id="cosign-address"
          label={say('cosign.ask.address')}
          hint={say('cosign.ask.addressHint')}
          control={(properties) => (
            <input
              {...properties}
              type="email"
              dir="ltr"
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
              spellcheck={false}
              enterKeyHint="send"
              maxLength={254}
              value={typed.address}
              onInput={(event) => {
                onChange({ ...typed, address: event.currentTarget.value });
              }}
            />
          )}
        />
        <p class="small">{say('cosign.ask.who')}</p>
        <Outcome busy={say('cosign.ask.sending')}>
          <div class="actions">
            <Button>{say('cosign.ask.send')}</Button>
          </div>
        </Outcome>
      </form>
    </Sheet>
  );
}
