// Times as people in a zone write them, and the whole epochs that a letter is made of. protocol.md#manifest
import { toTime } from '../protocol/shape.js';

/** `2026-11-22T18:00`: what a browser's field for a time holds. */
const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/;
const DAY_MS = 86_400_000;

/** A draft's, each of which may be missing. */
interface Times {
  readonly opensAt?: string | undefined;
  readonly signsFrom?: string | null | undefined;
  readonly closesAt?: string | undefined;
}

/** Whether this device knows the zone, an IANA name. */
export function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A time of a document (UTC) as it is written in the zone; empty if it is none. */
export function writtenIn(timeZone: string, time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? '' : new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 16);
}

/**
 * What is written in the zone, as a time of a document; empty if it is none. Of an hour that comes twice, as clocks are put
 * back, the first; of one that is left out, the same minutes after it.
 */
export function timeFrom(timeZone: string, written: string): string {
  if (!WRITTEN.test(written)) return '';
  const asUtc = Date.parse(`${written}Z`);
  if (Number.isNaN(asUtc)) return '';
  const offsets = [offsetAt(timeZone, asUtc - DAY_MS), offsetAt(timeZone, asUtc + DAY_MS)];
  const found = offsets.map((offset) => asUtc - offset).filter((at) => at + offsetAt(timeZone, at) === asUtc);
  const [before = 0] = offsets;
  return toTime(new Date(found.length > 0 ? Math.min(...found) : asUtc - before));
}

/** The end of the epoch, counted from `from`, that is nearest to `time`; at least `least` epochs on. Empty if one is none. */
export function wholeEpochs(from: string, time: string, epochSeconds: number, least = 1): string {
  const [begin, end] = [Date.parse(from), Date.parse(time)];
  if (Number.isNaN(begin) || Number.isNaN(end) || !(epochSeconds >= 1)) return '';
  const epochs = Math.max(least, Math.round((end - begin) / 1000 / epochSeconds));
  return toTime(new Date(begin + epochs * epochSeconds * 1000));
}

/** The times of a draft with `closesAt` and `signsFrom` moved to where an epoch ends; those that are missing stay so. */
export function alignTimes<T extends Times>(times: T, epochSeconds: number): T {
  const { opensAt = '', closesAt, signsFrom } = times;
  const moved = (time: string, least: number): string =>
    wholeEpochs(opensAt, time, epochSeconds, least) || time;
  return {
    ...times,
    ...(closesAt === undefined ? {} : { closesAt: moved(closesAt, 1) }),
    ...(signsFrom == null ? {} : { signsFrom: moved(signsFrom, 0) }),
  };
}

/** How many epochs lie between two times; 0 if they are none. */
export function epochsBetween(from: string, to: string, epochSeconds: number): number {
  const epochs = (Date.parse(to) - Date.parse(from)) / 1000 / epochSeconds;
  return Number.isFinite(epochs) ? epochs : 0;
}

/** What clocks in the zone show beyond UTC at this moment, in milliseconds; 0 where the zone is unknown. */
function offsetAt(timeZone: string, at: number): number {
  const whole = Math.floor(at / 1000) * 1000;
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: isZone(timeZone) ? timeZone : 'UTC',
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(whole);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - whole;
}
