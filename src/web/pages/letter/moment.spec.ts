import { describe, expect, it } from '@jest/globals';
import { dayIn, momentIn } from './moment.js';

describe('a moment', () => {
  it.each([
    ['the last second of winter', '2026-03-08T09:59:59Z', '1:59 AM PST', '9:59 AM'],
    ['the first second of summer', '2026-03-08T10:00:00Z', '3:00 AM PDT', '10:00 AM'],
    ['an hour that comes', '2026-11-01T08:30:00Z', '1:30 AM PDT', '8:30 AM'],
    ['and comes again', '2026-11-01T09:30:00Z', '1:30 AM PST', '9:30 AM'],
  ])('is told apart from its neighbours: %s', (_when, at, local, utc) => {
    const told = momentIn('en', at, 'America/Los_Angeles');
    expect(told.local).toMatch(new RegExp(` at ${local}$`.replaceAll(' ', '\\s')));
    expect(told.utc).toMatch(new RegExp(`^${utc}$`.replaceAll(' ', '\\s')));
  });

  it('has its day in UTC beside it where that is another', () => {
    const told = momentIn('en', '2018-07-10T02:30:00Z', 'America/Los_Angeles');
    expect(told.local).toMatch(/^July 9, 2018 at 7:30\sPM PDT$/);
    expect(told.utc).toMatch(/^July 10, 2018 at 2:30\sAM$/);
    expect(momentIn('en', '2018-07-09T18:30:00Z', 'Asia/Kolkata').utc).toMatch(/^July 9, 2018 at 6:30\sPM$/);
  });

  it('is told once where the zone is UTC, or one that nobody knows', () => {
    for (const zone of ['UTC', 'Mars/Olympus', 'Etc']) {
      const told = momentIn('en', '2018-07-09T16:00:00Z', zone);
      expect(told.local).toMatch(/^July 9, 2018 at 4:00\sPM UTC$/);
      expect(told.utc).toBeUndefined();
    }
  });

  it('dates a letter as its language does', () => {
    const at = '2018-06-25T03:00:00Z';
    expect(dayIn('de', at, 'Europe/Berlin', 'en')).toBe('25. Juni 2018');
    expect(dayIn('es', at, 'America/Los_Angeles', 'en')).toBe('24 de junio de 2018');
    expect(dayIn('en-a', at, 'Europe/Berlin', 'en')).toBe('June 25, 2018');
  });
});
