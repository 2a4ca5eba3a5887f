// A program that pages.ts starts: one Fastify route that sends what another server sent, and nothing else.
//   node dist/bench/bare-server.js URL
import Fastify from 'fastify';
import { request } from 'node:http';
import process from 'node:process';

/** Not a route's to set. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding'];

const [url = ''] = process.argv.slice(2);
const { headers, body } = await read(url);

const fastify = Fastify();
fastify.get('/l/:id', (_request, reply) => reply.headers(headers).send(body));
const address = await fastify.listen({ port: 0, host: '127.0.0.1' });

process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => process.exit());
process.send?.({ url: `${address}${new URL(url).pathname}` });

/** Headers and bytes as they come over the wire. */
async function read(from: string): Promise<{ headers: Record<string, string>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request(from, { headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const named = Object.entries(answer.headers).flatMap(([name, value]) =>
          OF_THE_CONNECTION.includes(name) || value === undefined ? [] : [[name, String(value)] as const],
        );
        resolve({ headers: Object.fromEntries(named), body: Buffer.concat(parts) });
      });
    });
    sent.on('error', reject).end();
  });
}
