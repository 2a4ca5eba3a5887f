// The rules of the house are checks that fail: every rule is shown to refuse a snippet that breaks it, and the tree as it
// stands keeps those that look at all files at once.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { filesIn, findCycle, importGraph, sourcesIn } from './support/import-graph.js';

const ROOT = join(import.meta.dirname, '..');
const CONFIG = join(ROOT, 'eslint.config.js');

/** What may stand in `src`: the map of the house. */
const FOLDERS = [
  ...['client', 'commands', 'common', 'issuer', 'origin', 'protocol', 'web'],
  ...['issuer/attestation', 'issuer/issuance', 'issuer/letters', 'issuer/methods', 'issuer/opening'],
  ...[
    'origin/after',
    'origin/editions',
    'origin/letters',
    'origin/log',
    'origin/organizers',
    'origin/signatures',
    'origin/tally',
  ],
];

/** `editions → letters, signatures, tally, organizers, log` and so on: all that is allowed inside the origin. */
const ORIGIN_ORDER: Readonly<Record<string, readonly string[]>> = {
  organizers: [],
  log: [],
  letters: ['organizers'],
  signatures: ['letters'],
  tally: ['letters', 'signatures'],
  editions: ['letters', 'signatures', 'tally', 'organizers', 'log'],
  after: ['letters', 'editions', 'organizers'],
};

/** Files that the snippets import; only their places matter. */
const PLACES = [
  ...['src/main.ts', 'src/start.ts', 'src/app.module.ts', 'src/serve.ts', 'src/cli.ts'],
  ...['src/protocol/codec.ts', 'src/protocol/issuer-api.ts', 'src/client/http.ts', 'src/common/clock.ts'],
  ...[
    'src/commands/serve.ts',
    'src/commands/demo.ts',
    'src/commands/demo/tampering.ts',
    'src/commands/verify.ts',
    'src/commands/letter-invitations.ts',
  ],
  ...[
    'src/issuer/issuer.module.ts',
    'src/issuer/issuance/issuance.service.ts',
    'src/issuer/issuance/tags.entity.ts',
  ],
  ...['src/issuer/attestation/attestation.service.ts', 'src/issuer/letters/issuer-letters.service.ts'],
  ...['src/origin/origin.module.ts', 'src/web/pages/page.service.ts', 'src/web/islands/ask.ts'],
  ...['src/web/web.module.ts', 'src/web/locales/texts.ts', 'src/web/pages/home/home-page.tsx'],
  'src/web/letter/drawn.tsx',
  ...['migrations/origin/1-letters.ts', 'migrations/issuer/1-letters.ts', 'test/support/database.ts'],
  'bench/run.ts',
  ...Object.keys(ORIGIN_ORDER).flatMap((folder) =>
    ['module', 'service', 'guard', 'entity', 'dto', 'errors', 'controller'].map(
      (kind) => `src/origin/${folder}/thing.${kind}.ts`,
    ),
  ),
];

/** Rules that a snippet is judged by; what the compiler knows about its types is not asked here. */
const JUDGED = /^(?:house|boundaries)\/|^(?:no-console|max-lines|no-warning-comments)$/;

type Snippet = readonly [rule: string, file: string, code: string];

let house: string;
let place: { settings: Record<string, string> };
let lint: ESLint;

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'undersigned-house-'));
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  writeFileSync(join(house, 'tsconfig.json'), readFileSync(join(ROOT, 'tsconfig.json')));
  for (const file of PLACES) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), 'export const thing = 1;\n');
  }
  place = { settings: { 'boundaries/root-path': house } };
  lint = new ESLint({
    cwd: house,
    overrideConfigFile: CONFIG,
    overrideConfig: [place, { ...(tseslint.configs.disableTypeChecked as object) }],
  });
});

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

