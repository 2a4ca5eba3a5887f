// Where a role's tables are: a PostgreSQL that somebody runs (DATABASE_URL), or the embedded one.
import { parseIntoClientConfig } from 'pg-connection-string';
import type { ClientConfig } from 'pg';

export interface Place {
  /** For `pg`: host, port, user and so on. */
  readonly config: ClientConfig;
  /** For sentences; without user and password. */
  readonly name: string;
  readonly isEmbedded: boolean;
}

/** The place that a PostgreSQL URL names; undefined if it isn't one. Also `postgresql://user@/database?host=/folder`. */
export function placeOfUrl(url: string): Place | undefined {
  if (!/^postgres(?:ql)?:\/\//.test(url)) return undefined;
  try {
    const config = parseIntoClientConfig(url);
    return { config, name: nameOf(config), isEmbedded: false };
  } catch {
    return undefined;
  }
}

function nameOf({ host, port, database }: ClientConfig): string {
  const server = host === undefined || host === '' ? 'localhost' : host;
  return `the database ${database ?? '(the user’s own)'} at ${server}${port === undefined ? '' : `:${port.toString()}`}`;
}
