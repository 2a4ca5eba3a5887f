import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeLetter } from '../../../test/support/letters.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { prepareLetter } from '../../protocol/vouching.js';
import type { Letter } from '../letters/letters.service.js';
import { decodeReleaseState, encodeReleaseState, freshState, type ReleaseState } from './release-state.js';

let letter: Letter;
let busy: ReleaseState;

beforeAll(async () => {
  const { manifest, digest, id } = await makeLetter({ workplaces: 2, organizers: 3 });
  const context = await prepareLetter(p, manifest, digest);
  letter = { id, digest, manifest, context } as unknown as Letter;
  busy = {
    asked: 0,
    outcome: 'proposed',
    epoch: 17,
    since: 1_529_942_400,
    proposal: p.random(300),
    edition: p.random(32),
    roles: [0, 1, 100_000_000, 4, 5, 6],
    proposalApprovals: [p.random(64), undefined, p.random(64)],
    editionApprovals: [
      { digest: p.random(32), signature: p.random(64), struck: 0, embargo: null, withRoles: false },
      undefined,
      {
        digest: p.random(32),
        signature: p.random(64),
        struck: 7,
        embargo: '2018-06-28T06:00:00Z',
        withRoles: true,
      },
    ],
  };
});

describe('the state of a release', () => {
  it('is read as it was written', () => {
    for (const state of [freshState(letter), busy, { ...freshState(letter), asked: 4 }]) {
      expect(decodeReleaseState(letter, encodeReleaseState(letter, state))).toEqual(state);
    }
  });

  it('has one size, whatever happened', () => {
    const others = [
      { ...busy, proposal: new Uint8Array(0) },
      { ...busy, roles: undefined },
    ];
    const sizes = [freshState(letter), busy, ...others].map(
      (state) => encodeReleaseState(letter, state).length,
    );
    expect(new Set(sizes).size).toBe(1);
  });

  it('refuses bytes that are none, and a proposal longer than the letter’s can be', () => {
    const encoded = encodeReleaseState(letter, busy);
    expect(() => decodeReleaseState(letter, encoded.subarray(1))).toThrow();
    expect(() => decodeReleaseState(letter, Uint8Array.of(...encoded, 0))).toThrow();
    encoded[4] = 9;
    expect(() => decodeReleaseState(letter, encoded)).toThrow();
    expect(() => encodeReleaseState(letter, { ...busy, proposal: new Uint8Array(5000) })).toThrow();
    expect(() => encodeReleaseState(letter, { ...busy, roles: [1, 2] })).toThrow();
  });
});
