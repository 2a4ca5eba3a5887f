// What organizers do to an open letter together: close it early, cancel it, or call the last edition final. protocol.md#states
import * as v from './schema.js';
import { fromBase64url, toBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import type { Manifest } from './manifest.js';
import type { Primitives } from './primitives.js';
import { bytes, readDocument, time, writeDocument } from './shape.js';
import { isSignature } from './signatures.js';

const FORMAT = 'undersigned/action/v1';

export const ACTIONS = ['close', 'cancel', 'final'] as const;
export type ActionName = (typeof ACTIONS)[number];

const actionSchema = v.strictObject({
  format: v.literal(FORMAT),
  letter: bytes(32),
  action: v.literal(...ACTIONS),
  /** On the full hour: it is kept, and no finer time ever is. */
  time: v.pipe(
    time,
    v.check((text) => text.endsWith(':00:00Z'), 'must be a full hour'),
  ),
});

export type Action = v.Output<typeof actionSchema>;

/** An organizer's signed action: the document's exact bytes, all in base64url. */
export interface SignedAction {
  readonly key: string;
  readonly document: string;
  readonly signature: string;
}

/** What an organizer signs; of the time `now` (UTC, to the second) only the hour. */
export function actionDocument(letter: Uint8Array, action: ActionName, now: string): Uint8Array {
  const hour = now.replace(/:\d\d:\d\dZ$/, ':00:00Z');
  return writeDocument(actionSchema, { format: FORMAT, letter: toBase64url(letter), action, time: hour });
}

/** The action of one organizer of this letter. Throws `letter_mismatch`, `invalid_approval`, or what its form breaks. */
export async function verifyAction(
  p: Primitives,
  manifest: Manifest,
  letter: Uint8Array,
  signed: SignedAction,
): Promise<Action> {
  const document = fromBase64url(signed.document, undefined, 'document');
  const action = readDocument(actionSchema, FORMAT, document, 'document');
  if (action.letter !== toBase64url(letter)) {
    throw new ProtocolError('letter_mismatch', 'This action is about another letter.', 'document.letter');
  }
  const known = manifest.organizers.some((one) => one.signingKey === signed.key);
  const holds =
    known &&
    (await isSignature(
      p,
      fromBase64url(signed.key),
      document,
      fromBase64url(signed.signature, 64, 'signature'),
    ));
  if (!holds) {
    throw new ProtocolError(
      'invalid_approval',
      'This is not signed by an organizer of the letter.',
      'signature',
    );
  }
  return action;
}

/** Throws `too_few_approvals` unless enough different organizers signed one and the same action, and returns which. */
export async function verifyActions(
  p: Primitives,
  manifest: Manifest,
  letter: Uint8Array,
  signed: readonly SignedAction[],
): Promise<ActionName> {
  const names = new Set<ActionName>();
  for (const one of signed) names.add((await verifyAction(p, manifest, letter, one)).action);
  const [name, ...others] = [...names];
  const organizers = new Set(signed.map((one) => one.key)).size;
  if (name === undefined || others.length > 0 || organizers < manifest.approvals) {
    throw new ProtocolError('too_few_approvals', 'Not enough organizers agreed on one action.', 'actions');
  }
  return name;
}
