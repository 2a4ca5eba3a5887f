// A program: how long the built server takes to its first answer, how much memory it and its database take, and how long whoever
// works on it waits for one spec. Each start is a process of its own, on a folder of its own.
//   node dist/bench/engine.js
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../src/common/free-port.js';
import { SystemRandomSource } from '../src/common/random.js';
import { median, type EngineMeasured } from './figures.js';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const STARTS = 3;
const SETTLES_AFTER_MS = 10_000;
const DEMO_SIGNERS = 650;

/** A spec that has databases, a source that it needs, and how many databases its last test makes. */
const SPEC = 'test/support/database.spec.ts';
const CHANGED = 'src/common/database/transaction.ts';
const COPIES = 10;

interface Started {
  readonly child: ChildProcess;
  readonly seconds: number;
  readonly peak: number;
}

const folder = await mkdtemp(join(tmpdir(), 'undersigned-engine-'));
try {
  process.stdout.write(JSON.stringify(await measure()));
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function measure(): Promise<EngineMeasured> {
  const fresh: Started[] = [];
  const existing: Started[] = [];
  let idle = 0;
  for (let i = 0; i < STARTS; i++) {
    const data = join(folder, i.toString());
    const first = await started(data);
    await stopped(first);
    const second = await started(data);
    if (i === 0) {
      await wait(SETTLES_AFTER_MS);
      idle = await memoryOf(second.child.pid ?? 0);
    }
    await stopped(second);
    fresh.push(first);
    existing.push(second);
  }
  return {
    fresh: median(fresh.map(({ seconds }) => seconds)),
    existing: median(existing.map(({ seconds }) => seconds)),
    peak: Math.max(...fresh.map(({ peak }) => peak)),
    idle,
    demo: await demo(),
    ...(await oneSpec()),
  };
}

/** Up to its first answer, as `npm start` runs it. */
async function started(data: string): Promise<Started> {
  const port = (await freePort(new SystemRandomSource())).toString();
  const began = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'start'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], DATA_DIR: data, PORT: port, LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  let peak = 0;
  for (;;) {
    const answer = await fetch(`http://localhost:${port}/health`).catch(() => undefined);
    if (answer?.ok === true) break;
    if (child.exitCode !== null) throw new Error('The server did not start.');
    peak = Math.max(peak, await memoryOf(child.pid ?? 0));
    await wait(20);
  }
  const seconds = (performance.now() - began) / 1000;
  return { child, seconds, peak: Math.max(peak, await memoryOf(child.pid ?? 0)) };
}

async function stopped({ child }: Started): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function demo(): Promise<number> {
  const began = performance.now();
  const cli = join(ROOT, 'dist/src/cli.js');
  await run(
    process.execPath,
    [cli, 'demo', '--signers', DEMO_SIGNERS.toString(), '--out', join(folder, 'out')],
    {
      maxBuffer: 1 << 24,
    },
  );
  return (performance.now() - began) / 1000;
}

/** With everything in its caches but what was changed. */
async function oneSpec(): Promise<{ spec: number; database: number }> {
  const result = join(folder, 'result.json');
  const parameters = ['scripts/run.mjs', 'test', SPEC, '--json', `--outputFile=${result}`];
  await run(process.execPath, parameters, { cwd: ROOT });
  const now = new Date(performance.timeOrigin + performance.now());
  await utimes(join(ROOT, CHANGED), now, now);
  const began = performance.now();
  await run(process.execPath, parameters, { cwd: ROOT });
  const spec = (performance.now() - began) / 1000;
  const { testResults } = JSON.parse(await readFile(result, 'utf8')) as {
    testResults: { assertionResults: { duration: number }[] }[];
  };
  const durations = testResults.flatMap(({ assertionResults }) => assertionResults);
  return { spec, database: (durations.at(-1)?.duration ?? NaN) / COPIES };
}

/** MiB of the process and all that it started, what they share counted once. Zero where the system doesn't tell. */
async function memoryOf(pid: number): Promise<number> {
  const parents = new Map<number, number[]>();
  for (const name of await readdir('/proc').catch(() => [])) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const parent = Number(/\) \S+ (\d+)/.exec(stat)?.[1]);
    if (stat !== '') parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  let sum = 0;
  const left = [pid];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const rollup = await readFile(`/proc/${next.toString()}/smaps_rollup`, 'utf8').catch(() => '');
    sum += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
    left.push(...(parents.get(next) ?? []));
  }
  return sum;
}
