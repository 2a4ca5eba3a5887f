// Before the letter is sealed: everything that is missing, by where it is; then it is frozen.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { manifestDefaults } from '../../../../../protocol/manifest-defaults.js';
import { sealDraft } from '../../../../../client/organize/organize.js';
import { useOrganize } from '../../context.js';
import { organizer } from '../../flow.js';
import { Button } from '../../parts/button.js';
import { Outcome, Sheet } from '../../parts/sheet.js';
import { placeOf, problemOf } from '../../problem.js';
import { idOf, useDeskHere } from '../desk.js';
import type { ChapterProps } from '../editor.js';
import { placed } from '../labels.js';
import { problemsOf, sentence } from '../problems.js';

/** What the server alone knows is wrong, until it is changed. */
interface Refused {
  readonly place: string;
  readonly why: string;
  readonly revision: number;
}

export function ReviewChapter({ onGo }: ChapterProps): JSX.Element {
  const { say, flow } = useOrganize();
  const desk = useDeskHere();
  const { content, conflicts, draft } = desk;
  const [refused, setRefused] = useState<Refused>();
  const [agrees, setAgrees] = useState(false);
  const problems = problemsOf(desk).map((one) => ({ place: one.place, why: sentence(say, one) }));
  if (refused?.revision === desk.revision) problems.push(refused);
  const { approvals } = { ...manifestDefaults(undefined, draft.organizers.length), ...content };
  const needsAll = approvals === draft.organizers.length;

  const seal = (): void => {
    void flow.run(async () => {
      await desk.save();
      try {
        await sealDraft(organizer(), draft.draft, desk.revision, agrees);
      } catch (error) {
        const place = placeOf(error);
        if (place === undefined) throw error;
        const { key, values } = problemOf(error);
        const isPublic = place.includes('.domains[');
        setRefused({
          place,
          why: say(isPublic ? 'organize.workplaces.publicRefused' : key, values),
          revision: desk.revision,
        });
        return;
      } finally {
        await desk.refresh();
      }
    });
  };

  const isReady = problems.length === 0 && conflicts.length === 0;
  return (
    <Sheet heading={say('organize.review.heading')}>
      {isReady ? (
        <p>{say('organize.review.ready')}</p>
      ) : (
        <>
          <p role="status">
            {say('organize.review.problems', { count: problems.length + conflicts.length })}
          </p>
          <ul class="organize-problems">
            {problems.map(({ place, why }) => {
              const { chapter, label } = placed(say, place);
              return (
                <li key={place + why}>
                  <button
                    type="button"
                    class="link-button"
                    onClick={() => {
                      onGo(chapter, idOf(place));
                    }}
                  >
                    {label}
                  </button>{' '}
                  {why}
                </li>
              );
            })}
            {conflicts.length > 0 && <li>{say('organize.conflict.first', { count: conflicts.length })}</li>}
          </ul>
        </>
      )}
      <h3>{say('organize.review.sealHeading')}</h3>
      <p>{say('organize.review.seal')}</p>
      {needsAll && (
        <label class="check">
          <input
            type="checkbox"
            checked={agrees}
            onChange={(event) => {
              setAgrees(event.currentTarget.checked);
            }}
          />
          <span>{say('organize.review.allMustAgree', { organizers: draft.organizers.length })}</span>
        </label>
      )}
      <Outcome busy={say('organize.review.sealing')}>
        <div class="actions">
          <Button isOff={!isReady || (needsAll && !agrees)} onPress={seal}>
            {say('organize.review.go')}
          </Button>
        </div>
      </Outcome>
    </Sheet>
  );
}
