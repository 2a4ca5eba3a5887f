// The twelve words: shown to be saved, before signing later or by name, or after. protocol.md#words
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { tidyWords } from '../../../../client/typed-words.js';
import { useSign } from '../context.js';
import { Button } from '../parts/button.js';
import { TextField } from '../parts/field.js';
import { Outcome, Sheet } from '../parts/step.js';

/** Before she signs: she saves them, or says that she does without. */
export function WordsBefore({ before }: { readonly before: 'now' | 'later' }): JSX.Element {
  const { signing, say, flow } = useSign();
  const goOn = (): void => {
    void flow.run(() => (before === 'later' ? signing.signLater() : signing.sign()));
  };
  return (
    <Sheet heading={say('sign.words.headingBefore')}>
      <p>{say(before === 'later' ? 'sign.words.whyLater' : 'sign.words.whyNamed')}</p>
      <Words words={useMemo(() => signing.words(), [signing])} onSaved={goOn} />
      <p class="small">{say('sign.words.withoutWhat')}</p>
      <Button look="link" onPress={goOn}>
        {say('sign.words.without')}
      </Button>
    </Sheet>
  );
}

/** After it was recorded: the last time that anybody can show them. */
export function WordsAfter(): JSX.Element | null {
  const { say, flow } = useSign();
  const { standing } = flow;
  if (standing.step !== 'recorded' || standing.words === null) return null;
  return (
    <Sheet heading={say('sign.words.headingAfter')}>
      <p>{say('sign.words.whyAfter')}</p>
      <Words
        words={standing.words}
        onSaved={() => {
          history.back();
        }}
      />
      <Button
        look="link"
        onPress={() => {
          history.back();
        }}
      >
        {say('sign.words.back')}
      </Button>
    </Sheet>
  );
}

/** The words, ways to save them, and whether she has: one of them is asked for. */
function Words({ words, onSaved }: { readonly words: string; readonly onSaved: () => void }): JSX.Element {
  const { letter, say, flow } = useSign();
  const list = words.split(' ');
  const [asked] = useState(() => (letter.p.random(1)[0] ?? 0) % list.length);
  const [typed, setTyped] = useState('');

  const check = (): void => {
    if (tidyWords(typed) === list[asked]) onSaved();
    else flow.fail({ key: 'sign.words.wrong', values: { number: asked + 1 }, field: 'words' });
  };

  return (
    <>
      <ol class="words" translate={false}>
        {list.map((word, i) => (
          <li key={i}>{word}</li>
        ))}
      </ol>
      <p class="small">{say('sign.words.secret')}</p>
      <div class="actions">
        <Button
          look="quiet"
          onPress={() => {
            void navigator.clipboard.writeText(words).then(
              () => {
                flow.tell('sign.words.copied');
              },
              () => {
                flow.fail({ key: 'sign.words.notCopied' });
              },
            );
          }}
        >
          {say('sign.words.copy')}
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            print();
          }}
        >
          {say('sign.words.print')}
        </Button>
      </div>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <TextField
          name="words"
          label={say('sign.words.which', { number: asked + 1 })}
          hint={say('sign.words.whichHint')}
          value={typed}
          input={{
            type: 'text',
            autoComplete: 'off',
            autoCapitalize: 'none',
            spellcheck: false,
            maxLength: 20,
          }}
          onChange={(value) => {
            setTyped(value);
            flow.fail(undefined);
          }}
        />
        <Outcome busy={say('sign.ready.sending')}>
          <div class="actions">
            <Button>{say('sign.words.saved')}</Button>
          </div>
        </Outcome>
      </form>
    </>
  );
}
