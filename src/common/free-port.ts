// A port for a server that is told none.
import { createServer } from 'node:net';
import { errorCode } from './error-code.js';
import type { RandomSource } from './random.js';

/** Below those that systems give to outgoing connections, of which one might be taken before anybody listens there. */
const FIRST = 20_000;
const COUNT = 12_000;
const MOST_TRIES = 100;

/** A port of this machine where nobody listens. Throws what kept it from listening if none was found. */
export async function freePort(random: RandomSource): Promise<number> {
  for (let tries = 1; ; tries++) {
    const port = FIRST + random.integer(COUNT);
    try {
      await listenOnce(port);
      return port;
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE' || tries === MOST_TRIES) throw error;
    }
  }
}

async function listenOnce(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}
