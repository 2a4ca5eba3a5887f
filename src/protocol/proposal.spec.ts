import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { toBase64url } from './codec.js';
import { editionDigest, encodeEdition } from './edition.js';
import { decodeProposal, encodeProposal, namedDigest, proposalDigest } from './proposal.js';

const digest = (fill: number): string => toBase64url(new Uint8Array(32).fill(fill));
const cell = { workplace: 'larkspur', issuers: [0], count: 12, waiting: false };
const proposal = { letter: digest(1), epoch: 2, count: 12, root: digest(2), cells: [cell], named: digest(3) };
const name = { nullifier: digest(4), name: 'Ada Quist', title: null, address: null };
const edition = {
  letter: digest(1),
  proposal: digest(2),
  names: [name],
  struck: 0,
  roles: [],
  embargo: null,
};

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

describe('namedDigest', () => {
  it('is SHA-256 of the sorted nullifiers, concatenated, whatever their order', () => {
    const nullifiers = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 6 });
    fc.assert(
      fc.property(nullifiers, (given) => {
        const sorted = given.map((one) => Buffer.from(one)).sort((a, b) => a.compare(b));
        expect(namedDigest(p, given)).toBe(sha256(...sorted).toString('base64url'));
        expect(namedDigest(p, [...given].reverse())).toBe(namedDigest(p, given));
      }),
    );
  });

  it('of nobody is that of nothing, and doesn’t change what it is given', () => {
    expect(namedDigest(p, [])).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
    const given = Object.freeze([new Uint8Array(32).fill(2), new Uint8Array(32).fill(1)]);
    namedDigest(p, given);
    expect(given.map((one) => one[0])).toEqual([2, 1]);
  });
});

describe('the address of a proposal and of an edition', () => {
  it('is SHA-256 of its bytes', () => {
    const [first, second] = [encodeProposal(proposal), encodeEdition(edition)];
    expect(Buffer.from(proposalDigest(p, first))).toEqual(sha256(first));
    expect(Buffer.from(editionDigest(p, second))).toEqual(sha256(second));
  });
});

describe('a proposal', () => {
  it('keeps the manifest’s order of cells and of issuers', () => {
    const cells = [{ ...cell, issuers: [3, 1] }, cell];
    expect(decodeProposal(encodeProposal({ ...proposal, cells })).cells).toEqual(cells);
  });

  it.each([
    ['epoch', { epoch: 0 }],
    ['epoch', { epoch: 2 ** 32 }],
    ['count', { count: -1 }],
    ['count', { count: 1.5 }],
    ['cells', { cells: [] }],
    ['cells[0].issuers', { cells: [{ ...cell, issuers: [] }] }],
    ['cells[0].issuers', { cells: [{ ...cell, issuers: [0, 1, 2, 3, 4, 5] }] }],
    ['cells[0].issuers[0]', { cells: [{ ...cell, issuers: [64] }] }],
    ['cells[0].count', { cells: [{ ...cell, count: -1 }] }],
    ['cells[0].waiting', { cells: [{ ...cell, waiting: 0 as unknown as boolean }] }],
    ['cells[0].more', { cells: [{ ...cell, more: 1 }] }],
    ['named', { named: '' }],
  ])('isn’t written with %s out of its bounds', async (place, change) => {
    expect(await refusedWith(() => encodeProposal({ ...proposal, ...change }))).toBe(`malformed at ${place}`);
  });
});

describe('an edition', () => {
  it.each([
    ['names[0].name', { names: [{ ...name, name: '' }] }],
    ['names[0].name', { names: [{ ...name, name: `${'é'.repeat(50)}a` }] }],
    ['names[0].name', { names: [{ ...name, name: 'Ada\u202eQuist' }] }],
    ['names[0].title', { names: [{ ...name, title: '' }] }],
    ['names[0].address', { names: [{ ...name, address: '' }] }],
    ['names[0].nullifier', { names: [{ ...name, nullifier: 'QQ' }] }],
    ['struck', { struck: -1 }],
    ['roles[0].count', { roles: [{ workplace: 'a', role: null, count: 0.5 }] }],
    ['embargo', { embargo: '2018-07-01' }],
  ])('isn’t written with %s out of its bounds', async (place, change) => {
    expect(await refusedWith(() => encodeEdition({ ...edition, ...change }))).toBe(`malformed at ${place}`);
  });
});
