import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeBundle, type TestBundle } from '../../../test/support/bundles.js';
import { makeLetter } from '../../../test/support/letters.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { Verification, type VerificationOptions } from './verification.js';

const SIGNERS = 12;

let bundle: TestBundle;

beforeAll(async () => {
  bundle = await makeBundle({ letter: await makeLetter(), signers: SIGNERS });
});

/** A file in pieces, as a browser gives it. */
function fileOf(bytes: Uint8Array, piece = 1000): Blob {
  return {
    stream: () => {
      let at = 0;
      return new ReadableStream({
        pull: (controller) => {
          if (at >= bytes.length) controller.close();
          else controller.enqueue(bytes.slice(at, (at += piece)));
        },
      });
    },
  } as unknown as Blob;
}

function verification(changes: Partial<VerificationOptions> = {}): Verification {
  return new Verification({
    primitives: () => p,
    file: fileOf(bundle.file),
    letter: bundle.letterId,
    onProgress: () => undefined,
    ...changes,
  });
}

/** Long enough for whatever isn't held to go on. */
const aMoment = (): Promise<void> => new Promise((done) => setTimeout(done, 50));

describe('a verification', () => {
  it('reports a valid bundle, and how far it is', async () => {
    const steps: [number, number][] = [];
    const outcome = await verification({ onProgress: (...step) => steps.push(step) }).run();
    expect(outcome).toMatchObject({
      is: 'valid',
      report: { count: SIGNERS, letter: { id: bundle.letterId } },
    });
    expect(steps.at(-1)).toEqual([SIGNERS, SIGNERS]);
    // It is sent from a worker.
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
  });

  it('says why a bundle is refused', async () => {
    expect(await verification({ letter: 'a'.repeat(32) }).run()).toMatchObject({
      is: 'refused',
      refusal: { verdict: 'invalid', code: 'letter_mismatch', place: 'manifest' },
    });
    expect(await verification({ file: fileOf(Buffer.from('<html>')) }).run()).toMatchObject({
      is: 'refused',
      refusal: { verdict: 'unusable', code: 'malformed', place: null },
    });
  });

  it('waits while it is paused, and goes on', async () => {
    let isDone = false;
    const one = verification();
    one.pause();
    one.pause();
    const outcome = one.run();
    void outcome.then(() => (isDone = true));
    await aMoment();
    expect(isDone).toBe(false);
    one.resume();
    expect(await outcome).toMatchObject({ is: 'valid' });
  });

  it('can be stopped, also while it is paused', async () => {
    const one = verification();
    one.stop();
    expect(await one.run()).toEqual({ is: 'stopped' });
    const other = verification();
    other.pause();
    const outcome = other.run();
    await aMoment();
    other.stop();
    expect(await outcome).toEqual({ is: 'stopped' });
  });

  it('blames no bundle for a file that is gone', async () => {
    const gone = {
      stream: () =>
        new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('NotReadableError')) }),
    };
    expect(await verification({ file: gone }).run()).toEqual({ is: 'unreadable' });
  });

  it('blames no bundle where signatures can’t be checked, or the check breaks off', async () => {
    const without = { ...p, ed25519Verify: () => Promise.resolve(false) };
    expect(await verification({ primitives: () => without }).run()).toEqual({ is: 'unfit' });
    const missing = (): never => {
      throw new TypeError('WebCrypto is missing here.');
    };
    expect(await verification({ primitives: missing }).run()).toEqual({ is: 'unfit' });
    const broken = { ...p, rsaPssVerifier: () => Promise.reject(new RangeError('no memory')) };
    expect(await verification({ primitives: () => broken }).run()).toEqual({ is: 'broken' });
  });

  it('lets others have their turn', async () => {
    let breaths = 0;
    await verification({ breathe: () => void (breaths += 1) }).run();
    expect(breaths).toBeGreaterThanOrEqual(SIGNERS);
  });
});
