import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refusal } from '../../test/support/fails-with.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { inclusionProof, MerkleAccumulator, merkleRoot, verifyInclusion } from './merkle.js';

const leavesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, i) => Uint8Array.of(i >> 8, i & 0xff));

describe('the root', () => {
  it('is that of the recursive definition, at every size', () => {
    const tree = new MerkleAccumulator(p);
    for (let size = 0; size <= 130; size++) {
      const leaves = leavesOf(size);
      expect(tree.size).toBe(size);
      expect(tree.root()).toEqual(treeHash(leaves));
      expect(merkleRoot(p, leaves)).toEqual(treeHash(leaves));
      tree.append(leavesOf(size + 1)[size]!);
    }
  });

  it('tells the order, a leaf from a node, and one leaf twice from once', () => {
    const [a, b] = [Uint8Array.of(1), Uint8Array.of(2)];
    const roots = [[a], [b], [a, b], [b, a], [a, a], [a, b, b], [a, b, a, b]].map((leaves) =>
      merkleRoot(p, leaves),
    );
    const node = [0, ...p.sha256(Uint8Array.of(0, 1)), ...p.sha256(Uint8Array.of(0, 2))].slice(1);
    roots.push(merkleRoot(p, [Uint8Array.from(node)]));
    expect(new Set(roots.map(String)).size).toBe(roots.length);
  });

  it('needs a hash or two a level, however many leaves there are', () => {
    let hashes = 0;
    const tree = new MerkleAccumulator({ ...p, sha256: (...parts) => (hashes++, p.sha256(...parts)) });
    for (const leaf of leavesOf(4096)) tree.append(leaf);
    expect(hashes).toBe(2 * 4096 - 1);
    hashes = 0;
    tree.root();
    expect(hashes).toBe(0);
  });
});

describe('an inclusion proof', () => {
  const proofs = fc
    .integer({ min: 1, max: 70 })
    .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));

  it('leads every leaf to the root, in as few steps as there are levels', () => {
    fc.assert(
      fc.property(proofs, ({ size, index }) => {
        const leaves = leavesOf(size);
        const proof = inclusionProof(p, leaves, index);
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        const inclusion = { leaf: leaves[index]!, index, size, proof, root: merkleRoot(p, leaves) };
        expect(verifyInclusion(p, inclusion)).toBe(true);
      }),
    );
  });

  it('leads no other leaf there, from no other place, and not in a longer or shorter way', () => {
    fc.assert(
      fc.property(proofs, fc.nat(), ({ size, index }, seed) => {
        const leaves = leavesOf(size);
        const proof = inclusionProof(p, leaves, index);
        const right = { leaf: leaves[index]!, index, size, proof, root: merkleRoot(p, leaves) };
        const changed = proof.map((hash, i) =>
          i === seed % proof.length
            ? Uint8Array.from(hash, (byte, at) => (at === seed % 32 ? byte ^ 1 : byte))
            : hash,
        );
        const wrong = [
          { ...right, leaf: Uint8Array.of(9, 9, 9) },
          { ...right, root: p.random(32) },
          { ...right, root: right.root.subarray(1) },
          { ...right, index: index + size },
          { ...right, index: -1 },
          { ...right, index: index + 0.5 },
          { ...right, size: index },
          { ...right, size: Number.NaN },
          { ...right, proof: [...proof, p.random(32)] },
          ...(proof.length > 0
            ? [
                { ...right, proof: changed },
                { ...right, proof: proof.slice(1) },
                { ...right, proof: proof.slice(0, -1) },
                { ...right, proof: [proof[0]!.subarray(1), ...proof.slice(1)] },
                { ...right, index: index === 0 ? 1 : index - 1 },
              ]
            : []),
        ];
        for (const inclusion of wrong) expect(verifyInclusion(p, inclusion)).toBe(false);
      }),
    );
  });

  it('is not made for a leaf that is not there', async () => {
    for (const index of [-1, 3, 0.5, Number.NaN]) {
      expect(await refusal(() => inclusionProof(p, leavesOf(3), index))).toBe('malformed');
    }
    expect(await refusal(() => inclusionProof(p, [], 0))).toBe('malformed');
    expect(
      verifyInclusion(p, { leaf: new Uint8Array(), index: 0, size: 0, proof: [], root: p.sha256() }),
    ).toBe(false);
  });
});

/** MTH of RFC 6962 section 2.1, as it stands there. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return p.sha256();
  if (leaves.length === 1) return p.sha256(Uint8Array.of(0), first);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return p.sha256(Uint8Array.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}
