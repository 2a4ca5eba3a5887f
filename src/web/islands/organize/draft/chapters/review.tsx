// Before the letter is sealed: everything that is missing, by where it is; then it is frozen.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { manifestDefaults } from '../../../../../protocol/manifest-defaults.js';
import { RequestError } from '../../../../../client/http.js';
import { changedPaths, type Path, same } from '../../../../../client/organize/draft-merge.js';
import { sealDraft } from '../../../../../client/organize/organize.js';
import { tidyDraft } from '../../../../../client/organize/tidy-text.js';
import type { Say } from '../../../say.js';
import { useOrganize } from '../../context.js';
import { organizer } from '../../flow.js';
import { Button } from '../../parts/button.js';
import { Outcome, Sheet } from '../../parts/sheet.js';
import { placeOf } from '../../problem.js';
import { type Desk, idOf, useDeskHere } from '../desk.js';
import type { ChapterProps } from '../editor.js';
import { placed, placedPath } from '../labels.js';
import { problemsOf, sentence } from '../problems.js';

/** What the server alone knows is wrong, until it is changed. */
interface Refused {
  readonly place: string;
  readonly why: string;
  readonly revision: number;
}

/** What she saw as she pressed *Seal*. */
interface Seen extends Pick<Desk, 'content'> {
  readonly organizers: Desk['draft']['organizers'];
}

export function ReviewChapter({ onGo }: ChapterProps): JSX.Element {
  const { say, flow } = useOrganize();
  const desk = useDeskHere();
  const { content, conflicts, draft } = desk;
  const [refused, setRefused] = useState<Refused>();
  const [seen, setSeen] = useState<Seen>();
  const [agrees, setAgrees] = useState(false);
  const problems = problemsOf(desk).map((one) => ({ place: one.place, why: sentence(say, one) }));
  if (refused?.revision === desk.revision && !problems.some(({ place }) => place === refused.place))
    problems.push(refused);
  const { approvals } = { ...manifestDefaults(undefined, draft.organizers.length), ...content };
  const needsAll = approvals === draft.organizers.length;

  const seal = (): void => {
    // What was left half typed is tidied, and nothing that she would see.
    const before: Seen = { content: tidyDraft(content), organizers: draft.organizers };
    setSeen(before);
    void flow.run(async () => {
      if (before.content !== content) desk.edit(before.content);
      await desk.save();
      const { revision, ...now } = desk.now();
      // What the others wrote went into it as it was saved: she is to see it first.
      if (changesSince(before, { content: now.content, organizers: now.draft.organizers }).length > 0)
        throw new RequestError(409, 'draft_changed', 'Another organizer changed something.');
      try {
        await sealDraft(organizer(), draft.draft, revision, agrees);
      } catch (error) {
        const place = placeOf(error);
        if (place === undefined) throw error;
        setRefused({ place, why: whyRefused(say, place, now.content), revision });
        return;
      } finally {
        await desk.refresh();
      }
    });
  };

  const changes = seen === undefined ? [] : changesSince(seen, { content, organizers: draft.organizers });
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
      {changes.length > 0 && (
        <div class="notice warning">
          <p>{say('organize.review.changed')}</p>
          <ul class="organize-problems">
            {changes.map((path) => {
              const { chapter, label } = placedPath(say, path);
              return (
                <li key={path.join('/')}>
                  <button
                    type="button"
                    class="link-button"
                    onClick={() => {
                      onGo(chapter);
                    }}
                  >
                    {label}
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
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

/** What became another since. */
function changesSince(before: Seen, now: Seen): Path[] {
  const paths = changedPaths(before.content, now.content);
  return same(before.organizers, now.organizers) ? paths : [...paths, ['organizers']];
}

/** What this browser didn't find wrong: who has mailboxes at a domain, and what the server's clock says. */
function whyRefused(say: Say, place: string, { workplaces = [] }: Desk['content']): string {
  const [, at, i] = /^workplaces\[(\d+)\]\.domains\[(\d+)\]$/.exec(place) ?? [];
  const domain = workplaces[Number(at)]?.domains?.[Number(i)];
  if (domain !== undefined) return say('organize.workplaces.public', { domain });
  const isTime = place === 'opensAt' || place === 'closesAt';
  return say(isTime ? 'organize.review.refusedTime' : 'organize.error.draftRefused');
}
