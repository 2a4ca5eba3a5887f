// What an entry may hold: a line of text, a day that can be, and a link that goes to a page and nowhere else.
import { line, read, toSeconds } from '../../protocol/shape.js';
import { EntryRefusedError } from './after.errors.js';
import type { TimelineRequest } from './timeline.dto.js';

/** 500 characters of up to four bytes. */
const TEXT_BYTES = 2000;
const DAY_SECONDS = 86_400;
/** Somewhere on earth it is already tomorrow: UTC+14. */
const EAST_SECONDS = 14 * 3600;

/** What is kept of a request. Throws `malformed` or `entry_refused`. `opensAt` is the letter's. */
export function checkedEntry(
  { kind, day, text, link }: TimelineRequest,
  opensAt: string,
  now: Date,
): Pick<Required<TimelineRequest>, 'kind' | 'day' | 'text'> & { link: string | null } {
  const written = read(line(TEXT_BYTES), text, 'text');
  requireDay(day, opensAt, now);
  if (kind === 'support' && link === undefined) {
    throw new EntryRefusedError('link', 'Give the link: supporters’ petitions and funds are listed by it.');
  }
  return { kind, day, text: written, link: link === undefined ? null : httpsLink(link) };
}

/** It happened: not before the letter was there, and not tomorrow. */
function requireDay(day: string, opensAt: string, now: Date): void {
  const start = toSeconds(`${day}T00:00:00Z`);
  if (Number.isNaN(start) || dayOf(start) !== day) {
    throw new EntryRefusedError('day', 'Give a day that the calendar has, such as 2018-07-02.');
  }
  if (start + 2 * DAY_SECONDS <= toSeconds(opensAt)) {
    throw new EntryRefusedError('day', 'Give a day since the letter opened.');
  }
  if (start > now.getTime() / 1000 + EAST_SECONDS) {
    throw new EntryRefusedError('day', 'Give a day that has come: add what happens when it has happened.');
  }
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** As browsers write it. */
function httpsLink(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new EntryRefusedError(
      'link',
      'Give a link that begins with https://, without a user or password in it.',
    );
  }
  return url.href;
}
