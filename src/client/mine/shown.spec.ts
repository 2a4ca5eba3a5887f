import { beforeAll, describe, expect, it } from '@jest/globals';
import { asLines, type BundleOptions, makeBundle, type TestBundle } from '../../../test/support/bundles.js';
import { refusal } from '../../../test/support/fails-with.js';
import { makeLetter, makeSigners, type TestLetter, type TestSigner } from '../../../test/support/letters.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import type { Bundle } from '../../protocol/bundle.js';
import { canonicalBytes } from '../../protocol/canonical-json.js';
import { toBase64url } from '../../protocol/codec.js';
import { editionDigest } from '../../protocol/edition.js';
import { verifyRecordInclusion } from '../../protocol/inclusion.js';
import { decodeProposal } from '../../protocol/proposal.js';
import { prepareLetter } from '../../protocol/vouching.js';
import { RequestError } from '../http.js';
import type { ClientLetter } from '../letter.js';
import { signerOf } from '../signer.js';
import { shownIn, type ShownIn } from './shown.js';

const SIGNERS = 9;

let made: TestLetter;
let signers: TestSigner[];
let bundle: TestBundle;

beforeAll(async () => {
  made = await makeLetter();
  signers = await makeSigners(made, SIGNERS);
  bundle = await makeBundle({ letter: made, signers });
});

/** The letter over a server that answers everything with this file, in pieces of some bytes. */
async function served(file: Uint8Array, piece = 1000): Promise<ClientLetter> {
  const stream = () => {
    let at = 0;
    return new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (at >= file.length) {
          controller.close();
          return;
        }
        controller.enqueue(file.slice(at, at + piece));
        at += piece;
      },
    });
  };
  const http = {
    baseUrl: made.manifest.origin,
    fetch: () => Promise.resolve(new Response(stream())),
    now: () => new Date('2018-06-26T16:00:00Z'),
  };
  const { id, digest, manifest } = made;
  return { p, http, id, digest, manifest, context: await prepareLetter(p, manifest, digest), state: 'open' };
}

async function shown(
  file: Uint8Array,
  words = signers[0]!.words,
  digest = toBase64url(editionDigest(p, bundle.edition)),
): Promise<ShownIn> {
  const letter = await served(file);
  return shownIn(letter, await signerOf(letter, words), digest);
}

/** Of a bundle that is what it says it is, and whose digest was asked for. */
async function refused(options: Partial<BundleOptions>): Promise<string | undefined> {
  const { file, edition } = await makeBundle({ letter: made, signers, ...options });
  return refusal(() => shown(file, signers[0]!.words, toBase64url(editionDigest(p, edition))));
}

function changed(change: (bundle: Bundle) => Partial<Bundle>): Uint8Array {
  return canonicalBytes({ ...bundle.bundle, ...change(bundle.bundle) });
}

describe('what an edition shows of a signer', () => {
  it('is that she counts, with a proof that leads to its root, for every place in it and either form', async () => {
    const proposal = decodeProposal(bundle.proposal);
    for (const file of [bundle.file, asLines(bundle.bundle)]) {
      const places = new Set<number>();
      for (const { words } of signers) {
        const { appears, name, inclusion, asOf } = await shown(file, words);
        expect({ appears, name, asOf }).toEqual({
          appears: 'counted',
          name: null,
          asOf: new Date('2018-06-25T19:00:00Z'),
        });
        expect(() => verifyRecordInclusion(p, proposal, inclusion!.record, inclusion!)).not.toThrow();
        places.add(inclusion!.index);
      }
      expect(places.size).toBe(SIGNERS);
    }
  });

  it('is nothing of who is not in it', async () => {
    const [stranger] = await makeSigners(made, 1, 'stranger');
    expect(await shown(bundle.file, stranger!.words)).toMatchObject({ appears: 'not-yet', inclusion: null });
  });

  it('is refused if the edition is another, of another letter, or not approved', async () => {
    const other = await makeLetter({ seed: 'other' });
    const elsewhere = await makeBundle({ letter: other, signers: await makeSigners(other, SIGNERS) });
    expect(await refusal(() => shown(elsewhere.file))).toBe('letter_mismatch');
    const struck = await makeBundle({ letter: made, signers, edition: { struck: 1 } });
    expect(await refusal(() => shown(struck.file))).toBe('letter_mismatch');
    expect(await refused({ approvers: [0] })).toBe('too_few_approvals');
    expect(await refused({ edition: { proposal: toBase64url(new Uint8Array(32)) } })).toBe(
      'proposal_mismatch',
    );
    const twice = changed(({ editionApprovals: [one] }) => ({ editionApprovals: [one!, one!] }));
    expect(await refusal(() => shown(twice))).toBe('too_few_approvals');
  });

  it('is refused if her record is not one of those that were approved', async () => {
    expect(await refused({ proposal: { root: toBase64url(new Uint8Array(32)) } })).toBe('invalid_proof');
    const fewer = changed(({ records }) => ({ records: records.slice(0, -1) }));
    const still = signers.find(({ publicKey }) => bundle.bundle.records[0]!.key === toBase64url(publicKey));
    expect(await refusal(() => shown(fewer, still!.words))).toBe('invalid_proof');
    const swapped = changed(({ records }) => ({
      records: records.map((record, i) => ({ ...record, tokens: records[(i + 1) % records.length]!.tokens })),
    }));
    expect(await refusal(() => shown(swapped))).toBe('invalid_token');
  });

  it('says that the connection broke, if it does on the way', async () => {
    const letter = await served(bundle.file);
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bundle.file.slice(0, 500)),
      pull: (controller) => controller.error(new TypeError('network error')),
    });
    const http = { ...letter.http, fetch: () => Promise.resolve(new Response(broken)) };
    const signer = await signerOf(letter, signers[0]!.words);
    const reading = shownIn({ ...letter, http }, signer, 'x');
    await expect(reading).rejects.toBeInstanceOf(RequestError);
    await expect(reading).rejects.toMatchObject({ code: 'unreachable' });
  });
});
