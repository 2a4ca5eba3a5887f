import { describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { loadConfig } from './config.js';
import { Log } from './logger.js';
import { Scheduler } from './scheduler.js';

function scheduler(env: Record<string, string> = {}) {
  const lines: string[] = [];
  const config = loadConfig({ LOG_LEVEL: 'info', ...env });
  const log = new Log(config, { write: (line: string) => void lines.push(line) });
  return { ticks: new Scheduler(config, log), lines };
}

describe('scheduler', () => {
  it('runs a tick again and again, never twice at once, and survives its failures', async () => {
    const { ticks, lines } = scheduler();
    let running = 0;
    let most = 0;
    let runs = 0;
    ticks.register('slow', 5, async () => {
      most = Math.max(most, ++running);
      await wait(20);
      running--;
      runs++;
      throw new Error('her.name@example.org');
    });
    ticks.onApplicationBootstrap();
    await wait(150);
    await ticks.beforeApplicationShutdown();
    expect(most).toBe(1);
    expect(runs).toBeGreaterThan(2);
    expect(running).toBe(0);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).toContain('The tick slow failed');
    expect(lines.join('')).not.toContain('her.name');
    const before = runs;
    await wait(30);
    expect(runs).toBe(before);
  });

  it('waits for what is under way before it lets the process end', async () => {
    const { ticks } = scheduler();
    let done = false;
    ticks.register('long', 5, async () => {
      await wait(60);
      done = true;
    });
    ticks.onApplicationBootstrap();
    await wait(20);
    await ticks.beforeApplicationShutdown();
    expect(done).toBe(true);
  });

  it('runs everything by hand, in order, and tells what failed', async () => {
    const { ticks } = scheduler({ SCHEDULER: 'off' });
    const order: string[] = [];
    ticks.register('one', 1, () => Promise.resolve(void order.push('one')));
    ticks.register('two', 1, () => Promise.resolve(void order.push('two')));
    ticks.onApplicationBootstrap();
    await wait(20);
    expect(order).toEqual([]);
    await ticks.runAll();
    expect(order).toEqual(['one', 'two']);
    ticks.register('three', 1, () => Promise.reject(new Error('no')));
    await expect(ticks.run('three')).rejects.toThrow('no');
    await expect(ticks.run('four')).rejects.toThrow(/No tick/);
    expect(() => {
      ticks.register('one', 1, () => Promise.resolve());
    }).toThrow(/already/);
  });

  it('queues a run by hand behind the one under way', async () => {
    const { ticks } = scheduler({ SCHEDULER: 'off' });
    let running = 0;
    let most = 0;
    ticks.register('one', 1, async () => {
      most = Math.max(most, ++running);
      await wait(5);
      running--;
    });
    await Promise.all([ticks.run('one'), ticks.run('one'), ticks.run('one')]);
    expect(most).toBe(1);
  });
});
