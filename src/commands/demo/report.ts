// The demo's closing report.
import type { RunResult } from './run.js';

/** The report, line by line. */
export function reportLines(result: RunResult): string[] {
  const { seconds, bytes } = result;
  const rate = (result.signers - 1) / seconds.signing;
  return [
    '',
    `signers    ${result.signers.toString()} signed (${result.asked.toString()} asked, 2 withdrew, 1 came back)`,
    `seconds    ${seconds.all.toFixed(1)} in all, ${seconds.signing.toFixed(1)} of them signing`,
    `rate       ${rate.toFixed(1)} signatures a second, each from first question to receipt`,
    `sizes      manifest ${bytes.manifest.toString()} B, sealed choice ${bytes.choice.toString()} B, bundle ${bytes.bundle.toString()} B`,
    `letter     ${result.letter}`,
    `edition    ${result.edition}`,
    `verified   ${result.verdict}`,
    '',
    'refused while signing',
    ...result.refused.map(({ what, answer }) => `  ${what}: ${answer}`),
    '',
    'tampered bundles, refused',
    ...result.tampered.map(({ what, code }) => `  ${what}: ${code}`),
    '',
    `bundle     ${result.bundle}`,
    `check it   node dist/src/cli.js verify ${result.bundle} ${result.letter}`,
  ];
}
