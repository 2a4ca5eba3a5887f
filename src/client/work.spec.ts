import { describe, expect, it, jest } from '@jest/globals';
import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { toBase64url } from '../protocol/codec.js';
import type { WorkDemand } from '../protocol/issuer-api.js';
import { read } from '../protocol/shape.js';
import { webPrimitives } from '../protocol/web-primitives.js';
import { decodeWork, workDemand } from '../protocol/work.js';
import { doWork } from './work.js';

describe('doing work', () => {
  it('finds the counter, under either’s primitives', async () => {
    for (const counter of [0, 1, 255, 256, 9_999]) {
      const demand = await demandOf(counter, 10_000);
      for (const primitives of [p, webPrimitives()]) {
        const { challenge, solution } = decodeWork(await doWork(primitives, demand));
        expect(challenge).toEqual(demand);
        expect(solution.counter).toBe(counter);
      }
    }
  });

  it('lets others run every few milliseconds', async () => {
    const pause = jest.fn(async () => undefined);
    let inARow = 0;
    let longest = 0;
    const counting = {
      ...p,
      sha256: (...parts: Uint8Array[]) => {
        longest = Math.max(longest, ++inARow);
        return p.sha256(...parts);
      },
    };
    pause.mockImplementation(async () => {
      inARow = 0;
      return undefined;
    });
    await doWork(counting, await demandOf(20_000, 20_001), { pause });
    expect(pause.mock.calls.length).toBeGreaterThanOrEqual(4);
    expect(longest).toBeLessThanOrEqual(4_096);
  });

  it('lets timers and messages through by itself', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await doWork(p, await demandOf(60_000, 60_001));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('pauses by the clock where hashing is slow', async () => {
    const pause = jest.fn(async () => undefined);
    const slow = {
      ...p,
      sha256: (...parts: Uint8Array[]) => {
        const until = performance.now() + 0.2;
        while (performance.now() < until);
        return p.sha256(...parts);
      },
    };
    await doWork(slow, await demandOf(639, 640), { pause });
    expect(pause.mock.calls.length).toBeGreaterThanOrEqual(8);
  });

  it('stops when it is told to, before and meanwhile', async () => {
    const reason = new Error('enough');
    const demand = await demandOf(50_000, 50_001);
    await expect(doWork(p, demand, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const hashed = jest.fn(p.sha256);
    const pause = async (): Promise<void> => {
      controller.abort(reason);
      return Promise.resolve();
    };
    const working = doWork({ ...p, sha256: hashed }, demand, { signal: controller.signal, pause });
    await expect(working).rejects.toBe(reason);
    expect(hashed.mock.calls.length).toBeLessThanOrEqual(4_096);
  });

  it('refuses what would take for ever before it begins, and what can’t be found', async () => {
    const demand = await demandOf(5, 10);
    const hashed = jest.fn(p.sha256);
    const absurd = withMost(demand, 4_000_001);
    await expect(doWork({ ...p, sha256: hashed }, absurd)).rejects.toMatchObject({ code: 'too_large' });
    expect(hashed).not.toHaveBeenCalled();
    await expect(doWork(p, withMost(demand, 5))).rejects.toMatchObject({ code: 'malformed' });
  });
});

async function demandOf(counter: number, most: number): Promise<WorkDemand> {
  const challenge = await createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    counter,
    data: { expiresAt: '2018-06-25T16:20:00Z', letter: toBase64url(new Uint8Array(32)), most },
    deriveKey,
    hmacSignatureSecret: 'secret',
  });
  return read(workDemand, challenge);
}

function withMost({ parameters, signature }: WorkDemand, most: number): WorkDemand {
  return { parameters: { ...parameters, data: { ...parameters.data, most } }, signature };
}
