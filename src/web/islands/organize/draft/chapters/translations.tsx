// The letter in other languages: one text is signed, the others say so.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DraftText } from '../../../../../client/organize/draft-fields.js';
import { useOrganize } from '../../context.js';
import { AskBack } from '../../parts/ask-back.js';
import { Button } from '../../parts/button.js';
import { Menu } from '../../parts/field.js';
import { Sheet } from '../../parts/sheet.js';
import { idOf, useDeskHere } from '../desk.js';
import type { ChapterProps } from '../editor.js';
import { Preview } from '../preview.js';
import { languageName, languageOptions } from './languages.js';
import { LetterFields } from './letter-fields.js';

export function TranslationsChapter(_: ChapterProps): JSX.Element {
  const { say } = useOrganize();
  const { content, edit, draft } = useDeskHere();
  const { letter = {}, translations = [] } = content;
  const taken = [letter.language ?? 'en', ...translations.map(({ language }) => language ?? '')];
  const free = languageOptions('', taken);
  const [chosen, setChosen] = useState<string>();
  const [at, setAt] = useState(0);
  const current = Math.min(at, translations.length - 1);
  const text = translations[current];
  const next = free.find(({ value }) => value === chosen)?.value ?? free[0]?.value ?? '';
  const change = (changed: DraftText): void => {
    edit({ translations: translations.map((one, i) => (i === current ? { ...one, ...changed } : one)) });
  };
  return (
    <div class="organize-write">
      <Sheet heading={say('organize.translations.heading')}>
        <p>{say('organize.translations.what')}</p>
        <Menu
          id="organize-language"
          label={say('organize.translations.language')}
          value={next}
          options={free}
          onChange={setChosen}
        />
        <div class="actions">
          <Button
            look="quiet"
            onPress={() => {
              edit({ translations: [...translations, { language: next }] });
              setAt(translations.length);
            }}
          >
            {say('organize.translations.add')}
          </Button>
        </div>
        {translations.length > 1 && (
          <Menu
            id="organize-translation"
            label={say('organize.translations.which')}
            value={current}
            options={translations.map(({ language = '' }, i) => ({
              value: i,
              text: languageName(language),
              lang: language,
            }))}
            onChange={setAt}
          />
        )}
        {text !== undefined && (
          <>
            <h3 lang={text.language} id={idOf(`translations[${current}].language`)} tabIndex={-1}>
              {languageName(text.language ?? '')}
            </h3>
            <LetterFields place={`translations[${current}]`} text={text} onChange={change} />
            <AskBack
              key={text.language}
              id={idOf(`translations[${current}].remove`)}
              look="link"
              go={say('organize.translations.remove', { language: languageName(text.language ?? '') })}
              yes={say('organize.translations.removeYes')}
              onYes={() => {
                edit({ translations: translations.filter((_one, i) => i !== current) });
              }}
            >
              <p>{say('organize.translations.removeSure')}</p>
            </AskBack>
          </>
        )}
      </Sheet>
      {text !== undefined && (
        <Preview
          content={content}
          organizers={draft.organizers.map(({ label }) => label)}
          text={current + 1}
        />
      )}
    </div>
  );
}
