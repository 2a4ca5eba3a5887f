// Builds what browsers get: the islands, the styles and the fonts, under names that hold a hash of what is in them.
// Everything comes from here; nothing is inlined, since the pages' policy runs and shows no inline code, style or data.
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { pictureFonts } from './scripts/vite/picture-fonts.js';
import { texts } from './scripts/vite/texts.js';
import { verifierFile } from './scripts/vite/verifier.js';

const WEB = join(import.meta.dirname, 'src/web');

export default defineConfig({
  root: WEB,
  base: '/assets/',
  publicDir: false,
  plugins: [texts(), verifierFile(), pictureFonts()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: join(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    assetsDir: '',
    assetsInlineLimit: 0,
    // What browsers with Ed25519 and X25519 in WebCrypto understand.
    target: 'es2022',
    cssTarget: 'es2022',
    modulePreload: false,
    manifest: 'manifest.json',
    rolldownOptions: {
      // How long a plugin takes concerns nobody who starts a server.
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: signing, debugName: 'signing' }],
        },
      },
      input: {
        letter: join(WEB, 'islands/letter.ts'),
        mine: join(WEB, 'islands/mine.ts'),
        organize: join(WEB, 'islands/organize.ts'),
        release: join(WEB, 'islands/release.ts'),
        cosign: join(WEB, 'islands/cosign.ts'),
        main: join(WEB, 'styles/main.css'),
        verify: join(WEB, 'islands/verify.tsx'),
      },
    },
  },
});

/**
 * What signing needs and verifying doesn't is two files: what those who come back need as well, and the rest. They come at once, and
 * are smaller than the pieces that the signers' two pages share.
 */
function signing(id: string, context: Chunking): string | null {
  const neededBy = (module: string, needed = new Set<string>()): Set<string> => {
    if (needed.has(module) || module.startsWith('\0vite/')) return needed;
    needed.add(module);
    for (const imported of context.getModuleInfo(module)?.importedIds ?? []) neededBy(imported, needed);
    return needed;
  };
  const isNeededBy = (entry: string): boolean => neededBy(join(WEB, 'islands', entry)).has(id);
  if (isNeededBy('verify.tsx') || !isNeededBy('sign/start.tsx')) return null;
  return isNeededBy('mine/start.tsx') || isNeededBy('cosign/start.tsx') ? 'signing' : 'steps';
}

interface Chunking {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}
