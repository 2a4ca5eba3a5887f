// A program that pages.ts starts: the application on an embedded database, with an open letter. Says the letter's address.
//   node dist/bench/page-server.js
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { demoContent } from '../src/commands/demo/letter-text.js';
import { openLetter } from '../src/commands/demo/organizers.js';
import { startServer } from '../src/serve.js';

const THRESHOLD = 100;
const HOUR = 3600;
const OPENS_IN_MS = 5_000;

const folder = await mkdtemp(join(tmpdir(), 'undersigned-pages-'));
const server = await startServer({
  PORT: '0',
  LOG_LEVEL: 'silent',
  DATA_DIR: join(folder, 'data'),
  ANYONE_MAY_START: 'true',
});
const opensAt = new Date(Math.ceil((performance.timeOrigin + performance.now() + OPENS_IN_MS) / 1000) * 1000);
const content = demoContent({ threshold: THRESHOLD, opensAt, epochSeconds: HOUR, twoWorkplaces: true });
const http = { baseUrl: server.url, fetch, now: () => new Date(performance.timeOrigin + performance.now()) };
const { letter } = await openLetter({ http }, content);
await wait(opensAt.getTime() - performance.timeOrigin - performance.now());

process.on('message', () => process.send?.(process.cpuUsage()));
process.once('SIGTERM', () => void stop());
process.once('disconnect', () => void stop());
process.send?.({ url: `${server.url}/l/${letter.id}` });

async function stop(): Promise<void> {
  await server.close();
  await rm(folder, { recursive: true, force: true });
  process.exit();
}
