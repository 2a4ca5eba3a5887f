// Whom a text is to, what it is called, and what it says; of the letter and of each translation.
import type { JSX } from 'preact';
import type { DraftText } from '../../../../../client/organize/draft-fields.js';
import { tidyLine, tidyText, tidyTyped } from '../../../../../client/organize/tidy-text.js';
import { useOrganize } from '../../context.js';
import { Button } from '../../parts/button.js';
import { LongLine, Text } from '../../parts/field.js';
import { idOf } from '../desk.js';
import { useFound, useProblem } from '../problems.js';

export interface LetterFieldsProps {
  /** As servers name it: `letter`, `translations[0]`. */
  readonly place: string;
  readonly text: DraftText;
  readonly onChange: (changed: DraftText) => void;
}

const SUMMARY = 140;
const BODY_ROWS = 16;

export function LetterFields({ place, text, onChange }: LetterFieldsProps): JSX.Element {
  const { say } = useOrganize();
  const problem = useProblem();
  const at = useFound()(`${place}.body`)?.values?.['at'];
  const lang = text.language ?? 'en';
  const line = (name: 'addressee' | 'title' | 'summary', label: string, hint: string): JSX.Element => (
    <LongLine
      id={idOf(`${place}.${name}`)}
      label={label}
      hint={hint}
      error={problem(`${place}.${name}`)}
      value={text[name] ?? ''}
      lang={lang}
      onChange={(value) => {
        onChange({ [name]: value });
      }}
      onLeave={(value) => {
        if (tidyLine(value) !== value) onChange({ [name]: tidyLine(value) });
      }}
    />
  );
  const left = SUMMARY - Array.from(text.summary ?? '').length;
  return (
    <>
      {line('addressee', say('organize.text.addressee'), say('organize.text.addresseeHint'))}
      {line('title', say('organize.text.title'), say('organize.text.titleHint'))}
      {line(
        'summary',
        say('organize.text.summary'),
        `${say('organize.text.summaryHint')} ${say('organize.text.summaryLeft', { left })}`,
      )}
      <Text
        id={idOf(`${place}.body`)}
        label={say('organize.text.body')}
        hint={say('organize.text.bodyHint')}
        error={problem(`${place}.body`)}
        value={text.body ?? ''}
        rows={BODY_ROWS}
        lang={lang}
        tidy={tidyTyped}
        onChange={(value) => {
          onChange({ body: value });
        }}
        onLeave={(value) => {
          if (tidyText(value) !== value) onChange({ body: tidyText(value) });
        }}
      >
        {typeof at === 'number' && (
          <p>
            <Button
              look="link"
              onPress={() => {
                showPlace(idOf(`${place}.body`), at);
              }}
            >
              {say('organize.text.showPlace')}
            </Button>
          </p>
        )}
        <details>
          <summary>{say('organize.help.summary')}</summary>
          <dl class="facts organize-help">
            <Example what={say('organize.help.paragraph')} typed={say('organize.help.paragraphTyped')} />
            <Example what={say('organize.help.emphasis')} typed={say('organize.help.emphasisTyped')} />
            <Example what={say('organize.help.heading')} typed={say('organize.help.headingTyped')} />
            <Example what={say('organize.help.list')} typed={say('organize.help.listTyped')} />
            <Example what={say('organize.help.link')} typed={say('organize.help.linkTyped')} />
            <Example what={say('organize.help.note')} typed={say('organize.help.noteTyped')} />
            <Example what={say('organize.help.quote')} typed={say('organize.help.quoteTyped')} />
            <Example what={say('organize.help.table')} typed={say('organize.help.tableTyped')} />
            <Example what={say('organize.help.sign')} typed={say('organize.help.signTyped')} />
          </dl>
          <p class="small">{say('organize.help.not')}</p>
        </details>
      </Text>
    </>
  );
}

/** Takes her to a character of what she wrote, and marks it. */
function showPlace(id: string, at: number): void {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus();
  field.setSelectionRange(at, at + 1);
  const isAt = at / Math.max(field.value.length, 1);
  field.scrollTop = field.scrollHeight * isAt - field.clientHeight / 2;
}

function Example({ what, typed }: { readonly what: string; readonly typed: string }): JSX.Element {
  return (
    <div>
      <dt>{what}</dt>
      <dd>
        <code class="organize-typed" dir="auto">
          {typed}
        </code>
      </dd>
    </div>
  );
}
