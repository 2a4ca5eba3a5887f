// Serves the API's description, openapi.json, and a page at /api on which it can be read and tried, all from here.
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** As `npm run openapi` wrote it: a copy stands in dist/, made by the build. */
const DESCRIPTION = new URL('../openapi.json', import.meta.url);

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** Swagger UI brings pictures in its styles, and writes HTML by itself: no trusted types here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Undersigned: the API</title>
<link rel="icon" type="image/png" href="/api/favicon-32x32.png">
<link rel="stylesheet" href="/api/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>The description as JSON: <a href="/api/openapi.json">openapi.json</a></noscript>
<script src="/api/swagger-ui-bundle.js"></script>
<script src="/api/start.js"></script>
</body>
</html>
`;
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', validatorUrl: null });\n`;

/**
 * Serves the document at /api/openapi.json, of the routes that this process has; outside production also the page at /api. Where
 * people sign, a megabyte of somebody else's script has no business under the address that their words are kept for.
 */
export function serveDescription(fastify: FastifyInstance, config: { readonly production: boolean }): void {
  const routes = new Set<string>();
  fastify.addHook('onRoute', ({ url }) => void routes.add(url.replace(/:(\w+)/g, '{$1}')));
  let document: Promise<string> | undefined;
  const get = (path: string, type: string, content: () => string | Promise<string | Buffer>): void => {
    fastify.get(path, async (_request, reply) => {
      void reply.header('content-type', type);
      if (type.startsWith('text/html')) void reply.header('content-security-policy', POLICY);
      return content();
    });
  };
  get('/api/openapi.json', 'application/json; charset=utf-8', () => (document ??= describe(routes)));
  if (config.production) return;
  get('/api', 'text/html; charset=utf-8', () => PAGE);
  get('/api/start.js', 'text/javascript; charset=utf-8', () => START);
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const [name, type] of Object.entries(ASSETS))
    get(`/api/${name}`, type, () => readFile(join(folder, name)));
}

/** The document, of these routes only: with one role there are fewer. */
async function describe(routes: ReadonlySet<string>): Promise<string> {
  const document = JSON.parse(await readFile(DESCRIPTION, 'utf8')) as OpenAPIObject;
  const paths = Object.entries(document.paths).filter(([path]) => routes.has(path));
  return JSON.stringify({ ...document, paths: Object.fromEntries(paths) });
}
