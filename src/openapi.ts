// Writes openapi.json from the code, or with `--check` says whether it is what the code says. Nothing is started for it. Only as
// the Nest CLI builds it, with its plugin (nest-cli.json), does the code say all that stands there.
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { AppModule } from './app.module.js';
import { loadConfig } from './common/config.js';
import { httpAdapter, setPrefix } from './http.js';
import { ALL_CODES, HTTP_CODES } from './problem-codes.js';

const FILE = 'openapi.json';

/** RFC 9457. */
const PROBLEM = {
  type: 'object',
  properties: {
    type: { type: 'string', description: '`urn:undersigned:problem:` and the code.' },
    title: { type: 'string', description: 'What is wrong, the same for every occurrence.' },
    status: { type: 'integer', enum: Object.keys(HTTP_CODES).map(Number) },
    detail: { type: 'string', description: 'What to do next.' },
    code: { type: 'string', enum: [...ALL_CODES], description: 'For machines.' },
    place: { type: 'string', description: 'Where in the request.' },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};

/** The description of a process that plays both roles, as it stands in the file. */
async function describe(): Promise<string> {
  const config = loadConfig({ NODE_ENV: 'test' });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), httpAdapter(), {
    preview: true,
    abortOnError: false,
    logger: false,
  });
  setPrefix(app);
  return `${JSON.stringify(describeApi(app), null, 2)}\n`;
}

const described = await describe();
if (process.argv.includes('--check')) {
  const written = await readFile(FILE, 'utf8').catch(() => '');
  if (written !== described) {
    process.stderr.write(`${FILE} is not what the code says. Write it anew: npm run openapi\n`);
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, described);
  process.stdout.write(`${FILE} is written.\n`);
}

/** The OpenAPI document of the application's routes. */
function describeApi(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Undersigned')
    .setDescription(
      'Letters that employees sign anonymously, with a count that anybody can check. Bytes are base64url without padding, times UTC to the second; refusals are problem details (RFC 9457).',
    )
    .setVersion('1')
    .setLicense('AGPL-3.0-or-later', 'https://www.gnu.org/licenses/agpl-3.0.html')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The token of POST /organizers/session.' })
    .build();
  return withIntegers(withRefusals(SwaggerModule.createDocument(app, description)));
}

/** No number of this API has a fraction (protocol.md#encoding), which TypeScript's types can't say. */
function withIntegers(document: OpenAPIObject): OpenAPIObject {
  return JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'type' && value === 'number' ? 'integer' : value,
  ) as OpenAPIObject;
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
