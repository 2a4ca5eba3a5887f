// Debian's Chromium, and what becomes of tests where there is none.
import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';

/** The same engine without the windows of a desktop takes a third less of a machine. */
const SHELL = '/usr/bin/chromium-headless-shell';
const PATHS = [SHELL, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Nothing leaves this machine, not even by a name that is looked up. */
export const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
];

/** Describes tests that need Chromium, at this path; without it they are skipped, but not in CI. */
export function describeWithChromium(name: string, tests: (executablePath: string) => void): void {
  const path = PATHS.find((one) => existsSync(one));
  if (path !== undefined) {
    describe(name, () => {
      tests(path);
    });
  } else if (process.env['CI'] === 'true') {
    it('finds Chromium, as it must in CI', () => {
      expect(PATHS).toContainEqual('there');
    });
  } else {
    process.stderr.write(
      `Skipped: no Chromium at ${PATHS.join(', ')}. On Debian: apt-get install chromium-headless-shell\n`,
    );
    it.skip(`${name}: install Chromium to run these`, () => undefined);
  }
}
