// Draws pictures as PNG, off the event loop, and keeps each for as long as it would be drawn the same.
import { Injectable } from '@nestjs/common';
import { renderAsync } from '@resvg/resvg-js';
import { type Body, bodyOf } from '../body.js';
import { readPictureFonts } from './picture-fonts.js';
import { HEIGHT, pictureSvg, type PictureText, WIDTH } from './picture-svg.js';

/** How many are kept; the one drawn first goes first. */
const KEPT = 200;

@Injectable()
export class PictureService {
  private readonly fonts = readPictureFonts();
  /** By the drawing. */
  private readonly kept = new Map<string, Promise<Body>>();

  /** 1200 × 630. */
  async draw(text: PictureText): Promise<Body> {
    const svg = pictureSvg(text, this.fonts);
    const known = this.kept.get(svg);
    if (known !== undefined) return known;
    const drawing = this.render(svg);
    this.kept.set(svg, drawing);
    drawing.catch(() => this.kept.delete(svg));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return drawing;
  }

  private async render(svg: string): Promise<Body> {
    const [first] = this.fonts;
    const image = await renderAsync(svg, {
      fitTo: { mode: 'width', value: WIDTH },
      font: {
        loadSystemFonts: false,
        fontFiles: this.fonts.map(({ file }) => file),
        ...(first === undefined ? {} : { defaultFontFamily: first.family }),
      },
      logLevel: 'off',
    });
    if (image.width !== WIDTH || image.height !== HEIGHT) throw new Error('The picture has another size.');
    return bodyOf(image.asPng(), false);
  }
}
