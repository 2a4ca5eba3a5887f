// Writing a draft: a sheet for each chapter, and how it is saved.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useOrganize } from '../context.js';
import { Button } from '../parts/button.js';
import { signOut } from '../session.js';
import { AppearChapter } from './chapters/appear.js';
import { OrganizersChapter } from './chapters/organizers.js';
import { ReviewChapter } from './chapters/review.js';
import { TermsChapter } from './chapters/terms.js';
import { TextChapter } from './chapters/text.js';
import { TranslationsChapter } from './chapters/translations.js';
import { WorkplacesChapter } from './chapters/workplaces.js';
import { Conflicts } from './conflicts.js';
import { type Desk, DeskProvider, type DraftStageProps } from './desk.js';

const CHAPTERS = {
  organizers: { name: 'organize.chapter.organizers', Shown: OrganizersChapter },
  text: { name: 'organize.chapter.text', Shown: TextChapter },
  translations: { name: 'organize.chapter.translations', Shown: TranslationsChapter },
  workplaces: { name: 'organize.chapter.workplaces', Shown: WorkplacesChapter },
  terms: { name: 'organize.chapter.terms', Shown: TermsChapter },
  appear: { name: 'organize.chapter.appear', Shown: AppearChapter },
  review: { name: 'organize.chapter.review', Shown: ReviewChapter },
} as const;

export type Chapter = keyof typeof CHAPTERS;

const NAMES = Object.keys(CHAPTERS) as readonly Chapter[];
const PREFIX = '#chapter-';

/** Where a link to a chapter leads; with the id of a field of it, there. */
function chapterLink(chapter: Chapter): string {
  return `${PREFIX}${chapter}`;
}

export function Editor({ desk, onLeave }: DraftStageProps): JSX.Element {
  const { say } = useOrganize();
  const [chapter, setChapter] = useState(chapterNow);
  const [field, setField] = useState<string>();
  useEffect(() => {
    const moved = (): void => {
      setChapter(chapterNow());
    };
    addEventListener('hashchange', moved);
    return () => {
      removeEventListener('hashchange', moved);
    };
  }, []);
  useEffect(() => {
    if (field === undefined) return;
    const found = document.getElementById(field);
    found?.focus();
    found?.scrollIntoView({ block: 'center' });
    setField(undefined);
  }, [field, chapter]);
  const go = (to: Chapter, id?: string): void => {
    location.hash = chapterLink(to);
    setChapter(to);
    setField(id);
  };
  const { Shown } = CHAPTERS[chapter];
  const next = NAMES[NAMES.indexOf(chapter) + 1];
  return (
    <DeskProvider value={desk}>
      <nav class="organize-chapters" aria-label={say('organize.chapters')}>
        <ol>
          {NAMES.map((one) => (
            <li key={one}>
              <a href={chapterLink(one)} aria-current={one === chapter ? 'step' : undefined}>
                {say(CHAPTERS[one].name)}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <SavingLine desk={desk} />
      <Conflicts />
      <Shown key={chapter} onGo={go} />
      <div class="organize-out">
        {next !== undefined && (
          <a class="button" href={chapterLink(next)}>
            {say('organize.next', { chapter: say(CHAPTERS[next].name) })}
          </a>
        )}
        <Button
          look="link"
          onPress={() => {
            void desk
              .save()
              .catch(() => undefined)
              .then(() => {
                signOut();
                onLeave();
              });
          }}
        >
          {say('organize.signOut')}
        </Button>
        <p class="small soft">{say('organize.draft.alone')}</p>
      </div>
    </DeskProvider>
  );
}

export interface ChapterProps {
  readonly onGo: (chapter: Chapter, field?: string) => void;
}

function SavingLine({ desk }: { readonly desk: Desk }): JSX.Element {
  const { say } = useOrganize();
  const { saving, failure } = desk;
  return (
    <div class="organize-saving">
      <p class={saving === 'failed' ? 'error-text' : 'small soft'} role="status">
        {failure === undefined
          ? say('organize.saving', { saving })
          : say('organize.notSaved', { why: say(failure.key, failure.values) })}
      </p>
    </div>
  );
}

function chapterNow(): Chapter {
  return NAMES.find((one) => location.hash === chapterLink(one)) ?? 'text';
}
