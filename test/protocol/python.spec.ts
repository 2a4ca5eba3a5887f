// A second verifier, in Python, written from docs/protocol.md alone: it and ours agree on every file, codes included. Without
// python3 its tests are skipped, but not in CI. All files in `test:full`, some of them otherwise.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toBase64url, utf8 } from '../../src/protocol/codec.js';
import { ProtocolError } from '../../src/protocol/errors.js';
import { checkLetterLine, readLetterText } from '../../src/protocol/letter-text.js';
import { bundleMutants } from '../support/bundle-mutants.js';
import { describeCase } from '../support/shared-cases.js';
import { someLetterText, someSlippedText, someString } from '../support/some-letter-text.js';
import { ownVerdict, rememberedPrimitives, VerdictBatch } from '../support/verdict-batch.js';

const ROOT = resolve(import.meta.dirname, '../..');
const PROGRAM = join(ROOT, 'test/python/verify.py');
const ID = 'khigohamidxyi2ckgkake4j4akyyprnc';

/** Of everything that is changed in one place. */
const EVERY = process.env['UNDERSIGNED_FULL'] === '1' ? 1 : 11;

const isThere = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;

if (isThere) {
  describe('the verifier in Python', tests);
} else if (process.env['CI'] === 'true') {
  it('finds python3, 3.10 or newer, as it must in CI', () => expect(isThere).toBe(true));
} else {
  process.stderr.write('Skipped: no python3, 3.10 or newer.\n');
  it.skip('a verifier in Python agrees: install python3 to run this', () => undefined);
}

function tests(): void {
  let python: VerdictBatch;

  beforeAll(() => {
    python = new VerdictBatch('python3', [PROGRAM, '--batch']);
  });
  afterAll(async () => {
    await python.end();
  });

  it('accepts the bundle of the documentation, and ours in the vectors', async () => {
    const file = readFileSync(join(ROOT, 'docs/examples/letter.bundle'));
    expect(await python.ask({ file, id: ID })).toBe('valid');
    const own = JSON.parse(readFileSync(join(ROOT, 'test/vectors/own/bundle.json'), 'utf8')) as {
      file: string;
      id: string;
    };
    expect(await python.ask({ file: Buffer.from(own.file), id: own.id })).toBe('valid');
    expect(spawnSync('python3', [PROGRAM, join(ROOT, 'docs/examples/letter.bundle'), ID]).status).toBe(0);
  });

  it('agrees on signatures at the edges, of every kind of document', () => {
    const { kinds } = JSON.parse(readFileSync(join(ROOT, 'test/vectors/own/ed25519.json'), 'utf8')) as {
      kinds: { edges: Record<'key' | 'encoded' | 'signature', string>[] }[];
    };
    const edges = kinds.flatMap((kind) => kind.edges) as (Record<'key' | 'encoded' | 'signature', string> &
      Record<'verdict' | 'enters', boolean>)[];
    const input = edges.map(({ key, encoded, signature }) => `${key} ${encoded} ${signature}\n`).join('');
    const { stdout } = spawnSync('python3', [PROGRAM, '--signatures'], { input, encoding: 'utf8' });
    const expected = edges.map(({ verdict, enters }) => `${verdict} ${enters}`);
    expect(stdout.toLowerCase().trim().split('\n')).toEqual(expected);
  }, 120_000);

  it('agrees on what is a letter’s text, and what is a line of one', () => {
    const texts = [
      ...fc.sample(someLetterText, { numRuns: 1000 / EVERY, seed: 1 }),
      ...fc.sample(someSlippedText, { numRuns: 8000 / EVERY, seed: 2 }),
      ...fc.sample(someString, { numRuns: 4000 / EVERY, seed: 3 }),
    ].filter((text) => text.isWellFormed());
    const input = texts.map((text) => `${toBase64url(utf8(text))}\n`).join('');
    const { stdout } = spawnSync('python3', [PROGRAM, '--texts'], {
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    const theirs = stdout.toLowerCase().trim().split('\n');
    const holds = (check: () => unknown): boolean => {
      try {
        check();
        return true;
      } catch (error) {
        if (error instanceof ProtocolError) return false;
        throw error;
      }
    };
    const ours = texts.map((text) => {
      const isText = holds(() => readLetterText(text, 'body'));
      return `${isText} ${holds(() => checkLetterLine(text, 'title'))}`;
    });
    expect(texts.filter((_, i) => ours[i] !== theirs[i])).toEqual([]);
    expect(theirs).toHaveLength(texts.length);
    expect(new Set(ours).size).toBe(4);
  }, 600_000);

  it('agrees on all mutants, codes included', async () => {
    const p = rememberedPrimitives();
    const seen = new Map<string, number>();
    const wrong: string[] = [];
    for await (const mutant of bundleMutants(EVERY)) {
      const [ours, theirs] = await Promise.all([ownVerdict(p, mutant), python.ask(mutant)]);
      seen.set(ours, (seen.get(ours) ?? 0) + 1);
      if (ours !== theirs) wrong.push(`${mutant.what}: ${ours}, and in Python ${theirs}`);
    }
    const counts = [...seen].sort().map(([code, count]) => `${code} ${count}`);
    process.stdout.write(`Verdicts: ${counts.join(', ')}\n`);
    expect(wrong).toEqual([]);
    expect(seen.size).toBeGreaterThan(EVERY === 1 ? 20 : 15);
    expect(seen.get('valid')).toBeGreaterThan(10);
  }, 1_800_000);

  for (const name of ['low-signer', 'domain-emoji-name', 'fake-valid'] as const) {
    describeCase(name, (one) => {
      it('has the same verdict', async () => {
        const mutant = { ...one, what: name };
        expect(await python.ask(one)).toBe(await ownVerdict(rememberedPrimitives(), mutant));
      });
    });
  }
}
