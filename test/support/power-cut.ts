// A process that dies at one step of its vault: what the step wrote stays, what wasn't committed is gone.
import type { KeyVault } from '../../src/common/key-vault.js';

export interface Cut {
  readonly step: 'put' | 'rename' | 'destroy';
  /** Whether the step is done, or not even begun. */
  readonly when: 'before' | 'after';
}

/** Every cut that there is. */
export const CUTS: readonly Cut[] = (['put', 'rename', 'destroy'] as const).flatMap((step) => [
  { step, when: 'before' },
  { step, when: 'after' },
]);

/** The vault's next such step fails with `power cut`, and the others after it don't. Returns what takes the cut back. */
export function cutPower(vault: KeyVault, { step, when }: Cut): () => void {
  const real: (...given: never[]) => Promise<void> = vault[step];
  const mend = (): void => {
    Reflect.deleteProperty(vault, step);
  };
  Reflect.set(vault, step, async (...given: never[]) => {
    mend();
    if (when === 'after') await real.apply(vault, given);
    throw new Error('power cut');
  });
  return mend;
}
