// A small project that has this one's scripts, and in the place of npm, the compilers and jest programs that note what they do.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

const SCRIPTS = join(import.meta.dirname, '../../scripts');

/** In the place of npm: notes its arguments, and installs by writing what npm leaves behind. */
const NPM = `
  const fs = require('node:fs');
  fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
  if (fs.existsSync('offline')) { console.error('npm error network'); process.exit(1); }
  fs.mkdirSync('node_modules', { recursive: true });
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`;

/** In the place of the compiler: the program it makes says what it is given. */
const COMPILER = `
  import fs from 'node:fs';
  fs.appendFileSync('build.log', 'server ' + process.env.NODE_ENV + '\\n');
  if (fs.readFileSync('src/main.ts', 'utf8').includes('wrong')) { console.error('error TS1005'); process.exit(1); }
  fs.mkdirSync('dist/src', { recursive: true });
  fs.copyFileSync('program.js', 'dist/src/main.js');
  fs.copyFileSync('program.js', 'dist/src/cli.js');`;

/** In the place of Vite. */
const VITE = `
  const fs = require('node:fs');
  fs.appendFileSync('build.log', 'pages ' + process.env.NODE_ENV + '\\n');
  if (fs.existsSync('src/web/styles/wrong.css')) { console.error('error in a style'); process.exit(1); }
  fs.mkdirSync('dist/web', { recursive: true });
  fs.writeFileSync('dist/web/manifest.json', process.argv.slice(2).join(' '));`;

/** In the place of the compiler that knows the types. */
const NEST = `
  const fs = require('node:fs');
  fs.appendFileSync('build.log', 'description\\n');
  fs.mkdirSync('dist/api/src', { recursive: true });
  fs.copyFileSync('program.js', 'dist/api/src/openapi.js');`;

const JEST = "console.log(['jest', process.env.UNDERSIGNED_UNIT, ...process.argv.slice(2)].join(' '));";

export interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

export class SmallProject {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'undersigned-run-'));

  constructor() {
    this.file('package.json', '{ "engines": { "node": "^20.19.0 || >=22.12.0" } }');
    this.file('package-lock.json', lockOf({ left: '1.0.0' }));
    this.file('npm/npm-cli.js', NPM);
    this.file('node_modules/@nestjs/cli/bin/nest.js', NEST);
    this.file('node_modules/vite/bin/vite.js', VITE);
    this.file('node_modules/jest/bin/jest.js', JEST);
    this.file('src/main.ts', 'start();');
    this.file('program.js', 'console.log("started", process.argv.slice(2).join(" "));');
    this.file('scripts/compile.mjs', COMPILER);
    for (const name of ['run', 'child', 'parts', 'dev'])
      copyFileSync(join(SCRIPTS, `${name}.mjs`), join(this.folder, `scripts/${name}.mjs`));
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  file(name: string, content: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), content);
  }

  remove(name: string): void {
    rmSync(join(this.folder, name), { recursive: true });
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** The lines that the programs noted. */
  log(name: 'npm' | 'build'): string[] {
    return this.has(`${name}.log`) ? this.read(`${name}.log`).split('\n').filter(Boolean) : [];
  }

  /** `node scripts/run.mjs` with these arguments, until it ends. */
  async run(...args: readonly string[]): Promise<Ended> {
    const child = this.start(args);
    let output = '';
    let errors = '';
    child.stdout.on('data', (part: Buffer) => (output += part.toString()));
    child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, lines: output.split('\n').slice(0, -1), errors };
  }

  /** How the script ends when it gets the signal once its program is up. */
  async interrupted(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }> {
    const child = this.start(['start']);
    child.stdout.on('data', (part: Buffer) => {
      if (part.toString().includes('up')) child.kill(signal);
    });
    const [code, ended] = (await once(child, 'close')) as [number | null, string | null];
    return { code, signal: ended };
  }

  start(args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
    const env = { ...process.env, npm_execpath: join(this.folder, 'npm/npm-cli.js') };
    return spawn(process.execPath, ['scripts/run.mjs', ...args], {
      cwd: this.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

/** A lock with these versions. */
export function lockOf(versions: Record<string, string>, optional: Record<string, string> = {}): string {
  const entries = [
    ...Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    ...Object.entries(optional).map(([name, version]) => [
      `node_modules/${name}`,
      { version, optional: true },
    ]),
  ];
  return JSON.stringify({ packages: { '': {}, ...(Object.fromEntries(entries) as object) } });
}
