// The demo's closing report.
import type { EditionStory } from './rounds.js';
import type { RunResult } from './run.js';

/** The report, line by line. */
export function reportLines(result: RunResult): string[] {
  const { seconds, bytes } = result;
  const rate = (result.signers - 1) / seconds.signing;
  const [first, later] = result.editions;
  return [
    '',
    `signers    ${result.signers.toString()} signed (${result.asked.toString()} asked, 2 withdrew, 1 came back)`,
    `seconds    ${seconds.all.toFixed(1)} in all, ${seconds.signing.toFixed(1)} of them signing`,
    `rate       ${rate.toFixed(1)} signatures a second, each from first question to receipt`,
    `sizes      manifest ${bytes.manifest.toString()} B, sealed choice ${bytes.choice.toString()} B, bundle ${bytes.bundle.toString()} B`,
    `letter     ${result.letter}`,
    `edition    ${first.digest}`,
    `names      ${namesOf(first)}`,
    `roles      ${rolesOf(first)}`,
    `later      ${later.digest}, under embargo`,
    `names      ${namesOf(later)}`,
    `roles      ${rolesOf(later)}`,
    `verified   ${result.verdict}`,
    '',
    'refused while signing',
    ...result.refused.map(({ what, answer }) => `  ${what}: ${answer}`),
    '',
    'tampered bundles, refused',
    ...result.tampered.map(({ what, code }) => `  ${what}: ${code}`),
    '',
    `bundle     ${result.bundle}`,
    `check it   node dist/src/cli.js verify ${quoted(result.bundle)} ${result.letter}`,
  ];
}

function namesOf({ edition, reported, left }: EditionStory): string {
  const reasons = Object.entries({ reported, ...left }).map(
    ([reason, howMany]) => `${howMany.toString()} ${reason}`,
  );
  return `${edition.names.length.toString()} shown; left out: ${reasons.join(', ')}`;
}

function rolesOf({ edition }: EditionStory): string {
  const rows = edition.roles.map(
    ({ workplace, role, count }) =>
      `${workplace}/${role ?? 'no role'} ${count === null ? 'suppressed' : count.toString()}`,
  );
  return rows.length === 0 ? 'left out: beside the table before, they would tell too much' : rows.join(', ');
}

/** For a shell, if it needs to be. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
