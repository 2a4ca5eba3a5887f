// @ts-check
// Which specs `npm run test:unit` runs: all that need no database, nothing that is built, and no Chromium. By what they import.
import { filesIn, reaching } from './import-graph.js';

/** Whoever reaches one of these, needs it. */
const NEEDED_ELSEWHERE = new Set([
  ...['test/support/built.ts', 'test/support/database.ts', 'test/support/postgres.ts'],
  'test/browser/support/where.ts',
  // Whoever reaches the driver starts a database, or asks one.
  'pg',
]);

const SPEC = /(?<!\.full)[.-]spec\.ts$/;

/**
 * @param {string} root
 * @returns {string[]} paths from the root
 */
export function unitSpecs(root) {
  const needsMore = reaching(root, NEEDED_ELSEWHERE);
  return ['src', 'test']
    .flatMap((folder) => filesIn(root, folder))
    .filter((file) => SPEC.test(file) && !needsMore(file));
}
