// Times, in the letter's zone and in UTC; and the time that it is.
import type { JSX } from 'preact';
import { useNow as useNowOf } from '../now.js';
import { useSign } from './context.js';

const YEAR = { year: 'numeric' } as const;
const DAY = { month: 'long', day: 'numeric' } as const;
const MINUTE = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** A moment in the letter's zone, with the same in UTC beside it; the day only where it isn't the one before it, or today. */
export function Moment({ at, zone }: { readonly at: Date; readonly zone: string }): JSX.Element {
  const now = useSign().letter.http.now();
  const dayIn = (moment: Date, where: string): string => inWords(moment, where, { ...YEAR, ...DAY });
  const day = {
    ...(inWords(at, zone, YEAR) === inWords(now, zone, YEAR) ? {} : YEAR),
    ...DAY,
  };
  const own = written(at, zone, dayIn(at, zone) === dayIn(now, zone) ? {} : day);
  const utc = written(at, 'UTC', dayIn(at, zone) === dayIn(at, 'UTC') ? {} : day);
  const isUtc = written(at, zone, {}) === written(at, 'UTC', {});
  return <time dateTime={at.toISOString()}>{isUtc ? own : `${own} (${utc})`}</time>;
}

/** The time, looked at anew each second. */
export function useNow(): Date {
  return useNowOf(useSign().letter.http);
}

function written(at: Date, zone: string, day: Intl.DateTimeFormatOptions): string {
  const text = inWords(at, zone, { ...day, ...MINUTE });
  // A time alone stays on one line.
  return 'day' in day ? text : text.replace(/\s/g, '\u00a0');
}

function inWords(at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const { lang } = document.documentElement;
  // Made-up languages write dates as English does.
  const tag = /-X[AB]$/.test(lang) ? 'en' : lang;
  try {
    return new Intl.DateTimeFormat(tag, { timeZone, ...options }).format(at);
  } catch {
    // This browser doesn't know the zone.
    return new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options }).format(at);
  }
}
