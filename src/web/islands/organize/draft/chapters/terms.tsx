// The threshold, when the letter is open, and what each number hides.
import type { JSX } from 'preact';
import { manifestDefaults } from '../../../../../protocol/manifest-defaults.js';
import { alignTimes } from '../../../../../client/zoned-time.js';
import { useOrganize } from '../../context.js';
import { Line, Menu } from '../../parts/field.js';
import { Sheet } from '../../parts/sheet.js';
import { idOf, useDeskHere } from '../desk.js';
import type { ChapterProps } from '../editor.js';
import { useProblem } from '../problems.js';
import { Advice } from './advice.js';
import { Times } from './times.js';

const STEPS = [1, 5, 10, 25, 50, 100];
const EPOCHS = [600, 1800, 3600, 10_800, 21_600, 43_200, 86_400];

export function TermsChapter(_: ChapterProps): JSX.Element {
  const { say } = useOrganize();
  const { content, edit, draft } = useDeskHere();
  const problem = useProblem();
  const terms = { ...manifestDefaults(content.closesAt, draft.organizers.length), ...content };
  const times = { opensAt: content.opensAt, closesAt: content.closesAt, signsFrom: content.signsFrom };
  const number = (value: string): number | undefined => {
    const digits = value.replace(/\D/g, '').slice(0, 7);
    return digits === '' ? undefined : Number(digits);
  };
  return (
    <Sheet heading={say('organize.terms.heading')}>
      <p>{say('organize.terms.what')}</p>
      <Line
        id={idOf('threshold')}
        label={say('organize.terms.threshold')}
        hint={say('organize.terms.thresholdHint')}
        error={problem('threshold')}
        value={content.threshold === undefined ? '' : String(content.threshold)}
        isNumber
        maxLength={8}
        onChange={(value) => {
          edit({ threshold: number(value) });
        }}
      >
        <Advice
          content={content}
          minimumCell={terms.minimumCell}
          onTake={(threshold) => {
            edit({ threshold });
          }}
        />
      </Line>
      <Times />
      <Menu
        id={idOf('signing')}
        label={say('organize.terms.signing')}
        hint={say('organize.terms.signingHint')}
        value={terms.signing}
        options={[
          { value: 'now', text: say('organize.terms.signingNow') },
          { value: 'later', text: say('organize.terms.signingLater') },
        ]}
        onChange={(signing) => {
          edit({ signing });
        }}
      />
      <details open={problem('minimumCell') !== undefined || problem('epochSeconds') !== undefined}>
        <summary>{say('organize.terms.more')}</summary>
        <Menu
          id={idOf('epochSeconds')}
          label={say('organize.terms.epoch')}
          hint={say('organize.terms.epochHint')}
          error={problem('epochSeconds')}
          value={terms.epochSeconds}
          options={among(EPOCHS, terms.epochSeconds).map((value) => ({ value, text: lengthOf(say, value) }))}
          onChange={(epochSeconds) => {
            edit({ epochSeconds, ...alignTimes(times, epochSeconds) });
          }}
        />
        <Menu
          id={idOf('countStep')}
          label={say('organize.terms.countStep')}
          hint={say('organize.terms.countStepHint')}
          error={problem('countStep')}
          value={terms.countStep}
          options={among(STEPS, terms.countStep).map((value) => ({ value, text: String(value) }))}
          onChange={(countStep) => {
            edit({ countStep });
          }}
        />
        <Line
          id={idOf('minimumCell')}
          label={say('organize.terms.minimumCell')}
          hint={say('organize.terms.minimumCellHint')}
          error={problem('minimumCell')}
          value={String(terms.minimumCell)}
          isNumber
          maxLength={5}
          onChange={(value) => {
            edit({ minimumCell: number(value) ?? 1 });
          }}
        />
      </details>
    </Sheet>
  );
}

function among(usual: readonly number[], own: number): number[] {
  return [...new Set([...usual, own])].sort((a, b) => a - b);
}

/** A length of time in words. */
function lengthOf(say: ReturnType<typeof useOrganize>['say'], seconds: number): string {
  if (seconds % 3600 === 0) return say('organize.terms.hours', { count: seconds / 3600 });
  if (seconds % 60 === 0) return say('organize.terms.minutes', { count: seconds / 60 });
  return say('organize.terms.seconds', { count: seconds });
}
