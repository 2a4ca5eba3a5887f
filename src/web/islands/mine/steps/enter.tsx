// Who comes back: with twelve words, with a pass, or with what this device keeps. protocol.md#words
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { servedElsewhere } from '../../../../client/letter.js';
import { returningSigner } from '../../../../client/mine/mine.js';
import { looksLikePass } from '../../../../client/sign/pass.js';
import { tidyWords, wrongIn } from '../../../../client/typed-words.js';
import { Button } from '../../sign/parts/button.js';
import { Field } from '../../sign/parts/field.js';
import { PassFile, readPassFile } from '../../sign/parts/pass-file.js';
import { Outcome, Sheet } from '../../sign/parts/step.js';
import { lookUp, useMine } from '../context.js';
import type { Screen } from '../flow.js';
import { problemOfWords } from '../wrong-words.js';
import { ForgetHere } from './forget-here.js';
import { KeptHere } from './kept-here.js';

/** `pass`: what stood in the page's address is taken without being asked for. */
export function Enter({ pass }: { readonly pass: string | undefined }): JSX.Element {
  const { letter, signing, say, flow } = useMine();
  const [text, setText] = useState('');
  const home = servedElsewhere(letter);

  const takePass = async (carried: string): Promise<Screen> => {
    // So that nothing is lost if it can't be taken yet.
    setText(carried);
    const isNew = signing.resume().step === 'new';
    await signing.takePass(carried);
    setText('');
    return { at: 'carried', isNew };
  };

  const take = (typed: string): void => {
    if (looksLikePass(typed)) {
      void flow.run(() => takePass(typed));
      return;
    }
    const words = tidyWords(typed);
    const wrong = wrongIn(words);
    if (wrong !== undefined) {
      flow.fail(problemOfWords(wrong));
      return;
    }
    void flow.run(async () => {
      const screen = await lookUp(letter, await returningSigner(letter, words));
      setText('');
      return screen;
    });
  };

  useEffect(() => {
    if (pass !== undefined) take(pass);
  }, []);

  return (
    <Sheet heading={say('mine.enter.heading')} isFirst={flow.isFirst && pass === undefined}>
      {home !== undefined && (
        <div class="notice warning">
          <p>{say('sign.ask.elsewhere', home)}</p>
        </div>
      )}
      <KeptHere />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          take(text);
        }}
      >
        <Field
          name={flow.problem?.field === 'pass' ? 'pass' : 'words'}
          label={say('mine.enter.label')}
          hint={say('mine.enter.hint')}
          control={(properties) => (
            <textarea
              {...properties}
              rows={3}
              value={text}
              autoComplete="off"
              autoCapitalize="none"
              spellcheck={false}
              translate={false}
              onInput={(event) => {
                setText(event.currentTarget.value);
                flow.fail(undefined);
              }}
            />
          )}
        />
        <Outcome busy={say('mine.enter.busy')}>
          <div class="actions">
            <Button>{say('mine.enter.go')}</Button>
            <PassFile
              onChoose={(file) => {
                void flow.run(async () => takePass(await readPassFile(file)));
              }}
            >
              {say('mine.enter.file')}
            </PassFile>
          </div>
        </Outcome>
      </form>
      <details>
        <summary>{say('mine.enter.lostSummary')}</summary>
        <p>{say('mine.enter.lost')}</p>
      </details>
      <ForgetHere />
    </Sheet>
  );
}
