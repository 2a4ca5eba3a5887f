// scripts/run.mjs in a small project of its own: installs and builds exactly what is missing, and stands aside for the rest.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPT = join(import.meta.dirname, '../scripts/run.mjs');

/** In the place of npm: notes its arguments, and installs by writing what npm leaves behind. */
const NPM = `
  const fs = require('node:fs');
  fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
  if (fs.existsSync('offline')) { console.error('npm error network'); process.exit(1); }
  fs.mkdirSync('node_modules', { recursive: true });
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`;

/** In the place of the compiler: the program it makes says what it is given. */
const NEST = `
  const fs = require('node:fs');
  fs.appendFileSync('build.log', 'built\\n');
  if (fs.readFileSync('src/main.ts', 'utf8').includes('wrong')) { console.error('error TS1005'); process.exit(1); }
  fs.rmSync('dist', { recursive: true, force: true });
  fs.mkdirSync('dist/src', { recursive: true });
  fs.copyFileSync('program.js', 'dist/src/main.js');`;

/** In the place of Vite: adds the pages to what the compiler made. */
const VITE = `
  const fs = require('node:fs');
  if (fs.existsSync('src/wrong.css')) { console.error('error in a style'); process.exit(1); }
  fs.writeFileSync('dist/pages', process.argv.slice(2).join(' '));`;

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'undersigned-run-'));
  file('package.json', '{ "engines": { "node": "^20.19.0 || >=22.12.0" } }');
  file('package-lock.json', lockOf({ left: '1.0.0' }));
  file('npm/npm-cli.js', NPM);
  file('node_modules/@nestjs/cli/bin/nest.js', NEST);
  file('node_modules/vite/bin/vite.js', VITE);
  file('src/main.ts', 'start();');
  file('program.js', 'console.log("started", process.argv.slice(2).join(" "));');
  mkdirSync(join(project, 'scripts'));
  copyFileSync(SCRIPT, join(project, 'scripts/run.mjs'));
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

describe('a command on a fresh clone', () => {
  it('installs, builds and starts, and the next time only starts', async () => {
    const fresh = ['Installing the packages …', 'Building …', 'started --port 80'];
    expect(await run('start', '--port', '80')).toEqual({ code: 0, lines: fresh, errors: '' });
    expect(await run('start')).toEqual({ code: 0, lines: ['started '], errors: '' });
    expect(log('npm')).toEqual(['ci --include=dev --no-audit --no-fund --loglevel=error']);
  });

  it('builds again when a source was changed, added or removed, and not for a spec', async () => {
    await run('start');
    const builds = async () => {
      await run('start');
      return log('build').length;
    };
    file('src/main.ts', 'start(now);');
    expect(await builds()).toBe(2);
    file('migrations/origin/1-letters.ts', '');
    expect(await builds()).toBe(3);
    rmSync(join(project, 'migrations'), { recursive: true });
    expect(await builds()).toBe(4);
    file('src/main.spec.ts', 'it();');
    file('src/e2e/main.e2e-spec.ts', 'it();');
    expect(await builds()).toBe(4);
    file('src/web/styles/main.css', 'p {}');
    expect(await builds()).toBe(5);
  });

  it('installs again when the lock has another version, but not for a package of another platform', async () => {
    await run('start');
    file('package-lock.json', lockOf({ left: '1.0.0' }, { darwin: '1.0.0' }));
    await run('start');
    expect(log('npm')).toHaveLength(1);
    file('package-lock.json', lockOf({ left: '1.0.1' }));
    await run('start');
    expect(log('npm')).toHaveLength(2);
  });

  it('waits for another one that sets up, and takes over from one that died', async () => {
    file('.setup.lock', String(process.pid));
    const waiting = run('start');
    await new Promise((done) => setTimeout(done, 500));
    expect(log('npm')).toEqual([]);
    rmSync(join(project, '.setup.lock'));
    expect((await waiting).lines[0]).toBe('Waiting for another command that installs or builds …');

    rmSync(join(project, 'dist'), { recursive: true });
    file('.setup.lock', String(await endedProcess()));
    expect((await run('start')).lines).toEqual(['Building …', 'started ']);
    expect(existsSync(join(project, '.setup.lock'))).toBe(false);
  });

  it('starts a delivered build as it is, without sources beside it', async () => {
    rmSync(join(project, 'src'), { recursive: true });
    file('dist/src/main.js', 'console.log("delivered");');
    expect(await run('start')).toEqual({ code: 0, lines: ['delivered'], errors: '' });
  });
});

