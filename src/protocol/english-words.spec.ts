import { expect, it } from '@jest/globals';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { createHash } from 'node:crypto';
import { ENGLISH_WORDS } from './english-words.js';

it('is the list of BIP-39, as another library and its file have it', () => {
  expect(ENGLISH_WORDS).toEqual(wordlist);
  const file = ENGLISH_WORDS.map((word) => `${word}\n`).join('');
  expect(createHash('sha256').update(file).digest('hex')).toBe(
    '2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda',
  );
});
