import { describe, expect, it } from '@jest/globals';
import { letterIdIn } from './letter-link.js';

const ID = 'khigohamidxyi2ckgkake4j4akyyprnc';

describe('a letter’s id in what was typed', () => {
  it.each([
    ID,
    ` ${ID}\n`,
    `https://letters.example/l/${ID}`,
    `https://letters.example/l/${ID}/`,
    `https://letters.example/l/${ID}#sign`,
    `https://letters.example/l/${ID}?locale=en`,
    `letters.example/l/${ID}/press/MGLfsMVkm4Cgr8PkS20FdFBQYiNZ9J7NtsBj8kkMwZg`,
  ])('is found: %s', (text) => {
    expect(letterIdIn(text)).toBe(ID);
  });

  it.each([
    '',
    'letters.example',
    ID.slice(1),
    `${ID}a`,
    ID.toUpperCase(),
    ID.replace('2', '1'),
    `https://letters.example/l/${ID}a`,
    `https://letters.example/x/${ID}`,
    `${ID} ${ID}`,
  ])('is not guessed: %s', (text) => {
    expect(letterIdIn(text)).toBeUndefined();
  });
});
