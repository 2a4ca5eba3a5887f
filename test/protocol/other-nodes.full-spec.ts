// The built verifier under other versions of Node, which have other OpenSSLs, Unicodes and URL parsers: one verdict on every file,
// by node:crypto and by WebCrypto. OTHER_NODES names their programs; without it this is skipped. CONTRIBUTING.md says how to get
// them.
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleMutants } from '../support/bundle-mutants.js';
import { ownVerdict, rememberedPrimitives, VerdictBatch } from '../support/verdict-batch.js';

const ROOT = resolve(import.meta.dirname, '../..');
const PROGRAM = join(ROOT, 'test/support/verdicts.mjs');

const nodes = (process.env['OTHER_NODES'] ?? '').split(':').filter((path) => path !== '');

if (nodes.length === 0) {
  process.stderr.write('Skipped: OTHER_NODES names no other Node.\n');
  it.skip('other versions of Node agree: set OTHER_NODES to their programs', () => undefined);
} else {
  describe('one verdict', () => {
    it.each(nodes)(
      'under %s',
      async (node) => {
        if (!existsSync(join(ROOT, 'dist/src/protocol')))
          throw new Error('dist/ is missing: run `npm run build`.');
        const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
        const other = new VerdictBatch(node, ['--disable-warning=ExperimentalWarning', PROGRAM]);
        const p = rememberedPrimitives();
        const seen = new Map<string, number>();
        const wrong: string[] = [];
        for await (const mutant of bundleMutants()) {
          const [ours, theirs] = await Promise.all([ownVerdict(p, mutant, true), other.ask(mutant)]);
          const [code = ''] = ours.split(' ');
          seen.set(code, (seen.get(code) ?? 0) + 1);
          if (ours !== theirs) wrong.push(`${mutant.what}: ${ours}, and there ${theirs}`);
        }
        await other.end();
        const all = [...seen.values()].reduce((sum, count) => sum + count, 0);
        const counts = [...seen].sort().map(([code, count]) => `${code} ${count}`);
        process.stdout.write(`Node ${version}: ${all} verdicts: ${counts.join(', ')}\n`);
        expect(wrong).toEqual([]);
        expect(all).toBeGreaterThan(4000);
      },
      3_600_000,
    );
  });
}
