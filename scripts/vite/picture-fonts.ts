// The letter's type for pictures that the server draws: the same files, unpacked to what its renderer reads.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { decompress } from 'wawoff2';
import type { PictureFont } from '../../src/web/pages/picture/picture-svg.js';

const PACKAGE = '@fontsource-variable/source-serif-4';
/** The most used first. */
const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'vietnamese'];
const FAMILY = 'Source Serif 4';

/** `picture/*.ttf` and, about them, `picture/fonts.json`. */
export function pictureFonts(): Plugin {
  return {
    name: 'picture-fonts',
    apply: 'build',
    async generateBundle() {
      const folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
      const unicode = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Record<
        string,
        string
      >;
      const fonts: PictureFont[] = [];
      for (const [i, subset] of SUBSETS.entries()) {
        const packed = await readFile(join(folder, `files/source-serif-4-${subset}-wght-normal.woff2`));
        const family = FAMILY.replace('4', String.fromCharCode(0x61 + i));
        const file = `${subset}.ttf`;
        this.emitFile({
          type: 'asset',
          fileName: `picture/${file}`,
          source: renamed(await decompress(packed), family),
        });
        fonts.push({ file, family, ranges: rangesOf(unicode[subset] ?? '') });
      }
      this.emitFile({ type: 'asset', fileName: 'picture/fonts.json', source: JSON.stringify(fonts) });
    },
  };
}

/** With a family of its own, as long as the one before: the renderer tells files apart by nothing else. */
function renamed(font: Uint8Array, family: string): Uint8Array {
  const bytes = Buffer.from(font);
  const [before, after] = [FAMILY, family].map((name) => Buffer.from(name, 'utf16le').swap16());
  if (before === undefined || after?.length !== before.length || !bytes.includes(before))
    throw new Error('The font has no name to change.');
  for (let at = bytes.indexOf(before); at >= 0; at = bytes.indexOf(before, at + 1)) after.copy(bytes, at);
  return bytes;
}

/** Of a `unicode-range`. */
function rangesOf(written: string): [number, number][] {
  return written.split(',').map((range) => {
    const [first = '', last = first] = range.replace('U+', '').split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
}
