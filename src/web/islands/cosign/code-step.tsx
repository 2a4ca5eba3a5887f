// Second step: the code from the mail.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatTyped, isComplete } from '../../../client/sign/code.js';
import { useOrganize } from '../organize/context.js';
import { Button } from '../organize/parts/button.js';
import { Field } from '../organize/parts/field.js';
import { Outcome, Sheet } from '../organize/parts/sheet.js';

export interface CodeStepProps {
  readonly address: string;
  readonly onSubmit: (code: string) => void;
  readonly onBack: () => void;
}

export function CodeStep({ address, onSubmit, onBack }: CodeStepProps): JSX.Element {
  const { say, flow } = useOrganize();
  const [code, setCode] = useState('');
  return (
    <Sheet heading={say('cosign.code.heading')}>
      <p>{say('cosign.code.sent', { address })}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete(code)) onSubmit(formatTyped(code));
          else flow.fail({ key: 'cosign.error.code', field: 'cosign-code' });
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
                setCode(event.currentTarget.value);
              }}
            />
          )}
        />
        <Outcome busy={say('cosign.code.going')}>
          <div class="actions">
            <Button>{say('cosign.code.go')}</Button>
            <Button look="quiet" onPress={onBack}>
              {say('cosign.code.back')}
            </Button>
          </div>
        </Outcome>
      </form>
    </Sheet>
  );
}