describe('what goes wrong', () => {
  it('builds the pages too, and does not take for built what could not be', async () => {
    file('src/wrong.css', 'p {');
    const failed = await run('start');
    expect([failed.code, failed.lines]).toEqual([1, ['Installing the packages …', 'Building …']]);
    expect(failed.errors).toBe('error in a style\nThe pages could not be built; Vite says why above.\n');
    rmSync(join(project, 'src/wrong.css'));
    expect((await run('start')).lines).toEqual(['Building …', 'started ']);
    expect(readFileSync(join(project, 'dist/pages'), 'utf8')).toBe('build --logLevel warn');
  });

  it('says which Node it needs', async () => {
    for (const range of ['>=99.0', '^20.99.0 || >=98.1', '^19.0.0']) {
      file('package.json', JSON.stringify({ engines: { node: range } }));
      const sentence = `This is Node ${process.versions.node}. Undersigned needs Node ${range}.\n`;
      expect(await run('start')).toEqual({ code: 1, lines: [], errors: sentence });
    }
  });

  it('lists the commands instead of one it does not know', async () => {
    for (const name of ['sing', 'toString']) {
      const { code, errors } = await run(name);
      expect(code).toBe(1);
      expect(errors).toMatch(/^Say what to run: start, demo, .*test/);
    }
  });

  it('stops when the packages cannot be installed', async () => {
    file('offline', '');
    const { code, lines, errors } = await run('start');
    expect({ code, lines }).toEqual({ code: 1, lines: ['Installing the packages …'] });
    expect(errors).toBe('npm error network\nThe packages could not be installed; npm says why above.\n');
    expect(log('build')).toEqual([]);
  });

  it('stops when the build fails, and builds again the next time', async () => {
    file('src/main.ts', 'wrong');
    const { code, errors } = await run('start');
    expect(code).toBe(1);
    expect(errors).toBe('error TS1005\nThe build failed; the compiler says why above.\n');
    await run('start');
    expect(log('build')).toHaveLength(2);
  });
});

describe('the command that runs', () => {
  it('passes its exit code on', async () => {
    file('program.js', 'process.exit(7);');
    expect((await run('start')).code).toBe(7);
  });

  it('gets the signals, and its own end is passed on', async () => {
    file(
      'program.js',
      'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 1e3); console.log("up");',
    );
    expect(await interrupted('SIGTERM')).toEqual({ code: 3, signal: null });
    file('program.js', 'setInterval(() => {}, 1e3); console.log("up");');
    await run('build');
    expect(await interrupted('SIGTERM')).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('is stopped when npm goes, which tells only its shell', async () => {
    const goes =
      'process.on("SIGTERM", () => { require("node:fs").writeFileSync("stopped", ""); process.exit(0); });';
    file('program.js', `${goes} setInterval(() => {}, 1e3); console.log("up");`);
    await run('build');
    const env = { ...process.env, npm_lifecycle_event: 'start' };
    const shell = spawn('sh', ['-c', 'node scripts/run.mjs start; true'], { cwd: project, env });
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    await once(shell, 'close');
    expect(existsSync(join(project, 'stopped'))).toBe(true);
  });

  it('is none where there are no browser tests, and jest where there are', async () => {
    const none = { code: 0, lines: ['There is nothing in test/browser.'], errors: '' };
    expect(await run('test:browser')).toEqual(none);
    file('test/browser/sign.spec.ts', '');
    file(
      'node_modules/jest/bin/jest.js',
      'console.log("jest", process.env.UNDERSIGNED_BROWSER); process.exit(1);',
    );
    const { code, lines } = await run('test:browser');
    expect({ code, last: lines.at(-1) }).toEqual({ code: 1, last: 'jest 1' });
  });
});

async function run(...args: string[]): Promise<{ code: number | null; lines: string[]; errors: string }> {
  const child = start(args);
  let output = '';
  let errors = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines: output.split('\n').slice(0, -1), errors };
}

/** How the script ends when it gets the signal once its program is up. */
async function interrupted(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }> {
  const child = start(['start']);
  child.stdout.on('data', (part: Buffer) => {
    if (part.toString().includes('up')) child.kill(signal);
  });
  const [code, ended] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal: ended };
}

function start(args: string[]) {
  const env = { ...process.env, npm_execpath: join(project, 'npm/npm-cli.js') };
  return spawn(process.execPath, ['scripts/run.mjs', ...args], {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid ?? 0;
}

function file(name: string, content: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), content);
}

function log(name: string): string[] {
  const path = join(project, `${name}.log`);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}

function lockOf(versions: Record<string, string>, optional: Record<string, string> = {}): string {
  const entries = [
    ...Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    ...Object.entries(optional).map(([name, version]) => [
      `node_modules/${name}`,
      { version, optional: true },
    ]),
  ];
  return JSON.stringify({ packages: { '': {}, ...(Object.fromEntries(entries) as object) } });
}
