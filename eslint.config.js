// Lint: strict types, and the rules of the house (who may know whom, what is given and never taken) as failing checks.
// test/architecture.spec.ts proves each rule of the house on a snippet that breaks it.
import eslint from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import * as map from './lint/boundaries.js';
import house from './lint/house-rules.js';

const TYPED = ['{src,migrations,test,bench}/**/*.{ts,tsx,js}', 'vite.config.ts', 'scripts/vite/*.ts'];
const TESTS = ['**/*.spec.ts', '**/*-spec.ts', 'test/**'];
const PROGRAMS = ['src/{main,start,cli,serve,openapi,api-description}.ts', 'src/commands/**'];

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'data/', 'out/', 'coverage/', 'test-output/', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  eslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      // The compiler knows better.
      'no-undef': 'off',
      // Control characters are refused by name.
      'no-control-regex': 'off',
    },
  },
  {
    files: TYPED,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-console': 'error',
      // NestJS's modules are empty classes, and some providers are no more than their decorators.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Answers are described by classes and made as literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An async function without await is how a throw becomes a rejection.
      '@typescript-eslint/require-await': 'off',
      // Refuses to wait for a list of which some may be no promises.
      '@typescript-eslint/await-thenable': 'off',
      // Asks for the non-null assertion that another rule forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['{src,migrations}/**/*.{ts,tsx,js}'],
    ignores: TESTS,
    plugins: { boundaries, house },
    settings: map.settings,
    rules: {
      ...map.rules,
      ...Object.fromEntries(Object.keys(house.rules).map((name) => [`house/${name}`, 'error'])),
      'max-lines': ['error', 300],
    },
  },
  {
    files: ['bench/**/*.{ts,js}'],
    plugins: { boundaries },
    settings: map.settings,
    rules: { ...map.rules, 'max-lines': ['error', 300] },
  },
  // Who is excepted from which rule of the house.
  except(['house/private-rsa-key', 'house/private-key-import'], ['src/issuer/issuance/**']),
  except(['house/private-key-import', 'house/given-randomness'], ['src/common/node-primitives.ts']),
  except(['house/given-randomness'], ['src/common/random.ts', 'src/protocol/web-primitives.ts']),
  // The one who asks, and primitives around others.
  except(
    ['house/one-way-to-a-verdict'],
    [
      'src/protocol/signatures.ts',
      'src/common/verify-threads.ts',
      'src/client/{remembering,verify/verification}.ts',
    ],
  ),
  // What people type.
  except(
    ['house/frozen-verdict'],
    ['src/protocol/{typed-address,typed-code,words,organization,manifest-defaults}.ts'],
  ),
  except(['house/given-time'], ['src/common/clock.ts', 'src/web/islands/browser.ts']),
  except(
    ['house/no-files'],
    [
      ...['src/common/file-key-vault.ts', 'src/common/master-key.ts', 'src/common/database/**'],
      ...['src/common/private-files.ts', 'src/common/make-once.ts', 'src/common/disk.ts'],
      ...[
        'src/common/public-providers.ts',
        'src/web/pages/assets.ts',
        'src/web/pages/picture/picture-fonts.ts',
        'src/web/pages/texts/text-files.ts',
        ...PROGRAMS,
      ],
    ],
  ),
  except(['house/no-environment'], ['src/common/config.ts', ...PROGRAMS]),
  except(
    ['house/only-tally-counts'],
    [
      ...['src/origin/tally/**', 'src/common/sealed-slots/**'],
      ...[
        'src/origin/signatures/signature-store.service.ts',
        'src/origin/editions/{snapshot,choice}-store.service.ts',
      ],
    ],
  ),
  except(['no-console'], ['src/cli.ts', 'src/commands/**', 'bench/**']),
  // A list in the order of its migrations, not a barrel.
  except(['house/no-barrel'], ['migrations/*/index.ts']),
  {
    files: TESTS,
    plugins: { house },
    rules: {
      'house/no-only': 'error',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Bodies of answers are `any`; what they hold is asserted right after.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);

function except(rules, files) {
  return { files, rules: Object.fromEntries(rules.map((name) => [name, 'off'])) };
}
