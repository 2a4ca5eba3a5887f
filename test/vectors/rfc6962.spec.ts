import { expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { toHex } from '../../src/protocol/codec.js';
import { inclusionProof, MerkleAccumulator, merkleRoot, verifyInclusion } from '../../src/protocol/merkle.js';
import { describeVectors, hex } from './shared-vectors.js';

describeVectors<{ leaves: string[]; roots: string[] }>('rfc6962.json', ({ leaves: texts, roots }) => {
  const leaves = texts.map(hex);

  it('gives the root of every prefix, at once and one by one', () => {
    const tree = new MerkleAccumulator(p);
    expect(toHex(tree.root())).toBe(roots[0]);
    leaves.forEach((leaf, i) => {
      tree.append(leaf);
      expect(toHex(tree.root())).toBe(roots[i + 1]);
      expect(toHex(merkleRoot(p, leaves.slice(0, i + 1)))).toBe(roots[i + 1]);
    });
  });

  it('proves every leaf of every prefix under its root', () => {
    for (let size = 1; size <= leaves.length; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(p, leaves.slice(0, size), index);
        const inclusion = { leaf: leaves[index]!, index, size, proof, root: hex(roots[size]!) };
        expect(verifyInclusion(p, inclusion)).toBe(true);
      }
    }
  });
});
