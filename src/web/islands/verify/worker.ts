// The worker that checks a file: what it is told, and what it tells. Its own policy lets it fetch nothing and send nothing.
import type { Outcome } from '../../../client/verify/verification.js';
import { beginHere, type Running } from './running.js';

export type ToWorker = { readonly file: File; readonly letter: string } | 'pause' | 'resume' | 'stop';

export type FromWorker =
  'ready' | { readonly verified: number; readonly all: number } | { readonly outcome: Outcome };

/** What is used of a worker's own surroundings, which the DOM's types don't have. */
interface Surroundings {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage: (message: FromWorker) => void;
}

const surroundings = globalThis as unknown as Surroundings;
const tell = (message: FromWorker): void => {
  surroundings.postMessage(message);
};

let running: Running | undefined;

surroundings.onmessage = ({ data }) => {
  if (typeof data === 'string') {
    running?.[data]();
    return;
  }
  running = beginHere(data.file, data.letter, (verified, all) => {
    tell({ verified, all });
  });
  void running.outcome.then((outcome) => {
    tell({ outcome });
  });
};

tell('ready');
