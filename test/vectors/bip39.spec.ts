import { expect, it } from '@jest/globals';
import { nodePrimitives } from '../../src/common/node-primitives.js';
import { toHex } from '../../src/protocol/codec.js';
import { drawWords, entropyOf } from '../../src/protocol/words.js';
import { refusal } from '../support/fails-with.js';
import { describeVectors, hex } from './shared-vectors.js';

describeVectors<{ english: [entropy: string, words: string, ...rest: string[]][] }>(
  'bip39.json',
  ({ english }) => {
    const twelve = english.filter(([entropy]) => entropy.length === 32);
    const longer = english.filter(([entropy]) => entropy.length !== 32);

    it.each(twelve)('%s', (entropy, words) => {
      expect(toHex(entropyOf(words))).toBe(entropy);
      expect(drawWords({ ...nodePrimitives, random: () => hex(entropy) })).toBe(words);
    });

    it('refuses every longer phrase', async () => {
      expect(longer.length).toBeGreaterThan(0);
      for (const [, words] of longer) expect(await refusal(() => entropyOf(words))).toBe('invalid_words');
    });
  },
);
