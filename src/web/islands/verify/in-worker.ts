// Checks in a worker, one file after the other, so that whatever the file holds the page answers.
import { startWorker } from '../worker.js';
import type { Begin } from './running.js';
import type { FromWorker, ToWorker } from './worker.js';

/** Starts the worker; resolves once it has loaded all that it needs. Rejects if it can't. */
export async function beginInWorker(url: string): Promise<Begin> {
  const worker = startWorker(url);
  const tell = (message: ToWorker): void => {
    worker.postMessage(message);
  };
  await new Promise<void>((ready, failed) => {
    worker.onmessage = () => {
      ready();
    };
    worker.onerror = () => {
      failed(new Error('The worker could not be loaded.'));
    };
  });
  return (file, letter, onProgress) => ({
    outcome: new Promise((done) => {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data === 'ready') return;
        if ('outcome' in data) done(data.outcome);
        else onProgress(data.verified, data.all);
      };
      worker.onerror = () => {
        done({ is: 'broken' });
      };
      tell({ file, letter });
    }),
    pause: () => {
      tell('pause');
    },
    resume: () => {
      tell('resume');
    },
    stop: () => {
      tell('stop');
    },
  });
}
