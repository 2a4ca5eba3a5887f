// A small bundle that has everything a bundle can have: names, one with the proof of its address, and a table of roles.
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { compare, fromBase64url, toBase64url } from '../../src/protocol/codec.js';
import { namedDigest } from '../../src/protocol/proposal.js';
import { roleTable } from '../../src/protocol/role-table.js';
import { makeBundle, makeRecord, type TestBundle, type TestRecord } from './bundles.js';
import { certify, makeSigners, type TestLetter } from './letters.js';

const SIGNERS = 12;

/** Twelve signers; two are named, one of them with her address; a table of roles. */
export async function namedBundle(of: TestLetter): Promise<TestBundle> {
  const signers = await makeSigners(of, SIGNERS);
  const records = await Promise.all(signers.map((signer) => makeRecord(of, signer)));
  const [first, second] = records as [TestRecord, TestRecord];
  const address = 'ada.quist@larkspur.example';
  const proof = await certify(of, signers[0]!, address);
  const said = [
    ...['Engineer', 'Engineer', 'Engineer', 'Designer', 'Designer', null].map((role) => ['larkspur', role]),
    ...['Designer', 'Designer', 'Designer', 'Designer', null, null].map((role) => ['tidewater', role]),
  ].map(([workplace, role]) => ({ workplace: workplace ?? '', role: role ?? null }));
  const [ada, bert] = [toBase64url(first.nullifier), toBase64url(second.nullifier)];
  return makeBundle({
    letter: of,
    records,
    proposal: { named: namedDigest(p, [first.nullifier, second.nullifier]) },
    edition: {
      names: [
        { nullifier: ada, name: 'Ada Quist', title: 'Engineer', address },
        { nullifier: bert, name: 'Bert Oyelaran', title: null, address: null },
      ].sort(byNullifier),
      struck: 1,
      roles: roleTable(of.manifest, said),
      embargo: '2018-07-02T06:00:00Z',
    },
    names: [
      {
        nullifier: ada,
        issuer: proof.issuer,
        address,
        holderSecret: toBase64url(proof.holderSecret),
        certificate: toBase64url(proof.certificate),
      },
    ],
  });
}

function byNullifier(a: { nullifier: string }, b: { nullifier: string }): number {
  return compare(fromBase64url(a.nullifier), fromBase64url(b.nullifier));
}
