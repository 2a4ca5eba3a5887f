import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SystemRandomSource } from '../../common/random.js';
import { AttestationLimits } from './attestation-limits.js';

const HOUR_MS = 3_600_000;

let limits: AttestationLimits;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  limits = new AttestationLimits(new SystemRandomSource());
});

afterEach(() => {
  jest.useRealTimers();
});

describe('limits', () => {
  it('let three codes an hour go to an address, whatever goes to others', async () => {
    expect(await mailed('jdoe@corp.example', 5)).toBe(3);
    expect(await mailed('roe@corp.example', 5)).toBe(3);
    jest.advanceTimersByTime(HOUR_MS);
    expect(await mailed('jdoe@corp.example', 5)).toBe(3);
  });

  it('let ten codes a day go to an address', async () => {
    let day = 0;
    for (let hour = 0; hour < 23; hour++) {
      day += await mailed('jdoe@corp.example', 3);
      jest.advanceTimersByTime(HOUR_MS);
    }
    expect(day).toBe(10);
    jest.advanceTimersByTime(2 * HOUR_MS);
    expect(await mailed('jdoe@corp.example', 3)).toBe(3);
  });

  it('keep nothing of what is not mailed for longer than a second', async () => {
    const before = jest.getTimerCount();
    for (let i = 0; i < 100; i++) await limits.pretend(`nobody${i}@elsewhere.example`);
    expect(jest.getTimerCount()).toBeGreaterThan(before);
    jest.advanceTimersByTime(1_000);
    expect(jest.getTimerCount()).toBe(before);
  });

  it('are not used up by what only looked like the address', async () => {
    for (let i = 0; i < 20; i++) await limits.pretend('jdoe@corp.example');
    expect(await mailed('jdoe@corp.example', 5)).toBe(3);
  });

  it('take any text, well-formed or not', async () => {
    await expect(limits.pretend('\ud800@corp.example')).resolves.toBeUndefined();
  });
});

async function mailed(address: string, times: number): Promise<number> {
  let count = 0;
  for (let i = 0; i < times; i++) if (await limits.mayMail(address)) count += 1;
  return count;
}
