// scripts/run.mjs in a small project of its own: installs and builds exactly what is needed and missing, and stands aside for the
// rest.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { lockOf, SmallProject } from './support/small-project.js';

/** What `start` says of a build that it makes. */
const BUILDS = ['Building the server …', 'Building the pages …'];

const MADE_OF: readonly (readonly [source: string, parts: readonly string[]])[] = [
  ['src/issuer/issuer.module.ts', ['server']],
  ['migrations/origin/1-letters.ts', ['server']],
  ['openapi.json', ['server']],
  ['src/web/pages/page.tsx', ['server']],
  ['src/web/styles/main.css', ['pages']],
  ['src/web/islands/letter.ts', ['pages']],
  ['vite.config.ts', ['pages']],
  ['src/protocol/codec.ts', ['server', 'pages']],
  ['src/web/locales/en.ts', ['server', 'pages']],
  ['src/main.spec.ts', []],
  ['src/web/islands/letter.e2e-spec.ts', []],
  ['docs/protocol.md', []],
];

let project: SmallProject;

beforeEach(() => {
  project = new SmallProject();
});

afterEach(() => {
  project.end();
});

describe('a command on a fresh clone', () => {
  it('installs, builds and starts, and the next time only starts', async () => {
    const fresh = ['Installing the packages …', ...BUILDS, 'started --port 80'];
    expect(await project.run('start', '--port', '80')).toEqual({ code: 0, lines: fresh, errors: '' });
    expect(await project.run('start')).toEqual({ code: 0, lines: ['started '], errors: '' });
    expect(project.log('npm')).toEqual(['ci --include=dev --no-audit --no-fund --loglevel=error']);
    expect(project.read('dist/web/manifest.json')).toBe('build --logLevel warn');
    // Whatever the environment says: both are what a server in production gets.
    expect(project.log('build')).toEqual(['server production', 'pages production']);
  });

  it('builds again what is made of a source that was added, changed or removed, and not for a spec', async () => {
    await project.run('prepare');
    const madeBy = async (change: () => void): Promise<string[]> => {
      const before = project.log('build').length;
      change();
      await project.run('prepare');
      return project
        .log('build')
        .slice(before)
        .map((line) => line.split(' ')[0] ?? '');
    };
    for (const [name, parts] of MADE_OF)
      expect([name, await madeBy(() => project.file(name, 'a'))]).toEqual([name, parts]);
    expect(await madeBy(() => project.file('migrations/origin/1-letters.ts', 'b'))).toEqual(['server']);
    expect(await madeBy(() => project.remove('migrations'))).toEqual(['server']);
    expect(await madeBy(() => project.file('src/protocol/codec.ts', 'a'))).toEqual([]);
  });

  it('builds again what was removed, and leaves the rest', async () => {
    await project.run('start');
    project.remove('dist/web');
    expect((await project.run('start')).lines).toEqual(['Building the pages …', 'started ']);
    project.remove('dist/src');
    expect((await project.run('start')).lines).toEqual(['Building the server …', 'started ']);
  });

  it('builds what the command needs: no pages to check a bundle, the types to describe the API', async () => {
    const [server, pages] = BUILDS;
    await project.run('build', 'server');
    expect((await project.run('undersigned', 'verify', 'a.bundle')).lines).toEqual([
      'started verify a.bundle',
    ]);
    expect((await project.run('undersigned', 'letter')).lines).toEqual([pages, 'started letter']);
    const described = ['Building what describes the API …', 'started --check'];
    expect((await project.run('openapi', '--check')).lines).toEqual(described);
    expect((await project.run('openapi', '--check')).lines).toEqual(['started --check']);
    expect((await project.run('build')).lines).toEqual([server, pages]);
  });

  it('installs again when the lock has another version, but not for a package of another platform', async () => {
    await project.run('start');
    project.file('package-lock.json', lockOf({ left: '1.0.0' }, { darwin: '1.0.0' }));
    await project.run('start');
    expect(project.log('npm')).toHaveLength(1);
    project.file('package-lock.json', lockOf({ left: '1.0.1' }));
    await project.run('start');
    expect(project.log('npm')).toHaveLength(2);
  });

  it('waits for another one that sets up, and takes over from one that died', async () => {
    project.file('.setup.lock', String(process.pid));
    const waiting = project.run('start');
    await new Promise((done) => setTimeout(done, 500));
    expect(project.log('npm')).toEqual([]);
    project.remove('.setup.lock');
    expect((await waiting).lines[0]).toBe('Waiting for another command that installs or builds …');

    project.remove('dist');
    project.file('.setup.lock', String(await endedProcess()));
    expect((await project.run('start')).lines).toEqual([...BUILDS, 'started ']);
    expect(project.has('.setup.lock')).toBe(false);
  });

  it('starts a delivered build as it is, without sources beside it', async () => {
    project.remove('src');
    project.file('dist/src/main.js', 'console.log("delivered");');
    expect(await project.run('start')).toEqual({ code: 0, lines: ['delivered'], errors: '' });
    expect((await project.run('dev')).errors).toBe('There are no sources here to work on. Run: npm start\n');
  });
});

