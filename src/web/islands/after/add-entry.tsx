// A new entry: what it is, when, in a sentence, with a link.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addEntry } from '../../../client/after/after.js';
import { ENTRY_KINDS, type EntryKind } from '../../../protocol/timeline.js';
import { useOrganize } from '../organize/context.js';
import { Button } from '../organize/parts/button.js';
import { Field, Line, Menu } from '../organize/parts/field.js';
import type { Act, AfterReleaseProps } from './after-release.js';

const MOST_CHARACTERS = 500;

export function AddEntry({ organizer, letter, act }: AfterReleaseProps & { readonly act: Act }): JSX.Element {
  const { say } = useOrganize();
  const today = letter.http.now().toISOString().slice(0, 10);
  const [kind, setKind] = useState<EntryKind>('delivered');
  const [day, setDay] = useState(today);
  const [text, setText] = useState('');
  const [link, setLink] = useState('');
  const add = async (): Promise<void> => {
    const typed = link.trim();
    const added = { kind, day, text: text.trim(), ...(typed === '' ? {} : { link: typed }) };
    if (!(await act(() => addEntry(organizer(), letter, added), 'after.form.added'))) return;
    setText('');
    setLink('');
  };
  return (
    <form
      class="after"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h3>{say('after.form.add')}</h3>
      <Menu
        id="after-kind"
        label={say('after.form.kind')}
        value={kind}
        options={ENTRY_KINDS.map((value) => ({ value, text: say(`after.form.kind.${value}`) }))}
        onChange={setKind}
      />
      <Field
        id="after-day"
        label={say('after.form.day')}
        control={(properties) => (
          <input
            {...properties}
            type="date"
            value={day}
            onInput={(event) => {
              setDay(event.currentTarget.value);
            }}
          />
        )}
      />
      <Line
        id="after-text"
        label={say('after.form.text')}
        hint={say('after.form.textHint')}
        value={text}
        onChange={setText}
        maxLength={MOST_CHARACTERS}
        lang={letter.manifest.letter.language}
      />
      <Line
        id="after-link"
        label={say('after.form.link')}
        hint={say('after.form.linkHint')}
        value={link}
        onChange={setLink}
        maxLength={MOST_CHARACTERS}
        isExact
      />
      <div class="actions">
        <Button>{say('after.form.go')}</Button>
      </div>
    </form>
  );
}
