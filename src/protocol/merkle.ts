// RFC 6962 section 2.1: the Merkle tree over a bundle's records. protocol.md#merkle
import { equal } from './codec.js';
import { ProtocolError } from './errors.js';
import type { Primitives } from './primitives.js';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** A leaf (its bytes, not its hash) and where it is said to stand. */
export interface Inclusion {
  readonly leaf: Uint8Array;
  /** From 0. */
  readonly index: number;
  /** Leaves of the tree. */
  readonly size: number;
  /** Hashes of 32 bytes, from the leaf's sibling up. */
  readonly proof: readonly Uint8Array[];
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** Takes leaves one by one and holds a hash for each complete subtree: O(log n) memory. */
export class MerkleAccumulator {
  /** Roots of complete subtrees, the largest first, as the bits of `leaves` say. */
  private readonly peaks: Uint8Array[] = [];
  private leaves = 0;

  constructor(private readonly p: Primitives) {}

  /** How many leaves were appended. */
  get size(): number {
    return this.leaves;
  }

  /** Appends a leaf: its bytes, not its hash. */
  append(leaf: Uint8Array): void {
    let hash = leafHash(this.p, leaf);
    // Each trailing 1 bit of the size is a complete subtree as large as the one at hand: they merge.
    for (let rest = this.leaves; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = this.peaks.pop();
      if (left !== undefined) hash = nodeHash(this.p, left, hash);
    }
    this.peaks.push(hash);
    this.leaves += 1;
  }

  /** The Merkle tree hash (32 bytes) of all leaves so far; of none, SHA-256 of nothing. */
  root(): Uint8Array {
    if (this.leaves === 0) return this.p.sha256();
    return this.peaks.reduceRight((right, left) => nodeHash(this.p, left, right));
  }
}

/** The Merkle tree hash (32 bytes) of these leaves. RFC 6962 section 2.1. */
export function merkleRoot(p: Primitives, leaves: Iterable<Uint8Array>): Uint8Array {
  const tree = new MerkleAccumulator(p);
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/**
 * The audit path of the leaf at `index` (from 0), from its sibling up. RFC 6962 section 2.1.1.
 * Throws `malformed` if there is no such leaf.
 */
export function inclusionProof(p: Primitives, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new ProtocolError('malformed', 'There is no leaf at this index.');
  }
  return hashedInclusionProof(
    p,
    leaves.map((leaf) => leafHash(p, leaf)),
    index,
  );
}

/** The same over the leaves' hashes (32 bytes each), for whoever can't hold all leaves. There must be one at `index`. */
export function hashedInclusionProof(
  p: Primitives,
  hashes: readonly Uint8Array[],
  index: number,
): Uint8Array[] {
  const proof: Uint8Array[] = [];
  let level = hashes;
  let at = index;
  while (level.length > 1) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling !== undefined) proof.push(sibling);
    level = parents(p, level);
    at = Math.floor(at / 2);
  }
  return proof;
}

/** Whether the proof leads from the leaf to the root. RFC 9162 section 2.1.3.2, steps 1 to 5. */
export function verifyInclusion(p: Primitives, { leaf, index, size, proof, root }: Inclusion): boolean {
  // 1. Compare leaf_index from the inclusion_proof_v2 structure against tree_size.
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  // 2. Set fn to leaf_index and sn to tree_size - 1.
  let fn = index;
  let sn = size - 1;
  // 3. Set r to hash.
  let r = leafHash(p, leaf);
  // 4. For each value p in the inclusion_path array:
  for (const hash of proof) {
    // a. If sn is 0, then stop the iteration and fail the proof verification.
    if (sn === 0 || hash.length !== 32) return false;
    if (fn % 2 === 1 || fn === sn) {
      // b. If LSB(fn) is set, or if fn is equal to sn: r = HASH(0x01 || p || r), then shift until LSB(fn) is set or fn is 0.
      r = nodeHash(p, hash, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      // c. Otherwise: r = HASH(0x01 || r || p).
      r = nodeHash(p, r, hash);
    }
    // d. Right-shift both fn and sn one time.
    fn = half(fn);
    sn = half(sn);
  }
  // 5. Compare sn to 0, and r against the root_hash.
  return sn === 0 && equal(r, root);
}

function parents(p: Primitives, level: readonly Uint8Array[]): Uint8Array[] {
  const next: Uint8Array[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = level.slice(i, i + 2);
    // A last node without a sibling moves up as it is.
    if (left !== undefined) next.push(right === undefined ? left : nodeHash(p, left, right));
  }
  return next;
}

export function leafHash(p: Primitives, leaf: Uint8Array): Uint8Array {
  return p.sha256(LEAF, leaf);
}

function nodeHash(p: Primitives, left: Uint8Array, right: Uint8Array): Uint8Array {
  return p.sha256(NODE, left, right);
}

function half(value: number): number {
  return Math.floor(value / 2);
}
