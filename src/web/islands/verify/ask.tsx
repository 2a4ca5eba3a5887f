// What is asked for: the file, dropped or chosen, and the letter's id, which never comes from the file.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { letterIdIn } from '../../../client/letter-link.js';
import { sizeInWords } from './in-words.js';
import type { Say } from './texts.js';

export interface Asked {
  readonly file: File;
  readonly id: string;
}

export interface AskProps {
  readonly say: Say;
  readonly letter: string;
  /** Whether this id came with the link. */
  readonly isGiven: boolean;
  readonly onGo: (asked: Asked) => void;
}

type Wrong = 'file' | 'id';

export function Ask({ say, letter, isGiven, onGo }: AskProps): JSX.Element {
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
    const what = chosen === undefined ? 'file' : 'id';
    setWrong(what);
    place.current?.querySelector<HTMLElement>(`#verify-${what}`)?.focus();
  };
  const isOver = useDrop((dropped) => {
    setFile(dropped);
    go(dropped);
  });

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
      <FileField say={say} file={file} isWrong={wrong === 'file'} isOver={isOver} onChoose={setFile} />
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
  readonly isWrong: boolean;
  readonly isOver: boolean;
  readonly onChoose: (file: File | undefined) => void;
}

function FileField({ say, file, isWrong, isOver, onChoose }: FileFieldProps): JSX.Element {
  const isMissing = isWrong && file === undefined;
  return (
    <div class="field verify-drop" data-over={isOver || undefined}>
      <label for="verify-file">{say('verify.choose')}</label>
      <p class="hint" id="verify-file-hint">
        {say('verify.drop')} {say('verify.chooseHint')}
      </p>
      <input
        id="verify-file"
        type="file"
        aria-describedby={`verify-file-hint${isMissing ? ' verify-file-error' : ''}`}
        aria-invalid={isMissing || undefined}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.files?.[0]);
        }}
      />
      {file !== undefined && (
        <p class="verify-chosen">{say('verify.chosen', { name: file.name, size: sizeInWords(file.size) })}</p>
      )}
      {isMissing && (
        <p class="error-text" id="verify-file-error" role="alert">
          {say('verify.fileMissing')}
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

/** Takes a file wherever on the page it is dropped: beside the place, a browser would leave the page and show the file. */
function useDrop(onDrop: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    const over = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const out = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) latest.current(file);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', out);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', out);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