describe('who may know whom', () => {
  const refused: [from: string, to: string][] = [
    // 1
    ['src/protocol/token.ts', '../common/clock.js'],
    ['src/protocol/token.ts', '../client/http.js'],
    ['src/protocol/token.ts', '../issuer/issuance/issuance.service.js'],
    ['src/protocol/token.ts', '@nestjs/common'],
    ['src/protocol/token.ts', 'typeorm'],
    ['src/protocol/token.ts', 'node:path'],
    ['src/client/ask.ts', '../common/clock.js'],
    ['src/client/ask.ts', '../commands/verify.js'],
    ['src/client/ask.ts', 'node:path'],
    ['src/client/ask.ts', 'nodemailer'],
    ...['sign', 'withdraw', 'verify', 'key'].flatMap((command): [string, string][] => [
      [`src/commands/${command}.ts`, '../app.module.js'],
      [`src/commands/${command}.ts`, '../serve.js'],
      [`src/commands/${command}.ts`, '../common/clock.js'],
      [`src/commands/${command}.ts`, '../web/pages/page.service.js'],
      [`src/commands/${command}.ts`, './demo.js'],
      [`src/commands/${command}.ts`, './demo/tampering.js'],
      [`src/commands/${command}.ts`, '../origin/letters/thing.service.js'],
    ]),
    ['src/commands/demo.ts', '../origin/letters/thing.service.js'],
    ['src/commands/letter.ts', '../origin/letters/thing.entity.js'],
    ['src/commands/letter.ts', '../origin/tally/thing.service.js'],
    ['src/commands/letter.ts', '../issuer/issuance/issuance.service.js'],
    ['src/commands/verify.ts', './letter-invitations.js'],
    ['bench/run.ts', '../src/origin/letters/thing.service.js'],
    ['bench/run.ts', '../test/support/database.js'],
    ['src/protocol/token.ts', '../../bench/run.js'],
    ['src/cli.ts', './app.module.js'],
    // 2
    ['src/common/mailer.ts', '../issuer/issuance/issuance.service.js'],
    ['src/common/mailer.ts', '../origin/letters/thing.service.js'],
    ['src/common/mailer.ts', '../client/http.js'],
    ['src/common/mailer.ts', '../app.module.js'],
    ['src/issuer/issuer.module.ts', '../origin/origin.module.js'],
    ['src/issuer/issuance/thing.service.ts', '../../origin/letters/thing.service.js'],
    ['src/issuer/issuance/thing.service.ts', '../../origin/origin.module.js'],
    ['src/origin/origin.module.ts', '../issuer/issuer.module.js'],
    ['src/origin/letters/other.service.ts', '../../issuer/issuance/issuance.service.js'],
    ['src/origin/letters/other.service.ts', '../../issuer/issuer.module.js'],
    ['src/origin/letters/other.service.ts', '../../app.module.js'],
    ['src/origin/letters/other.service.ts', '../../client/http.js'],
    ['src/origin/origin.module.ts', '../../migrations/issuer/1-letters.js'],
    ['migrations/issuer/2-more.ts', '../origin/1-letters.js'],
    ['migrations/origin/2-more.ts', '../../src/origin/letters/thing.entity.js'],
    ['src/main.ts', '../test/support/database.js'],
    ['src/main.ts', './issuer/issuer.module.js'],
    ['src/serve.ts', './origin/letters/thing.service.js'],
    // 3
    ['src/issuer/attestation/thing.service.ts', '../issuance/issuance.service.js'],
    ['src/issuer/letters/thing.service.ts', '../attestation/attestation.service.js'],
    ['src/issuer/letters/thing.service.ts', '../issuer.module.js'],
    ['src/origin/letters/other.service.ts', '../../issuer/issuer.errors.js'],
    ['src/issuer/issuance/thing.service.ts', '../issuer.errors.js'],
    // 4
    ['src/issuer/methods/thing.service.ts', '../issuance/tags.entity.js'],
    ['src/issuer/issuer.module.ts', './issuance/tags.entity.js'],
    ['src/origin/origin.module.ts', './letters/thing.entity.js'],
    ['src/app.module.ts', './origin/letters/thing.entity.js'],
    // 5
    ['src/web/pages/letter.ts', '../../origin/letters/thing.entity.js'],
    ['src/web/pages/letter.ts', '../../issuer/issuance/issuance.service.js'],
    ['src/web/islands/sign.ts', '../../origin/letters/thing.service.js'],
    ['src/web/islands/sign.ts', '../../common/clock.js'],
    ['src/web/islands/sign.ts', 'node:path'],
    ['src/web/islands/sign/step.tsx', '../../../common/clock.js'],
    ['src/web/islands/sign/step.tsx', '../../pages/page.service.js'],
    ['src/web/islands/sign/step.tsx', '../../web.module.js'],
    ['src/web/islands/sign/step.tsx', 'node:path'],
    ['src/web/islands/sign/step.tsx', '@nestjs/common'],
    ['src/web/islands/sign/step.tsx', 'fastify'],
    ['src/web/islands/sign/step.tsx', 'preact-render-to-string'],
    ['src/web/letter/drawn.tsx', '../pages/page.service.js'],
    ['src/web/letter/drawn.tsx', '../islands/ask.js'],
    ['src/web/letter/drawn.tsx', '../../client/http.js'],
    ['src/web/letter/drawn.tsx', 'uqr'],
    ['src/web/pages/letter/page.tsx', '../../../client/http.js'],
    ['src/web/pages/letter/page.tsx', '../../islands/ask.js'],
    ['src/web/pages/letter/page.tsx', '../../web.module.js'],
    ['src/web/pages/letter/page.tsx', '../../../issuer/issuer.module.js'],
    ['src/web/pages/letter/page.tsx', '../../../issuer/issuance/issuance.service.js'],
    ['src/web/pages/letter/page.tsx', '../../../commands/verify.js'],
    ['src/web/web.module.ts', '../origin/letters/thing.service.js'],
    ['src/web/web.module.ts', './islands/ask.js'],
    ['src/web/locales/en.ts', '../../protocol/codec.js'],
    ['src/web/locales/en.ts', '../../common/clock.js'],
    ['src/web/locales/en.ts', '../pages/page.service.js'],
    ['src/web/locales/en.ts', '../islands/ask.js'],
    ['src/protocol/token.ts', '../web/locales/texts.js'],
    ['src/protocol/token.ts', 'uqr'],
    ['src/client/ask.ts', 'shamir-secret-sharing'],
    ['src/client/ask.ts', '../web/locales/texts.js'],
    ['src/client/ask.ts', 'preact'],
    ['src/common/mailer.ts', '../web/pages/page.service.js'],
    ['src/origin/letters/other.service.ts', '../../web/pages/page.service.js'],
    ['src/serve.ts', './web/pages/page.service.js'],
  ];

  const allowed: [from: string, to: string][] = [
    ['src/protocol/token.ts', './codec.js'],
    ['src/client/ask.ts', '../protocol/codec.js'],
    ['src/client/ask.ts', './http.js'],
    ['src/commands/verify.ts', '../protocol/codec.js'],
    ['src/commands/verify.ts', '../client/http.js'],
    ['src/commands/verify.ts', '../web/locales/texts.js'],
    ['src/commands/verify.ts', 'node:fs/promises'],
    ['src/commands/serve.ts', '../app.module.js'],
    ['src/commands/demo.ts', '../serve.js'],
    ['src/commands/demo.ts', './demo/tampering.js'],
    ['src/commands/backup.ts', '../app.module.js'],
    ['src/commands/letter.ts', '../serve.js'],
    ['src/commands/letter-invitations.ts', '../origin/letters/thing.service.js'],
    ['bench/run.ts', '../src/protocol/codec.js'],
    ['bench/run.ts', '../src/common/clock.js'],
    ['bench/run.ts', '../src/serve.js'],
    ['bench/run.ts', 'node:fs/promises'],
    ['src/cli.ts', './commands/verify.js'],
    ['src/cli.ts', './common/clock.js'],
    ['src/common/mailer.ts', './clock.js'],
    ['src/common/mailer.ts', '../protocol/codec.js'],
    ['src/issuer/issuance/thing.service.ts', '../../protocol/issuer-api.js'],
    ['src/issuer/issuance/thing.service.ts', './tags.entity.js'],
    ['src/issuer/issuance/thing.service.ts', '../attestation/attestation.service.js'],
    ['src/origin/letters/other.service.ts', '../../protocol/issuer-api.js'],
    ['src/origin/origin.module.ts', './letters/thing.module.js'],
    ['src/origin/origin.module.ts', '../../migrations/origin/1-letters.js'],
    ['src/main.ts', './serve.js'],
    ['src/main.ts', './start.js'],
    ['src/serve.ts', './app.module.js'],
    ['src/app.module.ts', './issuer/issuer.module.js'],
    ['src/app.module.ts', './origin/origin.module.js'],
    ['src/app.module.ts', './issuer/issuance/issuance.service.js'],
    ['src/app.module.ts', '../migrations/origin/1-letters.js'],
    ['src/issuer/opening/thing.service.ts', '../issuance/issuance.service.js'],
    ['src/web/pages/letter.ts', '../../origin/letters/thing.service.js'],
    ['src/web/islands/sign.ts', '../../client/http.js'],
    ...['preact', 'preact/hooks', 'uqr', '../../../protocol/codec.js', '../../locales/texts.js'].map(
      (to): [string, string] => ['src/web/islands/sign/step.tsx', to],
    ),
    ...[
      'preact',
      '../../letter/drawn.js',
      'node:crypto',
      '../../../common/clock.js',
      '../../../protocol/codec.js',
    ].map((to): [string, string] => ['src/web/pages/letter/page.tsx', to]),
    ['src/web/pages/letter/page.tsx', '../../locales/texts.js'],
    ['src/web/pages/letter/page.tsx', '../home/home-page.js'],
    ['src/web/islands/sign/step.tsx', '../../letter/drawn.js'],
    ['src/web/letter/drawn.tsx', '../../protocol/codec.js'],
    ['src/web/letter/drawn.tsx', 'preact'],
    ['src/web/locales/en.ts', './texts.js'],
    ['src/web/locales/en.ts', '@messageformat/core'],
    ['src/web/web.module.ts', './pages/page.service.js'],
    ['src/app.module.ts', './web/web.module.js'],
  ];

  it.each(refused)('%s may not import %s', async (from, to) => {
    expect(await broken(from, using(to))).toEqual(['boundaries/dependencies']);
  });

  it.each(allowed)('%s may import %s', async (from, to) => {
    expect(await broken(from, using(to))).toEqual([]);
  });

  it.each([
    [
      'a type',
      `import type { thing } from '../../issuer/issuer.module.js';\nexport type T = typeof thing;\n`,
    ],
    ['a later import', `export const later = () => import('../../issuer/issuer.module.js');\n`],
    ['a passing on', `export { thing } from '../../issuer/issuer.module.js';\n`],
  ])('counts %s as an import', async (_what, code) => {
    expect(await broken('src/origin/letters/other.service.ts', code)).toEqual(['boundaries/dependencies']);
  });

  const pairs = Object.keys(ORIGIN_ORDER).flatMap((from) =>
    Object.keys(ORIGIN_ORDER).map((to) => ({ from, to })),
  );

  it.each(pairs)('origin: $from imports $to only in the given order', async ({ from, to }) => {
    const importing = (kind: string) =>
      broken(`src/origin/${from}/other.service.ts`, using(`../${to}/thing.${kind}.js`));
    const shown = from === to || ORIGIN_ORDER[from]?.includes(to);
    for (const kind of ['module', 'service', 'guard']) {
      expect(await importing(kind)).toEqual(shown ? [] : ['boundaries/dependencies']);
    }
    for (const kind of ['entity', 'dto', 'errors', 'controller']) {
      expect(await importing(kind)).toEqual(from === to ? [] : ['boundaries/dependencies']);
    }
  });
});