describe('a test', () => {
  it.each([
    [['test', 'a.spec.ts'], 'jest  a.spec.ts'],
    [['test:watch'], 'jest  --watch'],
    [['test:unit', '-t', 'a'], 'jest 1 -t a'],
  ])('builds nothing: %j', async (args, said) => {
    expect(await project.run(...args)).toEqual({
      code: 0,
      lines: ['Installing the packages …', said],
      errors: '',
    });
    expect((await project.run(...args)).lines).toEqual([said]);
    expect(project.log('build')).toEqual([]);
  });

  it('gets what it asks for, built once, however many ask', async () => {
    await project.run('test');
    const asked = await Promise.all([1, 2, 3].map(() => project.run('prepare', 'server')));
    expect(asked.map(({ code, errors }) => ({ code, errors }))).toEqual(
      asked.map(() => ({ code: 0, errors: '' })),
    );
    expect(project.log('build')).toEqual(['server production']);
    await project.run('prepare', 'server', 'pages');
    expect(project.log('build')).toEqual(['server production', 'pages production']);
  });

  it('is told which parts there are, and what is wrong with one', async () => {
    expect((await project.run('prepare', 'toString')).errors).toBe(
      'toString is no part of the build. There are: server, pages, description.\n',
    );
    project.file('src/main.ts', 'wrong');
    const { code, errors } = await project.run('prepare', 'server');
    expect({ code, errors }).toEqual({
      code: 1,
      errors: 'error TS1005\nBuilding the server failed; the reason stands above.\n',
    });
  });
});

describe('what goes wrong', () => {
  it('does not take for built what could not be', async () => {
    project.file('src/web/styles/wrong.css', 'p {');
    const failed = await project.run('start');
    expect([failed.code, failed.lines]).toEqual([1, ['Installing the packages …', ...BUILDS]]);
    expect(failed.errors).toBe('error in a style\nBuilding the pages failed; the reason stands above.\n');
    project.remove('src/web/styles/wrong.css');
    expect((await project.run('start')).lines).toEqual(['Building the pages …', 'started ']);
  });

  it('says which Node it needs', async () => {
    for (const range of ['>=99.0', '^20.99.0 || >=98.1', '^19.0.0']) {
      project.file('package.json', JSON.stringify({ engines: { node: range } }));
      const sentence = `This is Node ${process.versions.node}. Undersigned needs Node ${range}.\n`;
      expect(await project.run('start')).toEqual({ code: 1, lines: [], errors: sentence });
    }
  });

  it('lists the commands instead of one it does not know', async () => {
    for (const name of ['sing', 'toString']) {
      const { code, errors } = await project.run(name);
      expect(code).toBe(1);
      expect(errors).toMatch(/^Say what to run: start, dev, demo, .*test/);
    }
  });

  it('stops when the packages cannot be installed', async () => {
    project.file('offline', '');
    const { code, lines, errors } = await project.run('start');
    expect({ code, lines }).toEqual({ code: 1, lines: ['Installing the packages …'] });
    expect(errors).toBe('npm error network\nThe packages could not be installed; npm says why above.\n');
    expect(project.log('build')).toEqual([]);
  });

  it('installs nothing through a link, where the packages are another’s', async () => {
    await project.run('build');
    renameSync(join(project.folder, 'node_modules'), join(project.folder, 'elsewhere'));
    symlinkSync(join(project.folder, 'elsewhere'), join(project.folder, 'node_modules'));
    expect((await project.run('start')).code).toBe(0);
    project.file('package-lock.json', lockOf({ left: '1.0.1' }));
    const { code, errors } = await project.run('start');
    expect([code, errors]).toEqual([1, expect.stringMatching(/^node_modules is a link/)]);
    expect(project.log('npm')).toHaveLength(1);
  });

  it('stops when the build fails, and builds again the next time', async () => {
    project.file('src/main.ts', 'wrong');
    const { code, errors } = await project.run('start');
    expect(code).toBe(1);
    expect(errors).toBe('error TS1005\nBuilding the server failed; the reason stands above.\n');
    await project.run('start');
    expect(project.log('build')).toHaveLength(2);
  });
});

describe('the command that runs', () => {
  it('passes its exit code on', async () => {
    project.file('program.js', 'process.exit(7);');
    expect((await project.run('start')).code).toBe(7);
  });

  it('gets the signals, and its own end is passed on', async () => {
    project.file(
      'program.js',
      'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 1e3); console.log("up");',
    );
    expect(await project.interrupted('SIGTERM')).toEqual({ code: 3, signal: null });
    project.file('program.js', 'setInterval(() => {}, 1e3); console.log("up");');
    await project.run('build');
    expect(await project.interrupted('SIGTERM')).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('is stopped when npm goes, which tells only its shell', async () => {
    const goes =
      'process.on("SIGTERM", () => { require("node:fs").writeFileSync("stopped", ""); process.exit(0); });';
    project.file('program.js', `${goes} setInterval(() => {}, 1e3); console.log("up");`);
    await project.run('build');
    const env = { ...process.env, npm_lifecycle_event: 'start' };
    const shell = spawn('sh', ['-c', 'node scripts/run.mjs start; true'], { cwd: project.folder, env });
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    await once(shell, 'close');
    expect(project.has('stopped')).toBe(true);
  });

  it('is none where there are no browser tests, and jest where there are', async () => {
    const none = { code: 0, lines: ['There is nothing in test/browser.'], errors: '' };
    expect(await project.run('test:browser')).toEqual(none);
    project.file('test/browser/sign.spec.ts', '');
    project.file(
      'node_modules/jest/bin/jest.js',
      'console.log("jest", process.env.UNDERSIGNED_BROWSER); process.exit(1);',
    );
    const { code, lines } = await project.run('test:browser');
    expect({ code, lines }).toEqual({ code: 1, lines: ['Installing the packages …', 'jest 1'] });
  });
});

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid ?? 0;
}
