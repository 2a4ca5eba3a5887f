// The letters that this device remembers: their ids alone, and only if she wants it. What they are called is asked for each time.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { readFields } from '../../../client/organize/draft-fields.js';
import { RequestError } from '../../../client/http.js';
import { myLetters } from '../../../client/organize/my-letters.js';
import { fetchDraft } from '../../../client/organize/organize.js';
import { useOrganize } from './context.js';
import { organizer } from './flow.js';
import { Sheet } from './parts/sheet.js';

export interface MyLettersProps {
  readonly remembers: boolean;
  readonly onChange: (remembers: boolean) => void;
}

interface Found {
  readonly draft: string;
  readonly title: string;
  readonly state: 'draft' | 'sealed' | 'open';
  readonly letter: string | undefined;
}

export function MyLetters({ remembers, onChange }: MyLettersProps): JSX.Element {
  const { say, flow } = useOrganize();
  const [found, setFound] = useState<readonly Found[]>([]);
  const letters = myLetters(() => localStorage);

  useEffect(() => {
    let isCurrent = true;
    void look(letters.read() ?? []).then(
      (all) => {
        if (isCurrent) setFound(all);
      },
      (error: unknown) => flow.ended(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [remembers]);

  return (
    <Sheet heading={say('organize.mine.heading')} isFirst>
      {found.length > 0 && (
        <ul class="organize-letters">
          {found.map(({ draft, title, state, letter }) => (
            <li key={draft}>
              <a
                href={
                  letter === undefined
                    ? `/organize/draft/${draft}${location.search}`
                    : `/organize/letter/${letter}${location.search}`
                }
                dir="auto"
              >
                {title === '' ? say('organize.mine.untitled') : title}
              </a>{' '}
              <span class="soft">{say('organize.mine.state', { state })}</span>
            </li>
          ))}
        </ul>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={remembers}
          onChange={(event) => {
            const isWanted = event.currentTarget.checked;
            if (isWanted) letters.begin([]);
            else letters.forget();
            if (!isWanted) setFound([]);
            onChange(isWanted);
          }}
        />
        <span>{say('organize.mine.remember')}</span>
      </label>
      <p class="small soft">{say('organize.mine.rememberWhat')}</p>
      <p class="small">{say('organize.mine.byLink')}</p>
    </Sheet>
  );
}

/** Drafts that are there for her: those of other words, and those that are over, aren't. */
async function look(drafts: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const draft of drafts) {
    try {
      const { content, state, letter } = await fetchDraft(organizer(), draft);
      const title = readFields(content).letter?.title ?? '';
      found.push({ draft, title, state, letter: letter ?? undefined });
    } catch (error) {
      if (!(error instanceof RequestError) || error.code !== 'draft_not_found') throw error;
    }
  }
  return found;
}
