// `npm run dev`: serves, and builds and starts again as sources change. What can't be built leaves the last good one running.
// Pages that are open load themselves again: the server tells them. src/web/pages/dev/reload.controller.ts
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Interrupted, isOrphan, LOOKS_FOR_NPM_EVERY_MS, ROOT, say, SIGNALS, start, Stop } from './child.mjs';
import { foldersOf, madeOf, PARTS, setUp } from './parts.mjs';

const SERVED = ['server', 'pages'];
/** An editor writes more than once, and a change of branches many files. */
const SETTLES_IN_MS = 100;

/** Serves until a signal comes, or whoever started this is gone. The exit code. */
export async function dev() {
  if (!existsSync(join(ROOT, 'src'))) throw new Stop('There are no sources here to work on. Run: npm start');
  const stopping = new AbortController();
  for (const signal of SIGNALS) process.once(signal, () => stopping.abort());
  const looking = setInterval(() => isOrphan() && stopping.abort(), LOOKS_FOR_NPM_EVERY_MS);
  const server = new Server(stopping.signal);
  try {
    while (!stopping.signal.aborted) {
      // Before building: what changes meanwhile is built the next time.
      const change = nextChange(stopping.signal);
      if (await isBuilt()) await server.update();
      await change;
      await wait(SETTLES_IN_MS);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    stopping.abort();
    clearInterval(looking);
    await server.stop();
  }
  return 0;
}

/** Resolves when something changes among the sources, or when it is told to stop looking. */
function nextChange(signal) {
  const files = new Set(SERVED.flatMap((part) => PARTS[part].sources));
  const folders = new Set(SERVED.flatMap(foldersOf));
  return new Promise((resolve) => {
    const done = () => {
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const watchers = [watch(ROOT, (_event, name) => files.has(name) && done())];
    signal.addEventListener('abort', done);
    try {
      for (const folder of folders) watchers.push(watch(folder, done).on('error', done));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      // It was removed in this moment.
      done();
    }
  });
}

/** Builds what is out of date; whether all of it could be. */
async function isBuilt() {
  try {
    await setUp(SERVED);
    return true;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    return false;
  }
}

class Server {
  running;
  /** What the parts were made of that it serves. */
  made = {};

  constructor(stopping) {
    this.stopping = stopping;
  }

  /** Has it serve what was built. */
  async update() {
    const before = this.made;
    this.made = Object.fromEntries(SERVED.map((part) => [part, madeOf(part)]));
    if (this.running === undefined || this.made.server !== before.server) {
      await this.stop();
      this.start();
    } else if (this.made.pages !== before.pages) this.running.child.send('pages', () => undefined);
  }

  start() {
    const running = start(process.execPath, ['dist/src/main.js'], {
      env: { ...process.env, DEV_RELOAD: 'true' },
      // Over the last one it hears of new pages, and that this process is gone.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    this.running = running;
    const ended = () => {
      if (this.running !== running || this.stopping.aborted || isOrphan()) return;
      this.running = undefined;
      say('The server ended. It is started again when a source changes.');
    };
    running.ended.then(ended, ended);
  }

  async stop() {
    const { running } = this;
    this.running = undefined;
    await running?.end().catch(() => undefined);
  }
}
