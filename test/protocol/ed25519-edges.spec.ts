// Bundles with signatures where implementations differ: one verdict, by whatever primitives. protocol.md#ed25519
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { nodePrimitives } from '../../src/common/node-primitives.js';
import { threadedPrimitives } from '../../src/common/verify-threads.js';
import { canonicalBytes } from '../../src/protocol/canonical-json.js';
import { fromBase64url, toBase64url } from '../../src/protocol/codec.js';
import { ProtocolError } from '../../src/protocol/errors.js';
import { letterDigest, letterId } from '../../src/protocol/manifest.js';
import type { Primitives } from '../../src/protocol/primitives.js';
import { makeRecord as recordOf } from '../../src/protocol/record.js';
import { nullifierOf } from '../../src/protocol/statement.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { webPrimitives } from '../../src/protocol/web-primitives.js';
import { makeBundle, makeRecord, type TestBundle, type TestRecord } from '../support/bundles.js';
import { type Edge, edgesOf, TORSION } from '../support/edges.js';
import { makeLetter, makeSigners, signLetter, tokensForKey, type TestLetter } from '../support/letters.js';
import { describeCase } from '../support/shared-cases.js';

const p = nodePrimitives;
const threaded = threadedPrimitives(nodePrimitives, { few: 0 });
const PRIMITIVES: readonly Primitives[] = [nodePrimitives, threaded, webPrimitives()];

let letter: TestLetter;
let others: TestRecord[];

beforeAll(async () => {
  letter = await makeLetter();
  others = await Promise.all((await makeSigners(letter, 2)).map((signer) => makeRecord(letter, signer)));
});

afterAll(async () => {
  await threaded.close();
});

/** `accepted`, or code and place: the same by all primitives. */
async function verdict({ file, id }: { file: Uint8Array; id: string }): Promise<string> {
  const said = await Promise.all(
    PRIMITIVES.map(async (primitives) => {
      try {
        await verifyBundle(primitives, file, id);
        return 'accepted';
      } catch (error) {
        if (error instanceof ProtocolError) return `${error.code} at ${error.place ?? 'all'}`;
        throw error;
      }
    }),
  );
  expect(new Set(said).size).toBe(1);
  return said[0]!;
}

async function bundleWith(edge: Edge): Promise<TestBundle> {
  const { key, message: statement, signature } = edge;
  const record = recordOf({ tokens: await tokensForKey(letter, key), key, statement, signature });
  const nullifier = nullifierOf(p, letter.digest, key);
  return makeBundle({
    letter,
    records: [...others, { record, statement, signature, nullifier, issuers: [0] }],
  });
}

describe('a signer’s signature at an edge', () => {
  it('is refused, or counts, as it must, wherever it stands among the records', async () => {
    const { statement } = others[0]!;
    const edges = edgesOf('a signer', () => statement);
    const counted: string[] = [];
    for (const edge of edges) {
      const { file, bundle } = await bundleWith(edge);
      const at = bundle.records.findIndex((record) => record.key === toBase64url(edge.key));
      const said = await verdict({ file, id: letter.id });
      expect([edge.what, said]).toEqual([
        edge.what,
        edge.verdict ? 'accepted' : `invalid_statement at records[${at}].statement`,
      ]);
      if (edge.verdict) counted.push(edge.what);
    }
    expect(counted).toEqual(['an ordinary signature', 'A of mixed order']);
    expect(edges.length).toBeGreaterThan(30);
  });
});

describe('a key in the manifest', () => {
  const places = ['organizer', 'issuer', 'receipt'] as const;

  it.each(places)('of mixed or small order, of the %s, makes it none', async (place) => {
    const mixed = (text: string): string => {
      const point = ed25519.Point.fromBytes(fromBase64url(text));
      return toBase64url(point.add(TORSION).toBytes());
    };
    for (const other of [mixed, () => toBase64url(TORSION.toBytes())]) {
      const manifest = structuredClone(letter.manifest);
      if (place === 'organizer')
        manifest.organizers[0]!.signingKey = other(manifest.organizers[0]!.signingKey);
      else if (place === 'issuer') manifest.issuers[0]!.identityKey = other(manifest.issuers[0]!.identityKey);
      else manifest.receiptKey = other(manifest.receiptKey);
      const encoded = canonicalBytes(manifest);
      const changed = { ...letter, ...(await signLetter(encoded, letter)) };
      const { file } = await makeBundle({ letter: changed, records: others });
      const id = letterId(letterDigest(p, encoded));
      expect(await verdict({ file, id })).toBe('invalid_manifest at organizers');
    }
  });
});

describeCase('low-signer', (one) => {
  it('is invalid by all primitives: one signer’s key is of small order', async () => {
    expect(await verdict(one)).toMatch(/^invalid_statement at records\[\d+\]\.statement$/);
  });
});
