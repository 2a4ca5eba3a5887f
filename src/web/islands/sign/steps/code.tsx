// Second step: the code from her mail, typed, pasted or filled in; it submits itself. protocol.md#challenge
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatTyped, isComplete } from '../../../../client/sign/code.js';
import { useSign } from '../context.js';
import { useNow } from '../moment.js';
import { Button } from '../parts/button.js';
import { Field } from '../parts/field.js';
import { Forget } from '../parts/forget.js';
import { GoOnHere } from '../parts/go-on-here.js';
import { Outcome, Sheet } from '../parts/step.js';
import { Said } from '../said.js';

/** A code in the line in which it was copied. */
const IN_TEXT = /\b[0-9a-z]{4}\p{Pd}[0-9a-z]{4}\b/iu;

export function Code(): JSX.Element | null {
  const { signing, say, flow } = useSign();
  const { standing, isBusy } = flow;
  const asked = standing.step === 'asked' ? standing : undefined;
  const [typed, setTyped] = useState(asked?.code ?? '');
  const submitted = useRef('');

  const submit = (code: string): void => {
    submitted.current = code;
    void flow.run(() => signing.submitCode(code));
  };

  // No answer came to it, before a reload.
  useEffect(() => {
    if (asked !== undefined && asked.code !== '') submit(asked.code);
  }, []);

  if (asked === undefined) return null;

  const type = (input: HTMLInputElement): void => {
    const isAtEnd = input.selectionStart === input.value.length;
    const value = isAtEnd ? formatTyped(input.value) : input.value;
    input.value = value;
    setTyped(value);
    flow.fail(undefined);
    if (isComplete(value) && formatTyped(value) !== submitted.current && !isBusy) submit(formatTyped(value));
  };

  return (
    <Sheet heading={say('sign.code.heading')}>
      <p>
        <Said text="sign.code.sent" parts={{ address: <bdi class="sign-address">{asked.address}</bdi> }} />
      </p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit(typed);
        }}
      >
        <Field
          name="code"
          label={say('sign.code.label')}
          hint={say('sign.code.hint')}
          control={(properties) => (
            <input
              {...properties}
              class="code-input"
              type="text"
              dir="ltr"
              inputMode="text"
              autoComplete="one-time-code"
              autoCapitalize="characters"
              autocorrect="off"
              spellcheck={false}
              enterKeyHint="go"
              value={typed}
              onPaste={(event) => {
                const [code] = IN_TEXT.exec(event.clipboardData?.getData('text') ?? '') ?? [];
                if (code === undefined) return;
                event.preventDefault();
                event.currentTarget.value = code;
                type(event.currentTarget);
              }}
              onInput={(event) => {
                type(event.currentTarget);
              }}
            />
          )}
        />
        <Outcome busy={say('sign.code.checking')}>
          <div class="actions">
            <Button>{say('sign.code.go')}</Button>
          </div>
        </Outcome>
      </form>
      <Nothing address={asked.address} resendAt={asked.resendAt} expiresAt={asked.expiresAt} />
      <GoOnHere />
      <Forget />
    </Sheet>
  );
}

interface NothingProps {
  readonly address: string;
  readonly resendAt: Date;
  readonly expiresAt: Date;
}

/** When nothing comes: junk, a mistyped address, another code, another method. */
function Nothing({ address, resendAt, expiresAt }: NothingProps): JSX.Element {
  const { letter, signing, say, flow } = useSign();
  const now = useNow();
  const seconds = Math.ceil((resendAt.getTime() - now.getTime()) / 1000);
  const other = letter.manifest.issuers.find((issuer) => issuer.method !== 'email-code');
  const again = async (): Promise<void> => {
    await flow.run(async () => {
      const standing = await signing.askAgain();
      flow.tell('sign.code.sentAgain');
      return standing;
    });
  };
  return (
    <section class="sign-help">
      <h3>{say('sign.code.nothingHeading')}</h3>
      {now > expiresAt && <p class="notice warning">{say('sign.code.expired')}</p>}
      <ul>
        <li>{say('sign.code.junk')}</li>
        <li>
          <Said
            text="sign.code.rightAddress"
            parts={{ address: <bdi class="sign-address">{address}</bdi> }}
          />{' '}
          <Button
            look="link"
            onPress={() => {
              flow.go('ask');
            }}
          >
            {say('sign.code.change')}
          </Button>
        </li>
        {other !== undefined && <li>{say('sign.code.otherMethod', { name: other.name })}</li>}
      </ul>
      <div class="actions">
        <Button
          look="quiet"
          isOff={seconds > 0}
          describedBy="sign-again-when"
          onPress={() => {
            void again();
          }}
        >
          {say('sign.code.again')}
        </Button>
        {seconds > 0 && (
          <span class="small soft" aria-hidden="true">
            {say('sign.code.againIn', { seconds })}
          </span>
        )}
      </div>
      <p class="visually-hidden" id="sign-again-when">
        {say('sign.code.againWhen')}
      </p>
    </section>
  );
}
