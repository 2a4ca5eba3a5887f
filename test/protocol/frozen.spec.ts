// What a verifier decides by rules of its own, on every engine: hosts, addresses, white space, times. protocol.md#hosts
import { describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { namedDigest } from '../../src/protocol/proposal.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { makeBundle, makeRecord, type TestBundle } from '../support/bundles.js';
import { importGraph, sourcesIn } from '../support/import-graph.js';
import { certify, makeLetter, makeSigners, type TestLetter } from '../support/letters.js';
import { refusedWith } from '../support/refused.js';
import { describeCase } from '../support/shared-cases.js';

const ROOT = new URL('../..', import.meta.url).pathname;

/** A bundle in which one of three is named, with this address. */
async function naming(letter: TestLetter, address: string): Promise<TestBundle> {
  const signers = await makeSigners(letter, 3);
  const records = await Promise.all(signers.map((signer) => makeRecord(letter, signer)));
  const { issuer, holderSecret, certificate } = await certify(letter, signers[0]!, address);
  const nullifier = toBase64url(records[0]!.nullifier);
  return makeBundle({
    letter,
    records,
    proposal: { named: namedDigest(p, [records[0]!.nullifier]) },
    edition: { names: [{ nullifier, name: 'Ada Quist', title: null, address }] },
    names: [
      {
        nullifier,
        issuer,
        address,
        holderSecret: toBase64url(holderSecret),
        certificate: toBase64url(certificate),
      },
    ],
  });
}

describe('names of hosts', () => {
  it.each(['xn--ls8h.example', 'xn--a.example', 'xn--99999999999.example', 'xn--mhle-0ra.example'])(
    'are letters and digits: %s, as a domain, in an origin and in an issuer’s URL',
    async (host) => {
      const mailbox = { dots: 'kept' as const };
      const workplaces = [{ id: 'w', name: 'W', domains: [host], mailbox, headcount: null }];
      const overrides = { origin: `https://${host}`, nameConditions: [1] };
      const letter = await makeLetter({ workplaces, overrides });
      const { file, letterId } = await naming(letter, `ada@${host}`);
      expect((await verifyBundle(p, file, letterId)).count).toBe(3);
    },
  );

  it('and what is typed aren’t the verifier’s: nothing that it is made of reads a URL or a list', () => {
    const graph = importGraph(ROOT, sourcesIn(ROOT, 'src'));
    const reached = new Set(['src/protocol/verify-bundle.ts']);
    for (const file of reached) for (const next of graph.get(file)?.files ?? []) reached.add(next);
    expect(reached.size).toBeGreaterThan(30);
    const typed = [...reached].filter((file) =>
      /typed-|organization|public-providers|manifest-defaults/.test(file),
    );
    expect(typed).toEqual([]);
  });
});

describe('an address that an issuer certified', () => {
  it.each(['support@larkspur.example', 'all@larkspur.example', 'no-reply@larkspur.example'])(
    'is certified, whatever lists are kept elsewhere: %s',
    async (address) => {
      const letter = await makeLetter({ overrides: { nameConditions: [1] } });
      const { file, letterId } = await naming(letter, address);
      expect((await verifyBundle(p, file, letterId)).edition.names[0]?.address).toBe(address);
    },
  );

  it.each([
    ...['Ada@larkspur.example', 'ada+1@larkspur.example', '.ada@larkspur.example', 'a..da@larkspur.example'],
    ...['ada@Larkspur.example', 'ada@larkspur.example.', 'ada@other.example', '@larkspur.example', 'ada'],
    `${'a'.repeat(65)}@larkspur.example`,
  ])('is refused unless it is canonical: %s', async (address) => {
    const letter = await makeLetter({ overrides: { nameConditions: [1] } });
    const { file, letterId } = await naming(letter, address);
    expect(await refusedWith(() => verifyBundle(p, file, letterId))).toBe('invalid_name at names[0]');
  });
});

describeCase('domain-emoji-name', ({ file, id }) => {
  it('names one where nobody could ask for fewer than two; its xn-- is compared, never decoded', async () => {
    // Manifest and address hold the label: a refusal of it would have another place.
    expect(await refusedWith(() => verifyBundle(p, file, id))).toBe('invalid_name at edition.names');
  });
});
