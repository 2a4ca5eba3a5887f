// The letter itself, with the page that it will be beside it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DraftText } from '../../../../../client/organize/draft-fields.js';
import { tidyLine } from '../../../../../client/organize/tidy-text.js';
import { useOrganize } from '../../context.js';
import { LongLine, Menu } from '../../parts/field.js';
import { Sheet } from '../../parts/sheet.js';
import { idOf, useDeskHere } from '../desk.js';
import type { ChapterProps } from '../editor.js';
import { Preview } from '../preview.js';
import { useProblem } from '../problems.js';
import { languageOptions } from './languages.js';
import { LetterFields } from './letter-fields.js';

export function TextChapter(_: ChapterProps): JSX.Element {
  const { say } = useOrganize();
  const { content, edit, draft } = useDeskHere();
  const problem = useProblem();
  const [isFirst] = useState(() => location.hash === '');
  const letter = content.letter ?? {};
  const change = (changed: DraftText): void => {
    edit({ letter: { language: 'en', ...letter, ...changed } });
  };
  const orNull = (value: string): string | null => (value === '' ? null : value);
  return (
    <div class="organize-write">
      <Sheet heading={say('organize.text.heading')} isFirst={isFirst}>
        <p>{say('organize.text.what')}</p>
        <Menu
          id={idOf('letter.language')}
          label={say('organize.text.language')}
          hint={say('organize.text.languageHint')}
          value={letter.language ?? 'en'}
          options={languageOptions(letter.language ?? 'en')}
          onChange={(language) => {
            change({ language });
          }}
        />
        <LetterFields place="letter" text={letter} onChange={change} />
        <LongLine
          id={idOf('occasion')}
          label={say('organize.text.occasion')}
          hint={say('organize.text.occasionHint')}
          error={problem('occasion')}
          value={content.occasion ?? ''}
          onChange={(value) => {
            edit({ occasion: orNull(value) });
          }}
          onLeave={(value) => {
            edit({ occasion: orNull(tidyLine(value)) });
          }}
        />
        <LongLine
          id={idOf('pressContact')}
          label={say('organize.text.pressContact')}
          hint={say('organize.text.pressContactHint')}
          error={problem('pressContact')}
          value={content.pressContact ?? ''}
          onChange={(value) => {
            edit({ pressContact: orNull(value) });
          }}
          onLeave={(value) => {
            edit({ pressContact: orNull(tidyLine(value)) });
          }}
        />
        {content.supersedes != null && (
          <div class="notice" id={idOf('supersedes')} tabIndex={-1}>
            <p>{say('organize.text.supersedesWhat')}</p>
            <button
              type="button"
              class="link-button"
              onClick={() => {
                edit({ supersedes: null });
              }}
            >
              {say('organize.text.supersedesNot')}
            </button>
          </div>
        )}
      </Sheet>
      <Preview content={content} organizers={draft.organizers.map(({ label }) => label)} text={0} />
    </div>
  );
}
