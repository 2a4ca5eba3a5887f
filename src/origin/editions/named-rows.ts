// Whom a snapshot's proposal names: the named set of its opened choices, without those that organizers reported.
// protocol.md#named-set
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromBase64url } from '../../protocol/codec.js';
import { namedSet } from '../../protocol/named-set.js';
import { decodeProposal, encodeProposal, namedDigest } from '../../protocol/proposal.js';
import type { ChoiceRow } from './choice-row.js';

export type NamedRow = ChoiceRow & { readonly condition: number };

/** In the order of their nullifiers. */
export function namedRows(rows: readonly ChoiceRow[]): NamedRow[] {
  return namedSet(
    rows.flatMap((row) =>
      row.condition === null || row.reported ? [] : [{ ...row, condition: row.condition }],
    ),
  );
}

/** The same proposal (canonical bytes), naming whom these rows say. */
export function naming(proposal: Uint8Array, rows: readonly ChoiceRow[]): Uint8Array {
  const { format: _, ...says } = decodeProposal(proposal);
  const nullifiers = namedRows(rows).map(({ nullifier }) => fromBase64url(nullifier));
  return encodeProposal({ ...says, named: namedDigest(p, nullifiers) });
}
