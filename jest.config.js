// Tests run as native ESM, TypeScript stripped by swc. Three suites, none twice:
// - by default every spec but the two below;
// - UNDERSIGNED_FULL=1 adds `*.full-spec.ts`, which take minutes, those in a browser among them;
// - UNDERSIGNED_BROWSER=1 runs test/browser only, which needs Chromium, and of it nothing that takes minutes.
const full = process.env.UNDERSIGNED_FULL === '1';
const browser = process.env.UNDERSIGNED_BROWSER === '1';

// What its suites share (test/support/postgres.ts) is named by this, in every worker.
process.env.UNDERSIGNED_TEST_RUN ??= `${process.pid}-${Date.now().toString(36)}`;

const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true, tsx: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      react: { runtime: 'automatic', importSource: 'preact' },
    },
  },
  module: { type: 'es6' },
};

const suite = browser
  ? ['<rootDir>/test/browser/**/*.spec.ts']
  : [
      '<rootDir>/src/**/*.spec.ts',
      '<rootDir>/test/**/*.spec.ts',
      '<rootDir>/test/**/*.e2e-spec.ts',
      ...(full ? ['<rootDir>/{src,test}/**/*.full-spec.ts'] : []),
    ];

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: suite,
  testPathIgnorePatterns: browser
    ? ['/node_modules/']
    : ['/node_modules/', '<rootDir>/test/browser/.*\\.spec\\.ts$'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.tsx?$': ['@swc/jest', swc] },
  watchman: false,
  testTimeout: 60_000,
  // A worker with an embedded database takes 850 MB, and native modules of finished files are not freed.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
};
