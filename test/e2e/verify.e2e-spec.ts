// `undersigned verify` as a journalist runs it: the built command, on files of both forms, whole and tampered with.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Bundle } from '../../src/protocol/bundle.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { asLines } from '../support/bundles.js';
import { built } from '../support/built.js';

const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/src/cli.js');
const EXAMPLE = join(ROOT, 'docs/examples/letter.bundle');
const ID = 'khigohamidxyi2ckgkake4j4akyyprnc';

interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

let folder: string;
let bundle: Bundle;

beforeAll(async () => {
  await built('server');
  folder = mkdtempSync(join(tmpdir(), 'undersigned-verify-'));
  bundle = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Bundle;
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('undersigned verify', () => {
  it('accepts the example of the documentation, as JSON and as lines, and says the same', async () => {
    const json = await cli(['verify', EXAMPLE, ID]);
    expect(json).toMatchObject({ exit: 0, err: '' });
    expect(json.out).toMatch(/^VALID: 12 signatures, /);
    expect(await cli(['verify', file('lines', asLines(bundle)), ID])).toEqual(json);
  });

  it('reads what it is given as it comes, from a pipe too', async () => {
    const { exit, out } = await cli(['verify', '-', ID, '--json'], asLines(bundle));
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ valid: true, letter: ID, count: 12 });
  });

  it('ends with 1 and the reason when a claim doesn’t hold, in either form', async () => {
    const copy = structuredClone(bundle);
    copy.records[7]!.signature = copy.records[8]!.signature;
    for (const bytes of [canonicalBytes(copy), asLines(copy)]) {
      const { exit, out, err } = await cli(['verify', file('tampered', bytes), ID]);
      expect([exit, out]).toEqual([1, '']);
      expect(err).toContain('INVALID: do not rely on this bundle.');
      expect(err).toContain('(invalid_statement at records[7].statement)');
    }
  });

  it('ends with 2 and the reason when there is no bundle, or half of one', async () => {
    const lines = Buffer.from(asLines(bundle));
    const cases: [string, string][] = [
      [join(folder, 'nowhere'), '(unreadable at '],
      [folder, '(unreadable at '],
      [file('half.json', Buffer.from(canonicalBytes(bundle)).subarray(0, 9000)), '(malformed)'],
      [file('half', lines.subarray(0, lines.length >> 1)), '(malformed at records['],
      [file('page', Buffer.from('<html></html>')), '(malformed)'],
    ];
    for (const [path, said] of cases) {
      const { exit, out, err } = await cli(['verify', path, ID]);
      expect([exit, out]).toEqual([2, '']);
      expect(err).toContain('UNUSABLE: this can’t be checked.');
      expect(err).toContain(said);
    }
  });

  it('ends as SIGPIPE would end it, and never as invalid, when nobody reads what it says', async () => {
    const good = `"${process.execPath}" "${CLI}" verify "${EXAMPLE}" ${ID}`;
    const bad = `"${process.execPath}" "${CLI}" verify "${folder}" ${ID}`;
    for (const [command, exit] of [
      [`${good} | head -0; echo "\${PIPESTATUS[0]}"`, '141'],
      [`${good} --json | head -0; echo "\${PIPESTATUS[0]}"`, '141'],
      [`${bad} 2>&1 >/dev/null | head -0; echo "\${PIPESTATUS[0]}"`, '141'],
      [`${good} | cat >/dev/null; echo "\${PIPESTATUS[0]}"`, '0'],
    ] as const) {
      // The reader is gone before anything is written: the verifier takes longer to start.
      const child = spawn('bash', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] });
      expect([command, (await text(child.stdout)).trim()]).toEqual([command, exit]);
    }
  });

  it('takes the letter’s link for its id', async () => {
    expect((await cli(['verify', EXAMPLE, `https://letters.example/l/${ID}`])).exit).toBe(0);
  });

  it('ends with 2 when it isn’t told what to verify', async () => {
    for (const given of [['verify'], ['verify', EXAMPLE], ['verify', EXAMPLE, ID, 'more']]) {
      expect(await cli(given)).toMatchObject({ exit: 2, out: '' });
    }
  });
});

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function cli(args: readonly string[], input: Uint8Array = Buffer.of()): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: 'pipe' });
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((done) => child.once('close', (exit) => done({ exit, ...said })));
}
