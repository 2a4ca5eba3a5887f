// The fonts of pictures, as the build has left them. Read once; the renderer reads the files by itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../../../common/start-error.js';
import { builtFolder } from '../assets.js';
import type { PictureFont } from './picture-svg.js';

/** With the paths of their files. Throws StartError if they were not built. */
export function readPictureFonts(): PictureFont[] {
  const folder = join(builtFolder(), 'picture');
  try {
    const fonts = JSON.parse(readFileSync(join(folder, 'fonts.json'), 'utf8')) as PictureFont[];
    return fonts.map((font) => ({ ...font, file: join(folder, font.file) }));
  } catch (error) {
    throw new StartError('The fonts of pictures are not built. Run: npm run build', { cause: error });
  }
}
