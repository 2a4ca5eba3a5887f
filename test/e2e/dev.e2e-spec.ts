// `npm run dev` as it is worked with, in a copy of this project: pages that are open hear of what was built, and load it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { built } from '../support/built.js';
import { directivesOf } from '../support/http-answers.js';
import { freePort } from '../support/process.js';

const ROOT = resolve(import.meta.dirname, '../..');
const COPIED = [
  ...['bench', 'dist', 'migrations', 'scripts', 'src', '.swcrc', 'openapi.json', 'package.json'],
  ...['package-lock.json', 'tsconfig.json', 'vite.config.ts'],
];
const WITHIN_MS = 45_000;

/** What stands in the head of each page: the build that it is of. */
const SCRIPT = /<script type="module" src="\/dev\/reload\.js\?([\w-]+)"><\/script><\/head>/;

describe('npm run dev', () => {
  let folder: string;
  let data: string;
  let url: string;
  let dev: ChildProcess;

  beforeAll(async () => {
    await built('server', 'pages');
    folder = await mkdtemp(join(tmpdir(), 'undersigned dev '));
    for (const name of COPIED) await cp(join(ROOT, name), join(folder, name), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    data = join(folder, 'data');
    const port = (await freePort()).toString();
    url = `http://localhost:${port}`;
    dev = spawn(process.execPath, ['scripts/run.mjs', 'dev'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], PORT: port, DATA_DIR: data },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await until(isUp);
  });

  afterAll(async () => {
    dev.kill('SIGKILL');
    await until(async () => !(await isUp()));
    for (const path of [folder, data, `${data}.master-key`]) await rm(path, { recursive: true, force: true });
  });

  async function isUp(): Promise<boolean> {
    return fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async function text(path: string): Promise<string> {
    return (await fetch(url + path, { headers: { accept: 'text/html' } })).text();
  }

  async function buildOf(path: string): Promise<string> {
    return SCRIPT.exec(await text(path))?.[1] ?? '';
  }

  async function change(file: string, from: string, to: string): Promise<void> {
    const path = join(folder, file);
    const before = await readFile(path, 'utf8');
    expect(before).toContain(from);
    await writeFile(path, before.replace(from, to));
  }

  it.each(['/', '/verify', '/dev/styles', '/nothing', '/api'])(
    'has %s run one script more, and talk to this server',
    async (path) => {
      const answer = await fetch(url + path, { headers: { accept: 'text/html' } });
      const policy = directivesOf(answer.headers.get('content-security-policy') ?? '');
      expect(policy).toMatchObject({
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'connect-src': ["'self'"],
      });
      const html = await answer.text();
      const build = SCRIPT.exec(html)?.[1] ?? '';
      expect(build).not.toBe('');
      expect(await text(`/dev/reload.js?${build}`)).toContain("new EventSource('/dev/reload')");
    },
  );

  it('leaves what is kept as it is', async () => {
    const kept = await readFile(join(folder, 'dist/web/undersigned-verify.html'), 'utf8');
    expect(await text('/verify/undersigned-verify.html')).toBe(kept);
  });

  it('tells pages that are open when pages were built, and serves those', async () => {
    const builds = new Builds(await fetch(`${url}/dev/reload`));
    const before = await buildOf('/');
    expect(await builds.next()).toBe(before);
    await change('src/web/styles/base.css', '\n}\n', '\n}\n.built-anew { color: red }\n');
    const after = await builds.next();
    expect(after).not.toBe(before);
    const html = await text('/');
    expect(SCRIPT.exec(html)?.[1]).toBe(after);
    const [, styles = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
    expect(await text(styles)).toContain('.built-anew');
    await builds.end();
  });

  it('comes back with what was changed in the server, under another name', async () => {
    const builds = new Builds(await fetch(`${url}/dev/reload`));
    const before = await builds.next();
    await change('src/api-description.ts', '<title>Undersigned: the API', '<title>Undersigned: the new API');
    // The server ends it.
    expect(await builds.next()).toBeUndefined();
    await until(async () => (await isUp()) && (await text('/api')).includes('the new API'));
    expect(await buildOf('/api')).not.toBe(before);
  });

  it('leaves nothing behind, not even when it is killed', async () => {
    dev.kill('SIGKILL');
    await once(dev, 'exit');
    await until(async () => !(await isUp()));
  });
});

/** The builds of which the server tells in a stream of events. */
class Builds {
  private readonly reader;
  private read = '';

  constructor(answer: Response) {
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    this.reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Undefined at the end. */
  async next(): Promise<string | undefined> {
    for (;;) {
      const [event, data] = /data: (.*)\n\n/.exec(this.read) ?? [];
      if (event !== undefined) {
        this.read = this.read.slice(this.read.indexOf(event) + event.length);
        return data;
      }
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.read += value;
    }
  }

  async end(): Promise<void> {
    await this.reader.cancel();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('It takes too long.');
    await new Promise((wait) => setTimeout(wait, 50));
  }
}
