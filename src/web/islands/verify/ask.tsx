// What is asked for: the file, dropped or chosen, and the letter's id, which never comes from the file.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { letterIdIn } from '../../../client/letter-link.js';
import { sizeInWords } from './in-words.js';
import type { Say } from './texts.js';
import type { Dropped, WrongFile } from './use-drop.js';

export interface Asked {
  readonly file: File;
  readonly id: string;
}

export interface AskProps {
  readonly say: Say;
  readonly letter: string;
  /** Whether this id came with the link. */
  readonly isGiven: boolean;
  /** Whether something is held over the page. */
  readonly isOver: boolean;
  /** What was dropped last. */
  readonly dropped: Dropped | undefined;
  readonly onGo: (asked: Asked) => void;
}

/** Why nothing can be checked yet, as a sentence beside the field. */
type Wrong = WrongFile | 'id';

export function Ask({ say, letter, isGiven, isOver, dropped, onGo }: AskProps): JSX.Element {
  const [file, setFile] = useState<File>();
  const [text, setText] = useState(letter);
  const [wrong, setWrong] = useState<Wrong>();
  const place = useRef<HTMLFormElement>(null);

  const go = (chosen: File | undefined): void => {
    const id = letterIdIn(text);
    if (chosen !== undefined && id !== undefined) {
      onGo({ file: chosen, id });
      return;
    }
    refuse(chosen === undefined ? 'verify.fileMissing' : 'id');
  };
  const refuse = (what: Wrong): void => {
    setWrong(what);
    place.current?.querySelector<HTMLElement>(what === 'id' ? '#verify-id' : '#verify-file')?.focus();
  };
  useEffect(() => {
    if (dropped === undefined) return;
    const { found } = dropped;
    setFile(typeof found === 'string' ? undefined : found);
    if (typeof found === 'string') refuse(found);
    else go(found);
  }, [dropped]);

  return (
    <form
      ref={place}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        go(file);
      }}
    >
      <h2 class="visually-hidden" tabIndex={-1}>
        {say('verify.title')}
      </h2>
      <FileField
        say={say}
        file={file}
        wrong={wrong === 'id' ? undefined : wrong}
        isOver={isOver}
        onChoose={(chosen) => {
          setFile(chosen);
          setWrong(undefined);
        }}
      />
      <IdField
        say={say}
        text={text}
        isWrong={wrong === 'id'}
        isGiven={isGiven && text === letter && letter !== ''}
        onType={(typed) => {
          setText(typed);
          setWrong(undefined);
        }}
      />
      <details>
        <summary>{say('verify.idWhy')}</summary>
        <p>{say('verify.idBecause')}</p>
      </details>
      <div class="actions">
        <button type="submit" class="button">
          {say('verify.go')}
        </button>
      </div>
    </form>
  );
}

interface FileFieldProps {
  readonly say: Say;
  readonly file: File | undefined;
  readonly wrong: WrongFile | undefined;
  readonly isOver: boolean;
  readonly onChoose: (file: File | undefined) => void;
}

function FileField({ say, file, wrong, isOver, onChoose }: FileFieldProps): JSX.Element {
  return (
    <div class="field verify-drop" data-over={isOver || undefined}>
      <label for="verify-file">{say('verify.choose')}</label>
      <p class="hint" id="verify-file-hint">
        {say('verify.drop')} {say('verify.chooseHint')}
      </p>
      <input
        id="verify-file"
        type="file"
        aria-describedby={`verify-file-hint${wrong ? ' verify-file-error' : ''}`}
        aria-invalid={wrong !== undefined || undefined}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.files?.[0]);
        }}
      />
      {file !== undefined && (
        <p class="verify-chosen">{say('verify.chosen', { name: file.name, size: sizeInWords(file.size) })}</p>
      )}
      {wrong !== undefined && (
        <p class="error-text" id="verify-file-error" role="alert">
          {say(wrong)}
        </p>
      )}
    </div>
  );
}

interface IdFieldProps {
  readonly say: Say;
  readonly text: string;
  readonly isWrong: boolean;
  readonly isGiven: boolean;
  readonly onType: (text: string) => void;
}

function IdField({ say, text, isWrong, isGiven, onType }: IdFieldProps): JSX.Element {
  return (
    <div class="field">
      <label for="verify-id">{say('verify.id')}</label>
      <p class="hint" id="verify-id-hint">
        {say(isGiven ? 'verify.idFromLink' : 'verify.idHint')}
      </p>
      <textarea
        id="verify-id"
        class="verify-id"
        rows={2}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="none"
        spellcheck={false}
        maxLength={300}
        value={text}
        aria-describedby={`verify-id-hint${isWrong ? ' verify-id-error' : ''}`}
        aria-invalid={isWrong || undefined}
        onInput={({ currentTarget }) => {
          onType(currentTarget.value);
        }}
        onKeyDown={(event) => {
          // One line that may be broken for the eye: Enter sends it, as in any field of one line.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      {isWrong && (
        <p class="error-text" id="verify-id-error" role="alert">
          {say('verify.idWrong')}
        </p>
      )}
    </div>
  );
}
