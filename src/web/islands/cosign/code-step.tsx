// Second step: the code from the mail, typed or pasted; it submits itself. protocol.md#organizations
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { OrganizationAsked } from '../../../client/after/cosigning.js';
import type { Http } from '../../../client/http.js';
import { formatTyped, isComplete } from '../../../client/sign/code.js';
import { isolated } from '../isolated.js';
import { useOrganize } from '../organize/context.js';
import { Button } from '../organize/parts/button.js';
import { Field } from '../organize/parts/field.js';
import { Outcome, Sheet } from '../organize/parts/sheet.js';
import { Nothing } from './nothing.js';

export interface CodeStepProps {
  readonly http: Http;
  readonly asked: OrganizationAsked;
  readonly onSubmit: (code: string) => void;
  readonly onAgain: () => void;
  readonly onBack: () => void;
}

export function CodeStep({ asked, onSubmit, ...others }: CodeStepProps): JSX.Element {
  const { say, flow } = useOrganize();
  const [code, setCode] = useState('');
  const submitted = useRef('');
  const submit = (whole: string): void => {
    submitted.current = whole;
    onSubmit(whole);
  };
  const type = (input: HTMLInputElement): void => {
    const isAtEnd = input.selectionStart === input.value.length;
    const value = isAtEnd ? formatTyped(input.value) : input.value;
    input.value = value;
    setCode(value);
    flow.fail(undefined);
    const whole = formatTyped(value);
    if (isComplete(value) && whole !== submitted.current && !flow.isBusy) submit(whole);
  };
  return (
    <Sheet heading={say('cosign.code.heading')}>
      <p>{say('cosign.code.sent', { address: isolated(asked.address.trim()) })}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete(code)) submit(formatTyped(code));
          else flow.fail({ key: 'cosign.error.incomplete', field: 'cosign-code' });
        }}
      >
        <Field
          id="cosign-code"
          label={say('cosign.code.label')}
          hint={say('cosign.code.hint')}
          control={(properties) => (
            <input
              {...properties}
              class="code-input"
              type="text"
              dir="ltr"
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellcheck={false}
              enterKeyHint="go"
              value={code}
              onInput={(event) => {
                type(event.currentTarget);
              }}
            />
          )}
        />
        <Outcome busy={say('cosign.code.going')}>
          <div class="actions">
            <Button>{say('cosign.code.go')}</Button>
          </div>
        </Outcome>
      </form>
      <Nothing asked={asked} {...others} />
    </Sheet>
  );
}
