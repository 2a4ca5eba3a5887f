// A link as a QR code, of elements and attributes alone, as the page's policy wants it.
import type { JSX } from 'preact';
import { encode } from 'uqr';

/** Modules of quiet around the code. ISO/IEC 18004 */
const QUIET = 4;

export interface QrCodeProps {
  readonly text: string;
  /** What it is, for those who don't see it. */
  readonly label: string;
}

/** Of level L: it is shown on a screen, where nothing stains it, and large modules are read better. */
export function QrCode({ text, label }: QrCodeProps): JSX.Element {
  const { data, size } = encode(text, { ecc: 'L', border: QUIET });
  const runs = data.flatMap((row, y) => {
    const line = row.map((isDark) => (isDark ? '1' : '0')).join('');
    return [...line.matchAll(/1+/g)].map(
      ({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
    );
  });
  return (
    <div class="qr-box">
      <svg
        class="qr"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={label}
        shape-rendering="crispEdges"
      >
        <path d={runs.join('')} />
      </svg>
    </div>
  );
}
