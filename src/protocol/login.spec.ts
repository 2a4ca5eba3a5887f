import { describe, expect, it } from '@jest/globals';
import { refusedWith } from '../../test/support/refused.js';
import { toBase64url } from './codec.js';
import {
  decodeLogin,
  isFreshLatest,
  LATEST_TOLERANCE_SECONDS,
  latestDocument,
  loginDocument,
} from './login.js';

const letter = new Uint8Array(32).fill(1);
const noon = new Date('2018-06-26T12:00:00Z');
const seconds = (count: number): Date => new Date(noon.getTime() + count * 1000);

describe('the question for the latest statement', () => {
  const document = latestDocument(letter, noon);

  it.each([0, 1, -1, 299, 300, -300])('is fresh %i seconds off', (off) => {
    expect(isFreshLatest(document, letter, seconds(off))).toBe(true);
  });

  it.each([301, -301, 86_400, -86_400])('is not %i seconds off', (off) => {
    expect(isFreshLatest(document, letter, seconds(off))).toBe(false);
  });

  it('is about one letter', () => {
    expect(isFreshLatest(document, new Uint8Array(32).fill(2), noon)).toBe(false);
    expect(LATEST_TOLERANCE_SECONDS).toBe(5 * 60);
  });

  it('says no more than letter and second', () => {
    expect(Buffer.from(latestDocument(letter, new Date('2018-06-26T12:00:00.987Z')))).toEqual(
      Buffer.from(document),
    );
    expect(JSON.parse(Buffer.from(document).toString())).toEqual({
      format: 'undersigned/latest/v1',
      letter: toBase64url(letter),
      time: '2018-06-26T12:00:00Z',
    });
  });
});

describe('a login', () => {
  const login = {
    origin: 'https://letters.example',
    key: toBase64url(letter),
    nonce: 'n0nce',
    expires: '2018-06-26T12:05:00Z',
  };

  it('names origin, key, nonce and expiry', () => {
    expect(decodeLogin(loginDocument(login))).toEqual({ format: 'undersigned/login/v1', ...login });
  });

  it.each([
    ['key', { key: 'QQ' }],
    ['nonce', { nonce: '' }],
    ['nonce', { nonce: 'é' }],
    ['expires', { expires: '2018-06-26' }],
    ['origin', { origin: 'a'.repeat(201) }],
  ])('isn’t written with a %s that can’t be read', async (place, change) => {
    expect(await refusedWith(() => loginDocument({ ...login, ...change }))).toBe(`malformed at ${place}`);
  });
});
