// Moments, in the letter's zone and in UTC.
import type { JSX } from 'preact';
import { useView } from '../view.js';
import { formatsOf, known } from './language.js';

const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const MINUTE = { hour: 'numeric', minute: '2-digit' } as const;

export interface MomentProps {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** IANA; UTC where this server doesn't know it. */
  readonly zone: string;
  /** Which of the manifest's times it is, for whoever holds the page against it. islands/sign/page-check.tsx */
  readonly check?: string;
}

/** A moment in the letter's zone, with the same in UTC beside it. */
export function Moment({ at, zone, check }: MomentProps): JSX.Element {
  const { say, locale } = useView();
  const { local, utc } = momentIn(formatsOf(locale), at, zone);
  return (
    <span>
      <time datetime={at} data-check={check}>
        {local}
      </time>
      {utc !== undefined && ` ${say('letter.inUtc', { time: utc })}`}
    </span>
  );
}

/** A moment in words; `utc` has the day only if it is another one there, and is missing where the zone is UTC. */
export function momentIn(language: string, at: string, zone: string): { local: string; utc?: string } {
  const date = new Date(at);
  const timeZone = knownZone(zone);
  const inWords = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language, options).format(date);
  const local = inWords({ ...DAY, ...MINUTE, timeZone, timeZoneName: 'short' });
  if (timeZone === 'UTC') return { local };
  const sameDay = inWords({ ...DAY, timeZone }) === inWords({ ...DAY, timeZone: 'UTC' });
  return { local, utc: inWords({ ...(sameDay ? {} : DAY), ...MINUTE, timeZone: 'UTC' }) };
}

/** The day of a moment as a letter in this language dates itself. */
export function dayIn(language: string, at: string, zone: string, fallback: string): string {
  const languages = known(language) === undefined ? fallback : [language, fallback];
  return new Intl.DateTimeFormat(languages, { ...DAY, timeZone: knownZone(zone) }).format(new Date(at));
}

function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
