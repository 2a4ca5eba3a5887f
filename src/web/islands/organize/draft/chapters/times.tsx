// When a letter opens and closes, as people in its zone write it; epochs are counted for them.
import type { JSX } from 'preact';
import { manifestDefaults } from '../../../../../protocol/manifest-defaults.js';
import { alignTimes, epochsBetween, isZone, timeFrom, writtenIn } from '../../../../../client/zoned-time.js';
import { duration } from '../../../../locales/duration.js';
import { useOrganize } from '../../context.js';
import { Field } from '../../parts/field.js';
import { momentIn } from '../../parts/moment.js';
import { idOf, useDeskHere } from '../desk.js';
import { useProblem } from '../problems.js';

type Name = 'opensAt' | 'closesAt' | 'signsFrom' | 'releaseBy';

export function Times(): JSX.Element {
  const { say } = useOrganize();
  const { content, edit, draft } = useDeskHere();
  const problem = useProblem();
  const terms = { ...manifestDefaults(content.closesAt, draft.organizers.length), ...content };
  const { epochSeconds } = terms;
  const zone = isZone(terms.timeZone) ? terms.timeZone : 'UTC';

  /** Whole epochs, from whichever of the times was moved. */
  const set = (name: Name, time: string): void => {
    const none = name === 'signsFrom' ? null : undefined;
    const { opensAt, closesAt, signsFrom = null } = content;
    const times = { opensAt, closesAt, signsFrom, [name]: time === '' ? none : time };
    edit(
      name === 'releaseBy' ? { releaseBy: time === '' ? undefined : time } : alignTimes(times, epochSeconds),
    );
  };
  const field = (name: Name, label: string, hint: string): JSX.Element => {
    const time = terms[name] ?? '';
    return (
      <Field
        id={idOf(name)}
        label={label}
        hint={hint}
        error={problem(name)}
        control={(properties) => (
          <input
            {...properties}
            type="datetime-local"
            dir="ltr"
            value={writtenIn(zone, time)}
            onChange={(event) => {
              set(name, timeFrom(zone, event.currentTarget.value));
            }}
          />
        )}
      >
        {time !== '' && <p class="small soft organize-moment">{momentIn(time, zone)}</p>}
      </Field>
    );
  };
  const epochs = epochsBetween(terms.opensAt ?? '', terms.closesAt ?? '', epochSeconds);
  return (
    <>
      <Field
        id={idOf('timeZone')}
        label={say('organize.terms.timeZone')}
        hint={say('organize.terms.timeZoneHint')}
        error={problem('timeZone')}
        control={(properties) => (
          <select
            {...properties}
            value={terms.timeZone}
            onChange={(event) => {
              edit({ timeZone: event.currentTarget.value });
            }}
          >
            {zones(terms.timeZone).map((one) => (
              <option key={one} value={one}>
                {one.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        )}
      />
      {field('opensAt', say('organize.terms.opensAt'), say('organize.terms.opensAtHint'))}
      {field('closesAt', say('organize.terms.closesAt'), say('organize.terms.closesAtHint'))}
      {epochs >= 1 && Number.isInteger(epochs) && (
        <p class="small">{say('organize.terms.epochs', { count: epochs, ...duration(epochSeconds) })}</p>
      )}
      <details open={terms.signsFrom !== null || problem('releaseBy') !== undefined}>
        <summary>{say('organize.terms.moreTimes')}</summary>
        {field('signsFrom', say('organize.terms.signsFrom'), say('organize.terms.signsFromHint'))}
        {field('releaseBy', say('organize.terms.releaseBy'), say('organize.terms.releaseByHint'))}
      </details>
    </>
  );
}

/** Every zone that this browser knows. */
function zones(own: string): string[] {
  return [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])];
}
