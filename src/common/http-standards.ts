// HTTP as its standards have it, where Fastify would answer in another form, with another status, or not at all: everything that is
// refused is a problem (RFC 9457), also what can't be read, comes by a wrong method, or comes while the server stops.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { bodyOf, headersOf, problemOfStatus } from './problem.filter.js';
import type { Problem } from './problem.js';

type Headers = Readonly<Record<string, string>>;

/** Answers a request that reached Fastify. */
type Answer = (request: FastifyRequest, reply: FastifyReply, problem: Problem) => Promise<void>;

/** By the parser's code; anything else is a bad request. */
const STATUS_OF_PARSER: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_INVALID_METHOD: 501,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** How long who was refused may take to read it: longer, and she would hold a connection for nothing. */
const LINGER_MS = 1_000;

/** What a connection gets whose request the parser refuses, or that takes too long with it. It is closed. */
export function answerUnread(headers: Headers): (error: Error & { code?: string }, socket: Duplex) => void {
  return (error, socket) => {
    // Somebody who is gone, or an answer that is on its way already: nothing can be said.
    const answering = Reflect.get(socket, '_httpMessage') as { headersSent?: boolean } | null | undefined;
    if (error.code === 'ECONNRESET' || !socket.writable || answering?.headersSent === true) {
      socket.destroy();
      return;
    }
    write(socket, problemOfStatus(STATUS_OF_PARSER[error.code ?? ''] ?? 400), headers);
  };
}

/** Refuses by their problem: expectations and tunnels, which Fastify never sees. */
export function answerUnasked(server: Server, headers: Headers): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const problem = problemOfStatus(417);
    const body = Buffer.from(bodyOf(problem));
    response.writeHead(problem.status, {
      ...headers,
      ...headersOf(problem),
      'content-length': body.length,
      connection: 'close',
    });
    response.end(body);
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    write(socket, problemOfStatus(405), { ...headers, allow: 'GET, HEAD' });
  });
}

/**
 * Refuses, before a route sees the request: two hosts or none (RFC 9112, section 3.2), whatever comes while the server stops, and
 * methods that an address doesn't know, with those that it does (RFC 9110, section 15.5.6). To be called before routes are made.
 */
export function holdToStandards(fastify: FastifyInstance, answer: Answer): void {
  const methodsAt = knownMethods(fastify);
  let isClosing = false;
  fastify.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  fastify.addHook('onRequest', async (request, reply) => {
    const status = isClosing ? 503 : hasOneHost(request.raw) ? undefined : 400;
    if (status !== undefined) {
      if (isClosing) void reply.header('connection', 'close');
      await answer(request, reply, problemOfStatus(status));
      return reply;
    }
    if (!request.is404) return undefined;
    const methods = methodsAt(request.url);
    if (methods.length === 0) return undefined;
    void reply.header('allow', methods.join(', '));
    await answer(request, reply, problemOfStatus(405));
    return reply;
  });
}

function hasOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

/** The methods of an address, of all routes that are made from now on. */
function knownMethods(fastify: FastifyInstance): (url: string) => string[] {
  const routes = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const parts = url.split(/(:\w+|\*)/).map((part) => {
      if (part === '*') return '.*';
      return part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    });
    const known = routes.get(url) ?? { pattern: new RegExp(`^${parts.join('')}$`), methods: new Set() };
    for (const one of [method].flat()) known.methods.add(one);
    routes.set(url, known);
  });
  return (url) => {
    const [path = ''] = url.split('?');
    const found = [...routes.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  };
}

/** The whole answer, after which the connection is closed, also by us alone. RFC 9112, section 9.6. */
function write(socket: Duplex, problem: Problem, headers: Headers): void {
  const body = bodyOf(problem);
  const lines = Object.entries({
    ...headers,
    ...headersOf(problem),
    'content-length': Buffer.byteLength(body).toString(),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const { status } = problem;
  // Of a tunnel's connection Node takes its own listener away: who breaks it off would end the process.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status.toString()} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  // What she still sends is read, so that the answer isn't lost to a reset.
  socket.resume();
  const late = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => {
    clearTimeout(late);
  });
}
