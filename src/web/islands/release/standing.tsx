// In one sentence, what she and the others still have to do.
import type { JSX } from 'preact';
import type { Step } from '../../../client/release/release-standing.js';
import type { IslandKey } from '../../locales/locales.js';
import { Button } from '../organize/parts/button.js';
import { momentIn } from '../organize/parts/moment.js';
import { Sheet } from '../organize/parts/sheet.js';
import { useRelease } from './context.js';
import { Outcome } from './parts/outcome.js';
import { listed } from './parts/said.js';

export function StandingSheet({ hasDied }: { readonly hasDied: boolean }): JSX.Element {
  const { say, letter, view, standing, act } = useRelease();
  const { noSnapshot, state } = view;
  const { title } = letter.manifest.letter;
  return (
    <Sheet heading={say('release.standing.heading')} isFirst>
      <p class="soft release-title" dir="auto" lang={letter.manifest.letter.language}>
        {title}
      </p>
      <div class="notice release-next" role="status">
        <Next />
      </div>
      {hasDied && <p class="notice warning">{say('release.died')}</p>}
      {noSnapshot && state === 'open' && standing.step === 'propose' && (
        <p class="notice warning">{say('release.noSnapshot')}</p>
      )}
      <Outcome at="standing">
        <div class="actions">
          <Button
            look="quiet"
            onPress={() => void act('standing', async () => Promise.resolve({ key: 'release.refreshed' }))}
          >
            {say('release.refresh')}
          </Button>
        </div>
      </Outcome>
    </Sheet>
  );
}

const SENTENCES: Readonly<Record<Step, IslandKey>> = {
  collecting: 'release.next.collecting',
  over: 'release.next.over',
  short: 'release.next.short',
  propose: 'release.next.propose',
  snapshot: 'release.next.snapshot',
  check: 'release.next.check',
  othersCheck: 'release.next.othersCheck',
  open: 'release.next.open',
  read: 'release.next.read',
  review: 'release.next.review',
  othersReview: 'release.next.othersReview',
  differ: 'release.next.differ',
};

/** What is to be done, by her and by the others. */
function Next(): JSX.Element {
  const { say, letter, view, standing, acting } = useRelease();
  const { closesAt, timeZone } = letter.manifest;
  const { step, left, by, at, isAgain } = standing;
  const sentence = (): string => {
    if (step === 'collecting' && view.state === 'closed') return say('release.next.collectingClosed');
    if (step === 'propose' && isAgain) return say('release.next.proposeAgain');
    return say(SENTENCES[step], {
      left,
      by: listed(by),
      count: by.length,
      why: view.state,
      closes: momentIn(view.closesAt ?? closesAt, timeZone),
      at: momentIn(at ?? '', timeZone),
    });
  };
  const asked = acting.filter(({ by: others, isMine }) => others.length > 0 && !isMine);
  return (
    <>
      <p>
        <strong>{sentence()}</strong>
      </p>
      {asked.map(({ action, by: others }) => (
        <p key={action}>{say('release.next.action', { action, by: listed(others), count: others.length })}</p>
      ))}
    </>
  );
}
