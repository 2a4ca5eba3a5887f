// A link as a QR code: SVG of attributes alone, since the pages' policy shows no inline style.
import type { JSX } from 'preact';
import { encode } from 'uqr';

/** Modules of quiet around the code. ISO/IEC 18004 */
const QUIET = 4;

export interface QrCodeProps {
  readonly text: string;
  /** What it is, for those who don't see it. */
  readonly label: string;
}

/** The code in the colour of the text around it. */
export function QrCode({ text, label }: QrCodeProps): JSX.Element {
  const { path, size } = qrPath(text);
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

/** The code as a file of its own: black on white. */
export function qrSvg(text: string): string {
  const { path, size } = qrPath(text);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
  );
}

/** The dark modules, run by run, with the quiet zone counted into `size`. Survives a fold or a stain (level M). */
export function qrPath(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const runs = data.flatMap((row, y) => {
    const line = row.map((dark) => (dark ? '1' : '0')).join('');
    return [...line.matchAll(/1+/g)].map(
      ({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
    );
  });
  return { path: runs.join(''), size };
}
