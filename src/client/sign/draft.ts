// How she wishes to appear, from what she typed to what is sealed. protocol.md#sealed-choice
import * as v from '../../protocol/schema.js';
import { MAX_NAME_BYTES } from '../../protocol/choice-documents.js';
import { either, line, read } from '../../protocol/shape.js';
import { ClientError } from '../client-error.js';
import type { Draft } from '../kept.js';
import type { ClientLetter } from '../letter.js';
import type { Pass } from './ask.js';
import type { Appearance } from './sign.js';
import { ANONYMOUS, byName, byRole, requireOffered } from './sign.js';

const namedSchema = v.object({
  name: line(MAX_NAME_BYTES),
  title: either('', line(MAX_NAME_BYTES)),
});

/** Throws `malformed` with the field as its place (`role`, `condition`, `name`, `title`) unless it can be signed with. */
export function requireDraft({ manifest }: Pick<ClientLetter, 'manifest'>, draft: Draft): void {
  const { appear, role, condition } = draft;
  if (appear === 'anonymous') return;
  // What is missing is on no menu.
  requireOffered(manifest, {
    choice: {
      appear,
      role: role ?? (appear === 'role' ? '' : null),
      condition: appear === 'named' ? (condition ?? 0) : null,
    },
  });
  if (appear === 'named') read(namedSchema, trimmed(draft));
}

/** Throws as `requireDraft`, or ClientError `needs_pass` if she is to be named and there is none. */
export function appearanceOf(
  letter: Pick<ClientLetter, 'manifest'>,
  draft: Draft,
  pass: Pass | null,
): Appearance {
  requireDraft(letter, draft);
  const { appear, role, condition, showAddress } = draft;
  if (appear === 'anonymous') return ANONYMOUS;
  if (appear === 'role') return byRole(role ?? '');
  if (pass === null) {
    throw new ClientError(
      'needs_pass',
      'To appear by name, show your mailbox once more: ask for a code with the same twelve words.',
    );
  }
  return byName({ ...trimmed(draft), role, condition: condition ?? 0, showAddress }, pass);
}

function trimmed({ name, title }: Draft): { name: string; title: string } {
  return { name: name.trim(), title: title.trim() };
}
