// Whether a role's vault and database belong together, before anything runs on them. Neither is changed: what is missing in one
// is never made good by destroying it in the other. protocol.md#keys
import { isLetterId } from '../protocol/manifest.js';
import { StartError } from './start-error.js';

const NAMED = 3;

/** Of one role. */
export interface KeysToCheck {
  /** Where the vault's files are, for the message. */
  readonly folder: string;
  /** What the vault holds keys under: ids of drafts and letters. */
  names(): Promise<string[]>;
  /** Those of these names that the database knows, in whatever state. */
  known(names: readonly string[]): Promise<ReadonlySet<string>>;
  /** The ids of letters that haven't ended: their keys must be there. */
  needed(): Promise<string[]>;
}

interface Found {
  readonly strange: string[];
  readonly missing: string[];
}

/**
 * Throws `StartError` if there are keys of letters that the database doesn't know, or a letter that hasn't ended has none.
 * A draft's keys that the database doesn't know are let be: no tick destroys them either.
 */
export async function checkKeys(keys: KeysToCheck): Promise<void> {
  const first = await compare(keys);
  if (first.strange.length + first.missing.length === 0) return;
  // What another process was in the middle of is done at a second look.
  const second = await compare(keys);
  const strange = second.strange.filter((name) => first.strange.includes(name));
  const missing = second.missing.filter((name) => first.missing.includes(name));
  if (strange.length > 0) {
    throw new StartError(
      `In ${keys.folder} are keys of letters that this database knows nothing of: ${files(strange)}. The database is not the one that belongs to these keys, or it is older than they are. Start with the right one, or restore a newer backup of it. Only if such a letter is lost for good, move its file out of that folder. Nothing was changed.`,
    );
  }
  if (missing.length > 0) {
    throw new StartError(
      `In ${keys.folder} the keys of letters that have not ended are missing: ${files(missing)}. Restore that folder from its backup. If they are gone for good, docs/operating.md#restore says how to end such a letter. Nothing was changed.`,
    );
  }
}

async function compare(keys: KeysToCheck): Promise<Found> {
  const needed = await keys.needed();
  const there = await keys.names();
  const ofLetters = there.filter(isLetterId);
  const known = await keys.known(ofLetters);
  return {
    strange: ofLetters.filter((name) => !known.has(name)),
    missing: needed.filter((name) => !there.includes(name)),
  };
}

/** No more than a few, and not how many more: that is nobody's business who reads the log. */
function files(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => `${name}.key`);
  return shown.join(', ') + (names.length > NAMED ? ' and others' : '');
}
