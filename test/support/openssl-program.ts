// The program of docs/verify-with-openssl.md, as it stands there, and what it needs.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const PAGE = resolve(import.meta.dirname, '../../docs/verify-with-openssl.md');

const NEEDED = ['bash', 'openssl', 'jq', 'basenc'];

export const program = /^```bash\n(.*?)^```$/ms.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';

/** What of it isn't on this machine. */
export function missingTools(): string[] {
  return NEEDED.filter((name) => spawnSync(name, ['--version']).error !== undefined);
}
