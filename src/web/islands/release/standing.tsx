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

export interface StandingSheetProps {
  /** Whether the proposal that she saw last died. */
  readonly hasDied: boolean;
  /** Whether the proposal took the place of one that she saw. */
  readonly wasReported: boolean;
}

export function StandingSheet({ hasDied, wasReported }: StandingSheetProps): JSX.Element {
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
      {wasReported && standing.step === 'check' && <p class="notice">{say('release.replaced')}</p>}
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
  before: 'release.next.before',
  collecting: 'release.next.collecting',
  closing: 'release.next.closing',
  over: 'release.next.over',
  short: 'release.next.short',
  propose: 'release.next.propose',
  proposeLast: 'release.next.proposeLast',
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
  const { opensAt, closesAt, releaseBy, timeZone } = letter.manifest;
  const { step, left, by, at, isAgain, isMine, embargo, until } = standing;
  const moment = (time: string): string => momentIn(time, timeZone);
  const sentence = (): string => {
    if (step === 'propose' && isAgain) return say('release.next.proposeAgain');
    if (step === 'proposeLast' && isAgain)
      return say('release.next.proposeLastAgain', { by: moment(releaseBy) });
    if (step === 'proposeLast') return say('release.next.proposeLast', { by: moment(releaseBy) });
    return say(SENTENCES[step], {
      left,
      by: listed(by),
      count: by.length,
      why: view.state,
      published: view.editions.length + view.embargoed.length,
      mine: isMine ? 'yes' : 'no',
      opens: moment(opensAt),
      closes: moment(view.closesAt ?? closesAt),
      at: moment(at ?? ''),
    });
  };
  const asked = acting.filter((one) => one.by.length > 0 && !one.isMine);
  const mine = acting.filter((one) => one.isMine);
  return (
    <>
      <p>
        <strong>{sentence()}</strong>
      </p>
      {until !== undefined && <p>{say('release.next.until', { at: moment(until.at), why: until.why })}</p>}
      {embargo !== null && step !== 'over' && <p>{say('release.next.embargo', { at: moment(embargo) })}</p>}
      {asked.map(({ action, by: others }) => (
        <p key={action}>{say('release.next.action', { action, by: listed(others), count: others.length })}</p>
      ))}
      {mine.map(({ action, left: missing }) => (
        <p key={action}>{say('release.next.yours', { action, left: missing })}</p>
      ))}
    </>
  );
}
