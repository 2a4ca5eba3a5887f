// The API described by itself: the OpenAPI document, and a page at /api on which it can be read and tried, all from here.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

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

/** RFC 9457. */
const PROBLEM = {
  type: 'object',
  properties: {
    type: { type: 'string', description: '`urn:undersigned:problem:` and the code.' },
    title: { type: 'string', description: 'What is wrong, the same for every occurrence.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What to do next.' },
    code: { type: 'string', description: 'For machines.' },
    place: { type: 'string', description: 'Where in the request.' },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};

/** The OpenAPI document of the application's routes. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Undersigned')
    .setDescription(
      'Letters that employees sign anonymously, with a count that anybody can check. Bytes are base64url without padding, times UTC to the second; refusals are problem details (RFC 9457).',
    )
    .setVersion('1')
    .setLicense('AGPL-3.0-or-later', 'https://www.gnu.org/licenses/agpl-3.0.html')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The token of POST /organizers/session.' })
    .build();
  return withRefusals(SwaggerModule.createDocument(app, description));
}

/**
 * Serves the document at /api/openapi.json, made when it is first asked for; outside production also the page at /api. Where
 * people sign, a megabyte of somebody else's script has no business under the address that their words are kept for.
 */
export function serveDescription(
  fastify: FastifyInstance,
  { production }: { readonly production: boolean },
  describe: () => OpenAPIObject,
): void {
  let document: string | undefined;
  const get = (path: string, type: string, content: () => string | Promise<Buffer>): void => {
    fastify.get(path, async (_request, reply) => {
      void reply.header('content-type', type);
      if (type.startsWith('text/html')) void reply.header('content-security-policy', POLICY);
      return content();
    });
  };
  get(
    '/api/openapi.json',
    'application/json; charset=utf-8',
    () => (document ??= JSON.stringify(describe())),
  );
  if (production) return;
  get('/api', 'text/html; charset=utf-8', () => PAGE);
  get('/api/start.js', 'text/javascript; charset=utf-8', () => START);
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const [name, type] of Object.entries(ASSETS))
    get(`/api/${name}`, type, () => readFile(join(folder, name)));
}

/** Every route can refuse, in one form. */
function withRefusals(document: OpenAPIObject): OpenAPIObject {
  const refusal = {
    description: 'A refusal: what is wrong, and what to do next.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.put, path.post, path.delete]) {
      if (operation !== undefined) operation.responses.default = refusal;
    }
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM },
  };
  return document;
}
