import { expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { freePort } from './free-port.js';
import { RandomSource, SystemRandomSource } from './random.js';

/** Gives these numbers, one after the other; the last again and again. */
class Given extends RandomSource {
  constructor(private readonly numbers: readonly number[]) {
    super();
  }

  private at = 0;

  override bytes(): Uint8Array {
    throw new Error('Nobody asks for bytes.');
  }

  override integer(): number {
    return this.numbers[Math.min(this.at++, this.numbers.length - 1)]!;
  }
}

async function listening(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return server;
}

it('is one where nobody listens, below those of outgoing connections', async () => {
  const port = await freePort(new SystemRandomSource());
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_000);
  const other = await listening(port);
  const [taken, next] = [port - 20_000, (port + 1 - 20_000) % 12_000];
  expect(await freePort(new Given([taken, taken, next]))).toBe(20_000 + next);
  await expect(freePort(new Given([taken]))).rejects.toThrow('EADDRINUSE');
  await new Promise((closed) => other.close(closed));
  expect(await freePort(new Given([taken]))).toBe(port);
});
