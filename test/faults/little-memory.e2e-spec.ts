// A machine that gives server and database 300 MB together: the first start, signing and an epoch's end have room in it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { UnderFire } from '../support/under-fire.js';

const LIMIT = 300 * 1024 * 1024;

/** A group of processes with that limit, where this user may make one: root, mostly. */
const group = limitedGroup();
const withLimit = group === undefined ? describe.skip : describe;

withLimit('300 MB of memory', () => {
  let fire: UnderFire;

  beforeAll(async () => {
    // The shell enters the group, and becomes the server.
    const enter = ['sh', '-c', `echo $$ > '${join(group ?? '', 'cgroup.procs')}' && exec "$@"`, 'sh'];
    fire = await UnderFire.begin({}, undefined, enter);
  });

  afterAll(async () => {
    await fire.server.stop();
    await fire.end();
    while (processes() > 0) await wait(100);
    rmdirSync(group ?? '');
  });

  it('are enough for the first start, for signing, and for the announcement', async () => {
    const letter = await fire.openLetter();
    await fire.signMany(letter, 12);
    expect(await fire.reach(letter)).toMatchObject({ tally: 'reached' });
    expect(processes()).toBeGreaterThan(3);
    expect(killed()).toBe(0);
  });
});

/** How many are in the group: the server and all that it started. */
function processes(): number {
  return readFileSync(join(group ?? '', 'cgroup.procs'), 'utf8')
    .split('\n')
    .filter(Boolean).length;
}

/** How many the system has killed for want of memory. */
function killed(): number {
  const [file] = ['memory.events', 'memory.oom_control'].filter((name) =>
    existsSync(join(group ?? '', name)),
  );
  const found = /^oom_kill (\d+)$/m.exec(readFileSync(join(group ?? '', file ?? ''), 'utf8'));
  return Number(found?.[1]);
}

function limitedGroup(): string | undefined {
  const name = `undersigned-${process.pid}`;
  for (const [parent, file] of [
    ['/sys/fs/cgroup', 'memory.max'],
    ['/sys/fs/cgroup/memory', 'memory.limit_in_bytes'],
  ] as const) {
    const folder = join(parent, name);
    try {
      mkdirSync(folder);
      if (existsSync(join(folder, file))) {
        writeFileSync(join(folder, file), LIMIT.toString());
        return folder;
      }
      rmdirSync(folder);
    } catch {
      // Not this user's, or not this kind.
    }
  }
  return undefined;
}
