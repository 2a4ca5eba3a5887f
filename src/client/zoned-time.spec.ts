import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toTime } from '../protocol/shape.js';
import { alignTimes, epochsBetween, isZone, timeFrom, wholeEpochs, writtenIn } from './zoned-time.js';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const times = fc
  .integer({ min: Date.parse('2020-01-01') / 60_000, max: Date.parse('2040-01-01') / 60_000 })
  .map((minutes) => toTime(new Date(minutes * 60_000)));

describe('a time in a zone', () => {
  it('is the same after it was written and read, but for an hour that comes twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), times, (zone, time) => {
        const written = writtenIn(zone, time);
        const back = timeFrom(zone, written);
        expect(writtenIn(zone, back)).toBe(written);
        expect(Math.abs(Date.parse(back) - Date.parse(time))).toBeLessThanOrEqual(3_600_000);
        if (zone === 'UTC' || zone === 'Asia/Kolkata') expect(back).toBe(time);
      }),
    );
  });

  it.each([
    ['Europe/Berlin', '2026-07-01T18:00', '2026-07-01T16:00:00Z'],
    ['Europe/Berlin', '2026-12-01T18:00', '2026-12-01T17:00:00Z'],
    ['America/Los_Angeles', '2018-06-25T09:00', '2018-06-25T16:00:00Z'],
    // Clocks are put back: the first of the two.
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00Z'],
    // Clocks are put on: half past two isn't there.
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00Z'],
    ['Nowhere/Here', '2026-07-01T18:00', '2026-07-01T18:00:00Z'],
    ['UTC', '', ''],
    ['UTC', 'tomorrow', ''],
    ['UTC', '2026-13-45T99:99', ''],
  ])('%s %s is %s', (zone, written, time) => {
    expect(timeFrom(zone, written)).toBe(time);
  });

  it('is nothing where there is none', () => {
    expect(writtenIn('UTC', '')).toBe('');
    expect(isZone('Europe/Berlin')).toBe(true);
    expect(isZone('Nowhere/Here')).toBe(false);
  });
});

describe('whole epochs', () => {
  it('are counted for her', () => {
    const opensAt = '2026-07-01T16:07:00Z';
    expect(wholeEpochs(opensAt, '2026-07-15T18:00:00Z', 3600)).toBe('2026-07-15T18:07:00Z');
    expect(wholeEpochs(opensAt, '2026-06-01T00:00:00Z', 3600)).toBe('2026-07-01T17:07:00Z');
    expect(wholeEpochs(opensAt, '', 3600)).toBe('');
    expect(epochsBetween(opensAt, '2026-07-01T18:07:00Z', 3600)).toBe(2);
    expect(epochsBetween('', '', 3600)).toBe(0);
  });

  it('fit what manifests demand, whatever was chosen', () => {
    fc.assert(
      fc.property(
        times,
        times,
        times,
        fc.constantFrom(600, 3600, 86_400),
        (opensAt, closesAt, signsFrom, epoch) => {
          const moved = alignTimes({ opensAt, closesAt, signsFrom }, epoch);
          expect(epochsBetween(moved.opensAt, moved.closesAt, epoch) % 1).toBe(0);
          expect(epochsBetween(moved.opensAt, moved.closesAt, epoch)).toBeGreaterThanOrEqual(1);
          expect(epochsBetween(moved.opensAt, moved.signsFrom, epoch)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
    expect(alignTimes({ signsFrom: null }, 600)).toEqual({ signsFrom: null });
  });
});
