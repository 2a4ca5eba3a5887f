import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeLetter, type TestLetter } from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { actionDocument } from './action.js';
import { toBase64url } from './codec.js';
import {
  actionRequest,
  countersignRequest,
  countersignResponse,
  createKeysRequest,
  createKeysResponse,
  discardRequest,
} from './issuer-api.js';
import { read } from './shape.js';

const DRAFT = 'abcdefghijklmnopqrstuvwxyz';
const entry = { workplace: 'larkspur', method: 'email-code' as const };

let letter: TestLetter;

beforeAll(async () => {
  letter = await makeLetter();
});

describe('what Origin and Issuer say to each other', () => {
  it('is read as it was sent', () => {
    const { key, identityKey } = letter.manifest.issuers[0]!;
    const document = toBase64url(actionDocument(letter.digest, 'close', '2018-06-27T09:00:00Z'));
    const messages = [
      [createKeysRequest, { draft: DRAFT, entries: [entry] }],
      [
        createKeysResponse,
        { name: 'N', url: 'https://issuer.example', entries: [{ ...entry, key, identityKey }] },
      ],
      [
        countersignRequest,
        { draft: DRAFT, manifest: toBase64url(letter.encoded), openings: letter.openings },
      ],
      [countersignResponse, { countersignings: letter.countersignings }],
      [
        actionRequest,
        { letter: toBase64url(letter.digest), actions: [{ ...letter.openings[0]!, document }] },
      ],
      [discardRequest, { draft: DRAFT }],
    ] as const;
    for (const [schema, message] of messages) expect(read<unknown>(schema, message)).toEqual(message);
  });

  it.each([
    '',
    DRAFT.slice(1),
    `${DRAFT}a`,
    DRAFT.toUpperCase(),
    `${DRAFT.slice(1)}1`,
    '../../../../etc/passwd-abcde',
  ])('names a draft by its id, which is a file name too: not %p', async (draft) => {
    expect(await refusedWith(() => read(discardRequest, { draft }))).toBe('malformed at draft');
    expect(await refusedWith(() => read(createKeysRequest, { draft, entries: [entry] }))).toBe(
      'malformed at draft',
    );
  });

  it('asks for keys of one entry at least, and of as many as a manifest may have', async () => {
    const request = (count: number) => ({
      draft: DRAFT,
      entries: Array.from({ length: count }, () => entry),
    });
    expect(read(createKeysRequest, request(64)).entries).toHaveLength(64);
    for (const count of [0, 65]) {
      expect(await refusedWith(() => read(createKeysRequest, request(count)))).toBe('malformed at entries');
    }
  });

  it('asks for no method but those that this issuer knows', async () => {
    const request = { draft: DRAFT, entries: [{ ...entry, method: 'voucher' }] };
    expect(await refusedWith(() => read(createKeysRequest, request))).toBe('malformed at entries[0].method');
  });

  it('has no field beyond its own', async () => {
    expect(await refusedWith(() => read(discardRequest, { draft: DRAFT, more: 1 }))).toBe(
      'malformed at more',
    );
  });
});
