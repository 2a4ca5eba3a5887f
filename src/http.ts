// How the application meets HTTP: bounds, headers that every answer carries, the prefix, and the API's own description.
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serveDescription } from './api-description.js';
import { allowAnyOrigin } from './common/any-origin.js';
import type { Config } from './common/config.js';
import { answerUnasked, answerUnread, holdToStandards } from './common/http-standards.js';
import { Log } from './common/logger.js';
import { problemOf, refuse, sendProblem } from './common/problem.filter.js';
import type { Problem } from './common/problem.js';
import { ProblemPage } from './common/problem-page.js';
import { requireBounds } from './protocol/json-bounds.js';

/** A manifest of 512 KiB travels in base64url. */
const MAX_BODY = 1024 * 1024;
/** What organizers say of everybody who may be named: some 70,000 shares, or half as many names. */
const MAX_NAMES_BODY = 8 * 1024 * 1024;
const OF_NAMES = /\/proposals\/:proposal\/(?:shares|editions)$/;
const MAX_DEPTH = 32;
const REQUEST_TIMEOUT_MS = 60_000;

const API_PREFIX = 'api/v1';
const OUTSIDE_PREFIX = [
  'health',
  '',
  'assets/*path',
  'about',
  'privacy',
  'imprint',
  'accessibility',
  'report',
].concat(['l/*path', 'organize', 'organize/*path', 'verify', 'verify/*path', 'dev/*path']);

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Its id, and what stands behind it. protocol.md#encoding */
const LETTER_LINK = /^\/l\/([A-Za-z2-7]{32})(\/.*|[^/A-Za-z0-9].*)?$/;
const AFTER_LINK = /(?:[/.,;:!?)\]}>'"*]|%(?:22|27|3E|5D|7D|C2%BB|E2%80%9[CD]))+$/i;

/** Two years, and this host only: what else is under its name is somebody else's. RFC 6797. */
const STRICT_TRANSPORT = 'max-age=63072000';

/** Who came to a proxy without TLS and can't be sent on. */
const NOT_SECURE: Problem = {
  status: 403,
  code: 'https_required',
  title: 'This connection is not encrypted.',
  detail: 'Send the request again to the address that begins with https. Nothing of it was used.',
};

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers what Fastify refuses before any hook or filter runs. */
    answerRefused?: (request: FastifyRequest, reply: FastifyReply, problem: Problem) => void;
  }
}

/** The server under the application. No proxy is believed: nothing here asks for a client's address. */
export function httpAdapter(): FastifyAdapter {
  const adapter: FastifyAdapter = new FastifyAdapter({
    bodyLimit: MAX_BODY,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logger: false,
    trustProxy: false,
    // A request without a host, and one that comes while the server stops, are refused by us, in our form.
    http: { requireHostHeader: false },
    return503OnClosing: false,
    clientErrorHandler: answerUnread(HEADERS),
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers(HEADERS);
      const { answerRefused } = adapter.getInstance<FastifyInstance>();
      if (answerRefused === undefined) sendProblem(reply, problemOf(error));
      else answerRefused(request, reply, problemOf(error));
    },
  });
  return adapter;
}

/** Prefix, headers and description; before the application listens. */
export function setUpHttp(app: NestFastifyApplication, config: Config): void {
  setPrefix(app);
  const secure = config.publicUrl.startsWith('https:');
  const fastify = app.getHttpAdapter().getInstance();
  readJsonOnly(fastify);
  fastify.addHook('onRoute', (route) => {
    if (OF_NAMES.test(route.url)) route.bodyLimit = MAX_NAMES_BODY;
  });
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(HEADERS);
    done();
  });
  const answering = { log: app.get(Log, { strict: false }), page: pageOf(app) };
  answerUnasked(fastify.server, HEADERS);
  if (secure) demandTls(fastify, config.publicUrl);
  if (config.has('origin')) leadToLetters(fastify);
  allowAnyOrigin(fastify);
  holdToStandards(fastify, (request, reply, problem) => refuse(request, reply, problem, answering));
  serveDescription(fastify, { production: config.production });
  fastify.decorate('answerRefused', (request, reply, problem) => {
    if (secure) void reply.header('strict-transport-security', STRICT_TRANSPORT);
    void refuse(request, reply, problem, answering);
  });
}

/**
 * Whoever came to the proxy without TLS, and is marked so, is sent to the public address, or refused with whatever she sent.
 * Of the header nothing else is believed: that a request came with TLS changes nothing.
 */
function demandTls(fastify: FastifyInstance, publicUrl: string): void {
  fastify.addHook('onRequest', async ({ method, url, headers }, reply) => {
    const [first = ''] = [headers['x-forwarded-proto']].flat();
    if (first.split(',')[0]?.trim().toLowerCase() !== 'http') {
      void reply.header('strict-transport-security', STRICT_TRANSPORT);
      return;
    }
    if (method !== 'GET' && method !== 'HEAD') {
      sendProblem(reply, NOT_SECURE);
      return reply;
    }
    const path = url.startsWith('/') ? url : '/';
    return reply.redirect(`${publicUrl}${path}`, 308);
  });
}

/** Letters' links as they come out of mails and off paper: in capitals, with a slash, or with what ends the sentence. */
function leadToLetters(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ method, url }, reply) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    const [path = ''] = url.split('?');
    const [, id, rest = ''] = LETTER_LINK.exec(path) ?? [];
    const meant = `/l/${id?.toLowerCase() ?? ''}${rest.replace(AFTER_LINK, '')}`;
    if (id === undefined || meant === path) return undefined;
    return reply.redirect(meant + url.slice(path.length), 308);
  });
}

/** What draws refusals, where there are pages. */
function pageOf(app: NestFastifyApplication): ProblemPage | undefined {
  try {
    return app.get(ProblemPage, { strict: false });
  } catch {
    return undefined;
  }
}

/** Where the API's routes are: under `/api/v1`, but for those that aren't for people's clients. */
export function setPrefix(app: NestFastifyApplication): void {
  app.setGlobalPrefix(API_PREFIX, { exclude: OUTSIDE_PREFIX });
}

/** Only JSON, of bounded depth and number of values: what walks through them afterwards does so by recursion. */
function readJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requireBounds(typeof body === 'string' ? Buffer.from(body) : body, undefined, MAX_DEPTH);
    } catch {
      done(Object.assign(new Error('No JSON, or too much of it.'), { statusCode: 400 }));
      return;
    }
    void parse(request, body.toString(), done);
  });
}
