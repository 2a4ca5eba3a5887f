// A moment in words, in a zone and in UTC.
import type { JSX } from 'preact';

const DAY = { weekday: 'short', year: 'numeric', month: 'long', day: 'numeric' } as const;
const MINUTE = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** By which language's rules this page writes. */
export function pageLanguage(): string {
  const { lang } = document.documentElement;
  // Made-up languages write as English does.
  return /-X[AB]$/.test(lang) ? 'en' : lang;
}

/** `at` as documents have times. */
export function Moment({ at, zone }: { readonly at: string; readonly zone: string }): JSX.Element {
  return <time dateTime={at}>{momentIn(at, zone)}</time>;
}

export function momentIn(at: string, zone: string): string {
  const [own, utc] = [written(at, zone), written(at, 'UTC')];
  return own === utc ? own : `${own} (${utc})`;
}

function written(at: string, timeZone: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '…';
  try {
    return new Intl.DateTimeFormat(pageLanguage(), { ...DAY, ...MINUTE, timeZone }).format(date);
  } catch {
    return new Intl.DateTimeFormat(pageLanguage(), { ...DAY, ...MINUTE, timeZone: 'UTC' }).format(date);
  }
}
