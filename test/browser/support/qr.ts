// What a drawn QR code holds: its dark modules are those of the text.
import { expect } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { encode } from 'uqr';

/** Fails unless the picture is the QR code of the text, at this level of correction. */
export async function showsCode(picture: Locator, text: string, ecc: 'L' | 'M' = 'L'): Promise<void> {
  const drawn = await picture.locator('path').getAttribute('d');
  expect(darkOf(drawn ?? '')).toEqual(darkIn(text, ecc));
}

/** Column and row of each dark module, of what the page draws as runs of them. */
function darkOf(path: string): string[] {
  return [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].flatMap(([, x, y, run]) =>
    Array.from({ length: Number(run) }, (_, i) => `${Number(x) + i} ${y ?? ''}`),
  );
}

function darkIn(text: string, ecc: 'L' | 'M'): string[] {
  const { data } = encode(text, { ecc, border: 4 });
  return data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x} ${y}`] : [])));
}
