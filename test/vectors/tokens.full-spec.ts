import { it } from '@jest/globals';
import { expectSameTokens } from '../support/same-tokens.js';

it('makes 10,000 tokens as another implementation does, byte for byte', async () => {
  await expectSameTokens(10_000);
}, 1_800_000);
