import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SystemRandomSource } from '../../common/random.js';
import { OrganizationLimits } from './organization-limits.js';

const DAY_MS = 86_400_000;
const [LETTER, OTHER] = ['letter', 'another'] as const;

let limits: OrganizationLimits;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  limits = new OrganizationLimits(new SystemRandomSource());
});

afterEach(() => {
  jest.useRealTimers();
});

/** How many of so many codes may be mailed, each to the domain that `domainOf` names. */
async function mailed(letter: string, tries: number, domainOf: (i: number) => string): Promise<number> {
  let count = 0;
  for (let i = 0; i < tries; i++) if (await limits.mayMail(letter, domainOf(i))) count += 1;
  return count;
}

describe('limits of organizations', () => {
  it('let ten codes a day go to a domain, of whatever letter', async () => {
    expect(await mailed(LETTER, 8, () => 'union.example')).toBe(8);
    expect(await mailed(OTHER, 8, () => 'union.example')).toBe(2);
    expect(await mailed(OTHER, 12, () => 'guild.example')).toBe(10);
    jest.advanceTimersByTime(DAY_MS);
    expect(await mailed(OTHER, 12, () => 'union.example')).toBe(10);
  });

  it('let a hundred codes a day go out for a letter, whatever goes out for others', async () => {
    expect(await mailed(LETTER, 120, (i) => `d${i}.example`)).toBe(100);
    expect(await mailed(OTHER, 5, (i) => `d${i}.example`)).toBe(5);
    jest.advanceTimersByTime(DAY_MS);
    expect(await mailed(LETTER, 120, (i) => `d${i}.example`)).toBe(100);
  });

  it('leave the hundred alone where a domain had its ten', async () => {
    expect(await mailed(LETTER, 60, () => 'union.example')).toBe(10);
    expect(await mailed(LETTER, 120, (i) => `d${i}.example`)).toBe(90);
  });

  it('keep nothing of what is named once the letter’s are spent, and count nothing of it', async () => {
    await mailed(LETTER, 100, (i) => `d${i}.example`);
    const before = jest.getTimerCount();
    expect(await mailed(LETTER, 50, (i) => `e${i}.example`)).toBe(0);
    expect(await mailed(LETTER, 20, () => 'union.example')).toBe(0);
    expect(jest.getTimerCount()).toBe(before);
    expect(await mailed(OTHER, 12, () => 'union.example')).toBe(10);
  });
});
