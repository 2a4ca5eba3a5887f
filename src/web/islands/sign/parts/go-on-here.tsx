// For whoever began on another device: going on with twelve words or a pass. protocol.md#words
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ClientError } from '../../../../client/client-error.js';
import { looksLikePass } from '../../../../client/sign/pass.js';
import type { Signing } from '../../../../client/sign/signing.js';
import type { Standing } from '../../../../client/sign/standing.js';
import { useSign } from '../context.js';
import { Button } from './button.js';
import { Field } from './field.js';
import { PassFile, readPassFile } from './pass-file.js';

export function GoOnHere(): JSX.Element {
  const { say, signing, flow } = useSign();
  const [text, setText] = useState('');

  const take = async (typed: string): Promise<void> => {
    if (looksLikePass(typed)) {
      await flow.run(() => signing.takePass(typed));
      return;
    }
    await flow.run(() => {
      const standing = beginWith(signing, typed);
      flow.tell('sign.goOn.taken');
      setText('');
      return standing;
    });
  };

  return (
    <details>
      <summary>{say('sign.goOn.summary')}</summary>
      <p>{say('sign.goOn.what')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void take(text);
        }}
      >
        <Field
          name={flow.problem?.field === 'pass' ? 'pass' : 'words'}
          label={say('sign.goOn.label')}
          control={(properties) => (
            <textarea
              {...properties}
              rows={3}
              value={text}
              autoComplete="off"
              autoCapitalize="none"
              spellcheck={false}
              onInput={(event) => {
                setText(event.currentTarget.value);
              }}
            />
          )}
        />
        <div class="actions">
          <Button look="quiet">{say('sign.goOn.take')}</Button>
          <PassFile
            onChoose={(file) => {
              void flow.run(async () => signing.takePass(await readPassFile(file)));
            }}
          >
            {say('sign.goOn.file')}
          </PassFile>
        </div>
      </form>
    </details>
  );
}

/** Codes that were asked for with other words are nothing to lose: what she typed stays. */
function beginWith(signing: Signing, words: string): Standing {
  const before = signing.resume();
  try {
    return signing.begin(words);
  } catch (error) {
    const isInTheWay = error instanceof ClientError && error.code === 'already_begun';
    if (!isInTheWay || before.step !== 'asked') throw error;
    signing.forget();
    signing.begin(words);
    return signing.edit(before.draft, before.address);
  }
}
