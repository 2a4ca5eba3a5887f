// `npm run dev` in a small project of its own: what changes is built and served, what can't be built is not, and nothing stays.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { SmallProject } from './support/small-project.js';

/** In the place of the server: says what it is made of, what it is told, and that it stops. */
const SERVER = `
  const fs = require('node:fs');
  const source = fs.readFileSync('src/main.ts', 'utf8');
  if (source === 'crash') process.exit(1);
  fs.appendFileSync('pids.log', process.pid + '\\n');
  process.on('message', (message) => console.log('hears of ' + message));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { console.log('stops'); process.exit(0); });
  setInterval(() => {}, 1e3);
  console.log('serves ' + source + ' ' + process.env.DEV_RELOAD);`;

let project: SmallProject;
let output: Output | undefined;

beforeEach(() => {
  project = new SmallProject();
  project.file('program.js', SERVER);
  project.file('src/main.ts', 'one');
});

afterEach(async () => {
  await output?.end();
  output = undefined;
  project.end();
});

/** What a process prints, read from its beginning to its end. */
class Output {
  private text = '';
  private readonly ended: Promise<unknown>;

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => (this.text += part.toString()));
    this.ended = once(child, 'close');
  }

  /** What comes up to these words, which come or came after all that was read. */
  async upTo(words: string): Promise<string> {
    for (;;) {
      const at = this.text.indexOf(words);
      if (at >= 0) {
        const read = this.text.slice(0, at + words.length);
        this.text = this.text.slice(read.length);
        return read;
      }
      if (this.child.exitCode !== null) throw new Error(`It ended, and said no more than: ${this.text}`);
      await new Promise((wait) => setTimeout(wait, 20));
    }
  }

  async rest(): Promise<string> {
    await this.ended;
    return this.text;
  }

  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}

async function dev(): Promise<Output> {
  output = new Output(project.start(['dev']));
  await output.upTo('serves one true\n');
  return output;
}

function servers(): number[] {
  return project.read('pids.log').split('\n').filter(Boolean).map(Number);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('what changes', () => {
  it('is built, if it is the server’s, and the server started again', async () => {
    const said = await dev();
    project.file('src/main.ts', 'two');
    expect(await said.upTo('serves two true\n')).toContain('stops\n');
    project.file('src/issuer/methods/voucher.ts', 'a folder that was not there');
    await said.upTo('serves two true\n');
    project.file('src/issuer/methods/voucher.ts', 'a file that was not there');
    await said.upTo('serves two true\n');
    project.remove('src/issuer');
    await said.upTo('serves two true\n');
    expect(servers().filter(isRunning)).toEqual([servers().at(-1)]);
    expect(project.log('build')).toEqual([
      'server production',
      'pages production',
      ...Array.from({ length: 4 }, () => 'server production'),
    ]);
  });

  it('is built, if it is the pages’, and the server told of them', async () => {
    const said = await dev();
    project.file('src/web/styles/main.css', 'p {}');
    await said.upTo('hears of pages\n');
    project.file('src/web/islands/letter.ts', 'start();');
    await said.upTo('hears of pages\n');
    // Both are made of it.
    project.file('src/web/locales/en.ts', 'Hello.');
    expect(await said.upTo('serves one true\n')).not.toContain('hears');
    expect(servers()).toHaveLength(2);
  });

  it('and is nobody’s, is left alone', async () => {
    const said = await dev();
    project.file('src/main.spec.ts', 'it();');
    project.file('README.md', '# Two');
    project.file('src/main.ts', 'one');
    project.file('src/web/styles/main.css', 'p {}');
    expect(await said.upTo('hears of pages\n')).toBe('Building the pages …\nhears of pages\n');
  });
});

describe('what is wrong', () => {
  it('is said, and the last good one goes on until it is mended', async () => {
    const said = await dev();
    project.file('src/main.ts', 'wrong');
    expect(await said.upTo('failed; the reason stands above.\n')).toContain('error TS1005\n');
    expect(servers().filter(isRunning)).toHaveLength(1);
    project.file('src/main.ts', 'two');
    await said.upTo('serves two true\n');
    project.file('src/web/styles/wrong.css', 'p {');
    expect(await said.upTo('failed; the reason stands above.\n')).toContain('error in a style\n');
    project.file('src/web/styles/main.css', 'p {}');
    project.remove('src/web/styles/wrong.css');
    await said.upTo('hears of pages\n');
  });

  it('may be wrong from the beginning', async () => {
    project.file('src/main.ts', 'wrong');
    output = new Output(project.start(['dev']));
    await output.upTo('Building the server failed; the reason stands above.\n');
    project.file('src/main.ts', 'one');
    await output.upTo('serves one true\n');
  });

  it('may end the server, which is started again', async () => {
    const said = await dev();
    project.file('src/main.ts', 'crash');
    await said.upTo('The server ended. It is started again when a source changes.\n');
    project.file('src/main.ts', 'two');
    await said.upTo('serves two true\n');
  });
});

describe('the end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('comes by %s, for the server too', async (signal) => {
    const said = await dev();
    said.child.kill(signal);
    // Asked once: who is asked twice ends without finishing.
    expect(await said.rest()).toBe('stops\n');
    expect(said.child.exitCode).toBe(0);
    expect(servers().filter(isRunning)).toEqual([]);
    expect(project.has('.setup.lock')).toBe(false);
  });

  it('comes when npm goes, which tells only its shell', async () => {
    await project.run('prepare');
    const env = { ...process.env, npm_lifecycle_event: 'dev' };
    const shell = spawn('sh', ['-c', 'node scripts/run.mjs dev; true'], { cwd: project.folder, env });
    output = new Output(shell);
    await output.upTo('serves one true\n');
    shell.kill('SIGKILL');
    expect(await output.rest()).toContain('stops\n');
    expect(servers().filter(isRunning)).toEqual([]);
  });
});
