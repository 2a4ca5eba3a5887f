// The verifier as one HTML file that works from a disk: script and style inside, and a policy that lets it ask no network for
// anything. Built with the pages; the same sources give the same bytes.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { build, type Plugin } from 'vite';
import { enVerify } from '../../src/web/locales/en.verify.js';
import { texts } from './texts.js';

export const VERIFIER_FILE = 'undersigned-verify.html';

const WEB = join(import.meta.dirname, '../../src/web');
const ENTRY = 'virtual:verifier';

/** Writes the file beside what else is built. */
export function verifierFile(): Plugin {
  return {
    name: 'verifier-file',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: VERIFIER_FILE, source: pageOf(await parts()) });
    },
  };
}

interface Parts {
  readonly script: string;
  readonly style: string;
}

async function parts(): Promise<Parts> {
  const result = await inProduction(() =>
    build({
      configFile: false,
      root: WEB,
      publicDir: false,
      logLevel: 'warn',
      plugins: [texts(), entry()],
      oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
      build: {
        write: false,
        assetsInlineLimit: Number.MAX_SAFE_INTEGER,
        cssCodeSplit: false,
        target: 'es2022',
        cssTarget: 'es2022',
        modulePreload: false,
        rolldownOptions: {
          input: ENTRY,
          output: { codeSplitting: false },
        },
      },
    }),
  );
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const scripts = outputs.flatMap((one) => (one.type === 'chunk' ? [one.code] : []));
  const styles = outputs.flatMap((one) =>
    one.type === 'asset' && one.fileName.endsWith('.css') ? [String(one.source)] : [],
  );
  const [script, style] = [scripts[0], styles[0]];
  if (script === undefined || style === undefined || outputs.length !== 2) {
    throw new Error(
      `The verifier is one script and one style, and nothing else: ${outputs.map((one) => one.fileName).join()}`,
    );
  }
  return { script, style };
}

/** Vite builds for development wherever this says so; the file is one and the same whoever builds it. */
async function inProduction<T>(run: () => Promise<T>): Promise<T> {
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    return await run();
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
}

/** Script and style, of which neither knows the other. */
function entry(): Plugin {
  const files = ['islands/verify/standalone.tsx', 'styles/verifier.css'].map((file) => join(WEB, file));
  return {
    name: 'verifier-entry',
    resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : undefined),
    load: (id) =>
      id === `\0${ENTRY}` ? files.map((file) => `import ${JSON.stringify(file)};`).join('\n') : undefined,
  };
}

function pageOf({ script, style }: Parts): string {
  // What would end an element early, or hide its end.
  if (/<\/script|<!--/i.test(script) || style.includes('</'))
    throw new Error('This can’t stand inside an element.');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return [
    '<!doctype html>',
    '<html lang="en" dir="ltr">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${enVerify['verify.title']}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<main id="main"><noscript><p class="page">${enVerify['verify.noScript']}</p></noscript></main>`,
    `<script type="module">${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** As a policy names it. CSP 3, section 2.3.1. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
