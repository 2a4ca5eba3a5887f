// A check that is under way, wherever it is: in a worker, or in the page itself.
import { type Outcome, type ReadableFile, Verification } from '../../../client/verify/verification.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';

/** How long the page may be kept from drawing and from hearing anybody. */
const BREATH_MS = 8;

export type OnProgress = (verified: number, all: number) => void;

export interface Running {
  readonly outcome: Promise<Outcome>;
  pause(): void;
  resume(): void;
  stop(): void;
}

export type Begin = (file: File, letter: string, onProgress: OnProgress) => Running;

/** Checks in this very thread, with a breath between the steps. */
export function beginHere(file: ReadableFile, letter: string, onProgress: OnProgress): Running {
  const verification = new Verification({
    primitives: webPrimitives,
    file,
    letter,
    onProgress,
    breathe: breather(),
  });
  return {
    outcome: verification.run(),
    pause: () => {
      verification.pause();
    },
    resume: () => {
      verification.resume();
    },
    stop: () => {
      verification.stop();
    },
  };
}

/** Not a timer: those of a page that nobody looks at come once a second, or a minute. */
function breather(): () => Promise<void> | undefined {
  let last = performance.now();
  let breath: Promise<void> | undefined;
  return () => {
    if (performance.now() - last < BREATH_MS) return undefined;
    breath ??= new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        breath = undefined;
        last = performance.now();
        done();
      };
      port2.postMessage(null);
    });
    return breath;
  };
}
