// How the application meets HTTP: bounds, headers that every answer carries, the prefix, and the API's own description.
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { describeApi, serveDescription } from './api-description.js';
import type { Config } from './common/config.js';
import { problemOf, sendProblem } from './common/problem.filter.js';

/** A manifest of 512 KiB travels in base64url. */
const MAX_BODY = 1024 * 1024;
/** What organizers say of everybody who may be named: some 70,000 shares, or half as many names. */
const MAX_NAMES_BODY = 8 * 1024 * 1024;
const OF_NAMES = /\/proposals\/:proposal\/(?:shares|editions)$/;
const MAX_DEPTH = 32;
const REQUEST_TIMEOUT_MS = 60_000;

const API_PREFIX = 'api/v1';
const OUTSIDE_PREFIX = ['health', 'dev/inbox'];

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The server under the application. No proxy is believed: nothing here asks for a client's address. */
export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: MAX_BODY,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logger: false,
    trustProxy: false,
    frameworkErrors: (error: unknown, _request: unknown, reply: FastifyReply) => {
      void reply.headers(HEADERS);
      sendProblem(reply, problemOf(error));
    },
  });
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
    if (secure) void reply.header('strict-transport-security', 'max-age=31536000');
    done();
  });
  serveDescription(fastify, () => describeApi(app));
}

/** Where the API's routes are: under `/api/v1`, but for those that aren't for people's clients. */
export function setPrefix(app: NestFastifyApplication): void {
  app.setGlobalPrefix(API_PREFIX, { exclude: OUTSIDE_PREFIX });
}

/** Only JSON, of bounded depth: what walks through values afterwards does so by recursion. */
function readJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    if (isTooDeep(text)) done(Object.assign(new Error('Nested too deeply.'), { statusCode: 400 }));
    else void parse(request, text, done);
  });
}

function isTooDeep(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i++) {
    const character = json.charAt(i);
    if (quoted) {
      if (character === '\\') i++;
      else quoted = character !== '"';
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
