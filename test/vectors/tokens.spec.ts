import { it } from '@jest/globals';
import { expectSameTokens } from '../support/same-tokens.js';

it('makes 200 tokens as another implementation does, byte for byte', async () => {
  await expectSameTokens(200);
});
