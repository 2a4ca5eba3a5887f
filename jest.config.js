// Tests run as native ESM, TypeScript stripped by swc (.swcrc). Nothing is built for them: what a spec needs of dist/ it asks for by
// test/support/built.ts. Three suites, none twice, and a part of the first:
// - by default every spec but the two below;
// - UNDERSIGNED_UNIT=1: of those, what needs no database, nothing that is built, and no Chromium;
// - UNDERSIGNED_FULL=1 adds `*.full-spec.ts`, which take minutes, those in a browser among them;
// - UNDERSIGNED_BROWSER=1 runs test/browser only, which needs Chromium, and of it nothing that takes minutes.
import { unitSpecs } from './test/support/unit-specs.js';

const unit = process.env.UNDERSIGNED_UNIT === '1';
const full = process.env.UNDERSIGNED_FULL === '1';
const browser = process.env.UNDERSIGNED_BROWSER === '1';

// What its suites share (test/support/postgres.ts) is named by this, in every worker.
process.env.UNDERSIGNED_TEST_RUN ??= `${process.pid}-${Date.now().toString(36)}`;

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: suite(),
  testPathIgnorePatterns: browser
    ? ['/node_modules/']
    : ['/node_modules/', '<rootDir>/test/browser/.*\\.spec\\.ts$'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.tsx?$': '@swc/jest' },
  // Not in the system's temporary folder, which is emptied.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  watchman: false,
  // Only what hangs is stopped: how long something takes says nothing of whether it is right.
  testTimeout: 180_000,
  // Who waits for a page waits for one thread of Chromium: a third worker finds room beside two.
  maxWorkers: browser ? 3 : 2,
  // Native modules of finished files are not freed.
  workerIdleMemoryLimit: '1GB',
};

function suite() {
  if (unit) return unitSpecs(import.meta.dirname).map((file) => `<rootDir>/${file}`);
  if (browser) return ['<rootDir>/test/browser/**/*.spec.ts'];
  return [
    '<rootDir>/src/**/*.spec.ts',
    '<rootDir>/test/**/*.spec.ts',
    '<rootDir>/test/**/*.e2e-spec.ts',
    ...(full ? ['<rootDir>/{src,test}/**/*.full-spec.ts'] : []),
  ];
}