describe('every rule of the house', () => {
  const service = 'src/origin/letters/other.service.ts';
  const imports = (names: string, module: string) =>
    `import { ${names} } from '${module}';\nexport default [${names}];\n`;
  const snippets: Snippet[] = [
    ['boundaries/no-unknown-files', 'src/helpers/text.ts', 'export const text = 1;\n'],
    ['boundaries/no-unknown-files', 'src/helpers.ts', 'export const text = 1;\n'],
    ['boundaries/no-unknown-files', 'src/origin/reports/thing.service.ts', 'export const text = 1;\n'],
    ['house/no-barrel', 'src/origin/letters/index.ts', 'export const text = 1;\n'],
    ['house/no-barrel', service, `export * from './thing.service.js';\n`],
    ['house/no-forward-ref', service, imports('forwardRef', '@nestjs/common')],
    ['house/no-relation', service, imports('ManyToOne', 'typeorm')],
    ['house/no-relation', service, imports('OneToMany', 'typeorm')],
    ['house/no-relation', service, imports('JoinColumn', 'typeorm')],
    ['house/no-trace-in-rows', service, imports('PrimaryGeneratedColumn', 'typeorm')],
    ['house/no-trace-in-rows', service, imports('CreateDateColumn', 'typeorm')],
    [
      'house/no-trace-in-rows',
      'migrations/origin/2-more.ts',
      'export const up = `CREATE TABLE t (id bigserial)`;\n',
    ],
    [
      'house/no-trace-in-rows',
      'migrations/origin/2-more.ts',
      `export const up = 'CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY)';\n`,
    ],
    ['house/private-rsa-key', service, imports('privateDecrypt', 'node:crypto')],
    ['house/private-rsa-key', 'src/common/node-primitives.ts', imports('privateDecrypt', 'node:crypto')],
    [
      'house/private-rsa-key',
      service,
      `import { generateKeyPairSync } from 'node:crypto';\nexport default generateKeyPairSync('rsa-pss', {});\n`,
    ],
    ['house/private-key-import', service, imports('createPrivateKey', 'node:crypto')],
    [
      'house/one-way-to-a-verdict',
      'src/protocol/token.ts',
      'export const holds = (p) => p.rsaPssVerifier(p);\n',
    ],
    ['house/one-way-to-a-verdict', service, `export const holds = (p) => p['ed25519Verify'](p);\n`],
    ['house/one-way-to-a-verdict', service, 'export const { ed25519Verify } = primitives;\n'],
    ...[
      'text.trim()',
      'text.toLowerCase()',
      "text.normalize('NFC')",
      'a.localeCompare(b)',
      'new URL(text).host',
      'URL.canParse(text)',
      'new Intl.Collator()',
      'Date.parse(text)',
      '/\\s/.test(text)',
      '/\\p{Cc}/u.test(text)',
      '/[a-z]/i.test(text)',
    ].map((said): [string, string, string] => [
      'house/frozen-verdict',
      'src/protocol/token.ts',
      `export const holds = (text, a, b) => ${said};\n`,
    ]),
    ['house/given-time', service, 'export const now = Date.now();\n'],
    ['house/given-time', service, 'export const now = new Date();\n'],
    ['house/given-time', 'src/commands/demo.ts', 'export const now = Date();\n'],
    ['house/given-randomness', service, 'export const draw = Math.random();\n'],
    ['house/given-randomness', service, imports('randomBytes', 'node:crypto')],
    ['house/given-randomness', service, imports('randomUUID', 'node:crypto')],
    [
      'house/given-randomness',
      'src/client/ask.ts',
      'export const draw = crypto.getRandomValues(new Uint8Array(1));\n',
    ],
    ['house/named-imports', service, `import * as crypto from 'node:crypto';\nexport default crypto;\n`],
    ['house/named-imports', service, `import crypto from 'node:crypto';\nexport default crypto;\n`],
    ['house/named-imports', service, `export default import('node:fs/promises');\n`],
    ['house/no-files', service, imports('readFile', 'node:fs/promises')],
    ['house/no-files', 'src/issuer/issuance/thing.service.ts', imports('readFileSync', 'node:fs')],
    ['house/no-files', 'src/common/key-vault.ts', imports('readFileSync', 'node:fs')],
    ['house/no-files', 'src/web/pages/letter/page.tsx', imports('readFileSync', 'node:fs')],
    ['house/no-barrel', 'src/web/pages/letter/index.tsx', 'export const text = 1;\n'],
    ['house/given-time', 'src/web/pages/letter/page.tsx', 'export const now = Date.now();\n'],
    ['house/given-time', 'src/web/islands/sign/step.tsx', 'export const now = new Date();\n'],
    ['house/given-randomness', 'src/web/islands/sign/step.tsx', 'export const draw = Math.random();\n'],
    ['max-lines', 'src/web/pages/letter/page.tsx', 'export const text = 1;\n' + '// line\n'.repeat(300)],
    ['house/no-environment', service, 'export const role = process.env.ROLE;\n'],
    ['house/no-environment', service, imports('env', 'node:process')],
    ['house/only-tally-counts', service, 'export const all = (store) => store.readAll();\n'],
    [
      'house/only-tally-counts',
      'src/origin/editions/thing.service.ts',
      'export const all = (rows) => rows.countBy({});\n',
    ],
    ['house/only-tally-counts', service, 'export const query = `SELECT count(*) FROM origin.signatures`;\n'],
    [
      'house/five-dependencies',
      service,
      '@Injectable()\nexport class Thing {\n  constructor(a: A, b: B, c: C, d: D, e: E, f: F) {}\n}\n',
    ],
    ['house/no-only', 'src/origin/letters/thing.spec.ts', `it.only('is alone', () => undefined);\n`],
    ['house/no-only', 'test/e2e/thing.e2e-spec.ts', `describe.only('is alone', () => undefined);\n`],
    ['no-console', service, `console.log('hello');\n`],
    ['no-console', 'src/common/logger.ts', `console.error('hello');\n`],
    ['no-warning-comments', service, '// TODO: finish\nexport const text = 1;\n'],
    ['max-lines', service, 'export const text = 1;\n' + '// line\n'.repeat(300)],
  ];

  it.each(snippets)('%s refuses in %s', async (rule, file, code) => {
    expect(await broken(file, code)).toEqual([rule]);
  });

  it.each([
    ['src/issuer/issuance/thing.ts', imports('privateDecrypt, createPrivateKey', 'node:crypto')],
    ['src/common/node-primitives.ts', imports('createPrivateKey, randomBytes', 'node:crypto')],
    ['src/common/file-key-vault.ts', imports('readFile', 'node:fs/promises')],
    ['src/web/pages/assets.ts', imports('readFileSync', 'node:fs')],
    ['src/web/pages/texts/text-files.ts', imports('readFileSync', 'node:fs')],
    ['src/web/islands/browser.ts', 'export const now = new Date();\n'],
    ['src/common/clock.ts', 'export const now = new Date();\n'],
    ['src/protocol/typed-address.ts', 'export const host = (text) => new URL(text).hostname.trim();\n'],
    ['src/client/ask.ts', 'export const text = (typed) => typed.trim().toLowerCase();\n'],
    ['src/protocol/token.ts', 'export const at = new Date(0), digits = /[0-9]\\d/;\n'],
    ['src/protocol/signatures.ts', 'export const holds = (p) => p.ed25519Verify(p);\n'],
    ['src/common/random.ts', imports('randomBytes', 'node:crypto')],
    ['src/common/config.ts', 'export const role = process.env.ROLE;\n'],
    ['src/origin/tally/thing.service.ts', 'export const all = (store) => store.readAll();\n'],
    ['src/commands/verify.ts', `console.log('valid');\n`],
    ['src/origin/letters/other.service.ts', 'export const then = new Date(0);\n'],
    ['src/origin/letters/other.service.ts', 'export const text = 1;\n' + '// line\n'.repeat(299)],
  ])('allows in %s what belongs there', async (file, code) => {
    expect(await broken(file, code)).toEqual([]);
  });

  it('has a snippet for each of them', async () => {
    const config = (await lint.calculateConfigForFile(join(house, service))) as {
      rules: Record<string, unknown>;
    };
    const named = Object.keys(config.rules).filter((rule) => /^(?:house|boundaries)\//.test(rule));
    const shown = new Set([...snippets.map(([rule]) => rule), 'boundaries/dependencies']);
    expect(named.filter((rule) => !shown.has(rule))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  it('knows the types: a promise that nobody waits for is refused', async () => {
    const typed = new ESLint({ cwd: house, overrideConfigFile: CONFIG, overrideConfig: place });
    writeFileSync(
      join(house, 'src/client/floating.ts'),
      'export function run(): void {\n  Promise.resolve();\n}\n',
    );
    const [result] = await typed.lintFiles(['src/client/floating.ts']);
    expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(['@typescript-eslint/no-floating-promises']);
  });
});

describe('what runs in a browser', () => {
  it.each([
    ['protocol', 'Buffer'],
    ['protocol', 'process'],
    ['protocol', 'document'],
    ['protocol', 'window'],
    ['protocol', 'fetch'],
    ['client', 'Buffer'],
    ['client', 'process'],
    ['client', 'document'],
    ['client', 'localStorage'],
  ])('%s is compiled without %s', (folder, name) => {
    expect(unknownNames(folder, `export const thing: unknown = ${name};\n`)).toEqual([
      `Cannot find name '${name}'.`,
    ]);
  });

  it('has what browsers and Node share', () => {
    expect(
      unknownNames('protocol', 'export const a = [TextEncoder, TextDecoder, URL, structuredClone];\n'),
    ).toEqual([]);
    expect(unknownNames('client', 'export const a = [TextEncoder, URL, fetch, AbortSignal];\n')).toEqual([]);
  });
});

describe('the house as it stands', () => {
  const sources = sourcesIn(ROOT, 'src');
  const graph = importGraph(ROOT, sources);

  it('has no folder outside the map', () => {
    const folders = new Set(
      sources.map((file) => dirname(file).split('/').slice(1, 3).join('/')).filter(Boolean),
    );
    const inner = /^(?:client|commands|common|protocol|web)\//;
    expect([...folders].filter((folder) => !inner.test(folder) && !FOLDERS.includes(folder))).toEqual([]);
  });

  it('has no file over 300 lines', () => {
    const long = sources.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 301);
    expect(long).toEqual([]);
  });

  it('has no two files that need each other', () => {
    expect(findCycle(graph)).toBeUndefined();
  });

  it('imports files that exist, and only packages that are there in production', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const [file, { files, packages }] of graph) {
      const missing = files.filter((path) => !existsSync(join(ROOT, path)));
      const foreign = packages.filter((name) => !/^(?:node|virtual):/.test(name) && !(name in dependencies));
      expect([file, missing, foreign]).toEqual([file, [], []]);
    }
  });

  it('runs every spec: none lies where no suite looks', () => {
    const specs = [...filesIn(ROOT, 'src'), ...filesIn(ROOT, 'test')].filter((file) =>
      /\.(?:test|spec|e2e-spec|full-spec)\.[jt]sx?$/.test(file),
    );
    const run = /^src\/.*\.(?:spec|full-spec)\.ts$|^test\/.*\.(?:spec|e2e-spec|full-spec)\.ts$/;
    expect(specs.filter((file) => !run.test(file))).toEqual([]);
    expect(specs).toContain('test/architecture.spec.ts');
  });
});

describe('the search for cycles', () => {
  const file = (...files: string[]) => ({ files, packages: [] });

  it('finds the way round', () => {
    const graph = new Map([
      ['a', file('b')],
      ['b', file('c', 'd')],
      ['c', file()],
      ['d', file('b')],
    ]);
    expect(findCycle(graph)).toEqual(['b', 'd', 'b']);
  });

  it('takes two ways to one file for none', () => {
    expect(
      findCycle(
        new Map([
          ['a', file('b', 'c')],
          ['b', file('c')],
          ['c', file()],
        ]),
      ),
    ).toBeUndefined();
  });
});

/** The rules of the house that the code would break in this place, each once. */
async function broken(file: string, code: string): Promise<string[]> {
  const [result] = await lint.lintText(code, { filePath: join(house, file) });
  const fatal = result?.messages.find((message) => message.fatal);
  if (fatal) throw new Error(`${file}: ${fatal.message}`);
  const ids = (result?.messages ?? []).map(({ ruleId }) => ruleId ?? '');
  return [...new Set(ids)].filter((id) => JUDGED.test(id));
}

function using(module: string): string {
  return `import { thing } from '${module}';\nexport default [thing];\n`;
}

/** What the compiler doesn't know in this code as part of `src/<folder>`. */
function unknownNames(folder: string, code: string): string[] {
  const path = join(ROOT, 'src', folder, 'snippet.ts');
  const config = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, 'src', folder, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
      },
    },
  );
  if (!config) throw new Error(`src/${folder}/tsconfig.json can't be read.`);
  const host = ts.createCompilerHost(config.options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, options) =>
    name === path ? ts.createSourceFile(name, code, options) : read(name, options);
  const ambient = config.fileNames.filter((name) => name.endsWith('.d.ts'));
  const program = ts.createProgram(
    [...ambient, path],
    { ...config.options, incremental: false, tsBuildInfoFile: undefined },
    host,
  );
  const problems = program.getSemanticDiagnostics(program.getSourceFile(path));
  return problems.map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n').split(' Do you')[0] ?? '',
  );
}
