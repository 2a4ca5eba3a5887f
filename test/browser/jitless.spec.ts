// Signing where scripts are interpreted only, as in Tor Browser's safer level or iOS's lockdown mode: no JIT, no WebAssembly, and
// the whole work that an issuer demands.
import { expect, it } from '@jest/globals';
import { Signer } from './support/signer.js';
import { describeSite } from './support/site.js';

/** What an issuer demands unless its operator says otherwise. */
const WORK_COST = '15000';
const WITHIN_MS = 20_000;

describeSite(
  'without a JIT and without WebAssembly',
  (site) => {
    it('a letter is signed', async () => {
      const letter = await site().openLetter();
      const signer = await Signer.come(site(), letter);
      expect(await signer.person.page.evaluate(() => typeof WebAssembly)).toBe('undefined');
      const began = performance.now();
      await signer.pass();
      await signer.sign();
      await signer.sees('recorded');
      const took = performance.now() - began;
      process.stdout.write(`Jitless, from Sign to recorded: ${(took / 1000).toFixed(1)} s\n`);
      expect(took).toBeLessThan(WITHIN_MS);
      await signer.person.keepsNothing();
      await signer.person.leave();
    });
  },
  { env: { WORK_COST }, flags: ['--js-flags=--jitless'] },
);
