import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeLetter, signDocument, type TestLetter } from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { fromBase64url, toBase64url } from './codec.js';
import { countersigningDocument, openingDocument, verifyCountersignings, verifyOpenings } from './opening.js';
import type { SignedBy } from './signed.js';

let letter: TestLetter;
let other: TestLetter;

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 2 });
  other = await makeLetter({ workplaces: 2, threshold: 4 });
});

/** A signature with one bit changed. */
function bent(by: SignedBy): SignedBy {
  const bytes = fromBase64url(by.signature);
  bytes[5]! ^= 4;
  return { ...by, signature: toBase64url(bytes) };
}

describe('the opening', () => {
  const openings = (change: (by: SignedBy[]) => SignedBy[]): Promise<string> =>
    refusedWith(() => verifyOpenings(p, letter.manifest, letter.digest, change(letter.openings)));

  it('is signed by every organizer, in the manifest’s order', async () => {
    await expect(verifyOpenings(p, letter.manifest, letter.digest, letter.openings)).resolves.toBeUndefined();
  });

  it('says who signs what', () => {
    const document = openingDocument(letter.digest, letter.organizers[1]!.signingKey);
    expect(JSON.parse(Buffer.from(document).toString())).toEqual({
      format: 'undersigned/opening/v1',
      letter: toBase64url(letter.digest),
      organizer: letter.manifest.organizers[1]!.signingKey,
    });
  });

  it('lacks one, has one twice, one more, or another order: refused', async () => {
    expect(await openings((by) => by.slice(1))).toBe('invalid_opening at openings');
    expect(await openings((by) => by.slice(0, 2))).toBe('invalid_opening at openings');
    expect(await openings(() => [])).toBe('invalid_opening at openings');
    expect(await openings((by) => [...by, by[0]!])).toBe('invalid_opening at openings');
    expect(await openings((by) => [by[0]!, by[0]!, by[2]!])).toBe('invalid_opening at openings');
    expect(await openings((by) => [by[1]!, by[0]!, by[2]!])).toBe('invalid_opening at openings');
  });

  it('has a signature that doesn’t hold: refused, at its place', async () => {
    expect(await openings((by) => [by[0]!, bent(by[1]!), by[2]!])).toBe('invalid_opening at openings[1]');
    expect(await openings((by) => [by[0]!, by[1]!, { ...by[2]!, signature: by[1]!.signature }])).toBe(
      'invalid_opening at openings[2]',
    );
  });

  it('is of another letter, by the same organizers: refused', async () => {
    expect(other.manifest.organizers).toEqual(letter.manifest.organizers);
    expect(await openings(() => other.openings)).toBe('invalid_opening at openings[0]');
  });

  it('is a countersigning that an organizer signed: refused', async () => {
    const [first] = letter.organizers;
    const signed = await signDocument(
      first!.signingSeed,
      countersigningDocument(letter.digest, first!.signingKey),
    );
    expect(await openings((by) => [signed, by[1]!, by[2]!])).toBe('invalid_opening at openings[0]');
  });
});

describe('the countersigning', () => {
  const countersignings = (change: (by: SignedBy[]) => SignedBy[]): Promise<string> =>
    refusedWith(() =>
      verifyCountersignings(p, letter.manifest, letter.digest, change(letter.countersignings)),
    );

  it('is by every issuer’s identity key, in the manifest’s order', async () => {
    await expect(
      verifyCountersignings(p, letter.manifest, letter.digest, letter.countersignings),
    ).resolves.toBeUndefined();
    expect(letter.countersignings).toHaveLength(2);
  });

  it('lacks one, has one twice, or another order: refused', async () => {
    expect(await countersignings((by) => by.slice(1))).toBe('invalid_countersigning at countersignings');
    expect(await countersignings(() => [])).toBe('invalid_countersigning at countersignings');
    expect(await countersignings((by) => [by[1]!, by[0]!])).toBe('invalid_countersigning at countersignings');
    expect(await countersignings((by) => [by[0]!, by[0]!])).toBe('invalid_countersigning at countersignings');
  });

  it('doesn’t hold, or is of another letter: refused, at its place', async () => {
    expect(await countersignings((by) => [by[0]!, bent(by[1]!)])).toBe(
      'invalid_countersigning at countersignings[1]',
    );
    expect(await countersignings(() => other.countersignings)).toBe(
      'invalid_countersigning at countersignings[0]',
    );
  });

  it('is an opening that the identity key signed: refused', async () => {
    const key = fromBase64url(letter.countersignings[0]!.key);
    const signed = await signDocument(letter.issuers[0]!.identitySeed, openingDocument(letter.digest, key));
    expect(await countersignings((by) => [signed, by[1]!])).toBe(
      'invalid_countersigning at countersignings[0]',
    );
  });
});
