import { beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { loadConfig } from '../../common/config.js';
import { SystemRandomSource } from '../../common/random.js';
import { WorkCost } from './work-cost.js';

const config = loadConfig({ NODE_ENV: 'test', WORK_COST: '1000' });
const always = { bytes: () => new Uint8Array(), integer: () => 0 };

let clock: ManualClock;

beforeEach(() => {
  clock = new ManualClock();
});

describe('the cost of work', () => {
  it('doubles with every eight failures that are counted, three times', () => {
    const cost = new WorkCost(config, clock, always);
    const costs = Array.from({ length: 40 }, () => {
      cost.failed();
      return cost.most();
    });
    expect(costs.slice(0, 7)).toEqual(Array(7).fill(2_000));
    expect(costs.slice(7, 15)).toEqual(Array(8).fill(4_000));
    expect(costs.slice(15, 23)).toEqual(Array(8).fill(8_000));
    expect(costs.slice(23)).toEqual(Array(17).fill(16_000));
  });

  it('is what it was ten minutes after the last of them, and stays high while they go on', () => {
    const cost = new WorkCost(config, clock, always);
    for (let minute = 0; minute < 30; minute++) {
      for (let i = 0; i < 3; i++) cost.failed();
      clock.advance(60);
    }
    expect(cost.most()).toBe(16_000);
    clock.advance(480);
    expect(cost.most()).toBe(2_000);
  });

  it('counts one failure in sixteen, at random', () => {
    const asked: number[] = [];
    const cost = new WorkCost(config, clock, {
      bytes: always.bytes,
      integer: (below) => {
        asked.push(below);
        return asked.length % below;
      },
    });
    for (let i = 0; i < 127; i++) cost.failed();
    expect(cost.most()).toBe(2_000);
    cost.failed();
    expect(cost.most()).toBe(4_000);
    expect(new Set(asked)).toEqual(new Set([16]));
  });

  it('does not show how many failed before: when it doubles varies by more than a few', () => {
    const until = Array.from({ length: 200 }, () => {
      const cost = new WorkCost(config, clock, new SystemRandomSource());
      let failures = 0;
      while (cost.most() === 2_000) {
        cost.failed();
        failures += 1;
      }
      return failures;
    });
    const mean = until.reduce((sum, one) => sum + one, 0) / until.length;
    const deviation = Math.sqrt(until.reduce((sum, one) => sum + (one - mean) ** 2, 0) / until.length);
    // Negative binomial: mean 128, deviation 44.
    expect(mean).toBeGreaterThan(100);
    expect(mean).toBeLessThan(156);
    expect(deviation).toBeGreaterThan(25);
  });
});
