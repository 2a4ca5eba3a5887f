// A disk that fills while people sign loses nothing that was acknowledged, and is over when there is room.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientLetter } from '../../src/client/letter.js';
import { UnderFire } from '../support/under-fire.js';

/** A disk of its own, where this user may mount one: root, mostly. */
const disk = await smallDisk();
const onSmallDisk = disk === undefined ? describe.skip : describe;

onSmallDisk('a disk of 200 MB', () => {
  let fire: UnderFire;
  let letter: ClientLetter;

  beforeAll(async () => {
    fire = await UnderFire.begin({}, disk);
    letter = await fire.openLetter();
    await fire.signMany(letter, 8);
  }, 120_000);

  afterAll(async () => {
    await fire.end();
    execFileSync('umount', ['-l', disk ?? '']);
    await rm(disk ?? '', { recursive: true, force: true });
  });

  it.each([0, 1])(
    'fills, is told by /health, and goes on where it was once there is room (%s)',
    async () => {
      expect(fire.recorded.length).toBeGreaterThanOrEqual(8);
      const filler = join(disk ?? '', 'filler');
      await fill(filler);
      const signing = fire.signMany(letter, 8);
      expect(await health(fire)).toMatchObject({ ok: false });
      // Epochs end meanwhile: what they write doesn't fit.
      await wait(4_000);
      await signing;
      await rm(filler);
      if (!(await isHealthy(fire))) {
        expect(await fire.server.exit()).not.toBe(0);
        expect(fire.server.output).toMatch(/The database ended/);
        await fire.restart();
      }
      await fire.demandAll(letter);
      const before = fire.recorded.length;
      await fire.signMany(letter, 8);
      expect(fire.recorded.length).toBe(before + 8);
    },
    180_000,
  );

  it('counts everybody in the end', async () => {
    expect(await fire.reach(letter)).toMatchObject({ tally: 'reached' });
  }, 120_000);
});

/** What it says, or `ok: false` where it has ended. */
async function health({ server }: UnderFire): Promise<unknown> {
  for (let tries = 0; tries < 50; tries++) {
    const answer = await fetch(`${server.url}/health`).catch(() => undefined);
    if (answer === undefined) return { ok: false };
    if (answer.status === 503) return answer.json();
    await wait(100);
  }
  return { ok: true };
}

/** Whether it recovers without a restart. */
async function isHealthy({ server }: UnderFire): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${server.url}/health`).catch(() => undefined);
    if (answer === undefined) return false;
    if (answer.ok) return true;
    await wait(100);
  }
  return false;
}

/** Until nothing more fits. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (let size = 1 << 20; size >= 4096;) {
      await file.write(Buffer.alloc(size)).then(
        ({ bytesWritten }) => {
          if (bytesWritten < size) size >>= 1;
        },
        () => (size >>= 1),
      );
    }
  } finally {
    await file.close();
  }
  const { bavail } = await statfs(path);
  expect(bavail).toBeLessThan(16);
}

async function smallDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
}
