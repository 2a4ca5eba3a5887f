// Routes that pages of any other host may use: the browser is told so, and nothing of theirs goes by who asks (no cookie, no
// session). All other routes stay with their own host. Fetch Standard, "HTTP extensions"; protocol.md#asking
import type { CustomDecorator } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const HEADERS = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

/** As long as any browser believes it. */
const PREFLIGHT_SECONDS = '7200';

declare module 'fastify' {
  interface FastifyContextConfig {
    anyOrigin?: boolean;
  }
}

/** On a handler: any host's pages may call it and read its answers, refusals too. */
export function AnyOrigin(): CustomDecorator {
  return RouteConfig({ anyOrigin: true });
}

/** Makes such routes answer so, and browsers that ask first (OPTIONS). After the hooks whose headers it overrides. */
export function allowAnyOrigin(fastify: FastifyInstance): void {
  const methods = new Map<string, string[]>();
  fastify.addHook('onRoute', ({ url, method, config }) => {
    if (config?.anyOrigin !== true) return;
    const known = methods.get(url) ?? [];
    known.push(...[method].flat().filter((one) => one !== 'OPTIONS'));
    if (methods.has(url)) return;
    methods.set(url, known);
    fastify.options(url, { config: { anyOrigin: true } }, (_request, reply) => {
      void reply
        .status(204)
        .header('access-control-allow-methods', known.join(', '))
        .header('access-control-allow-headers', 'content-type')
        .header('access-control-max-age', PREFLIGHT_SECONDS)
        .send();
    });
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.anyOrigin === true) void reply.headers(HEADERS);
    done();
  });
}
