// Writes openapi.json from the code, or with `--check` says whether it is what the code says. Nothing is started for it.
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { describeApi } from './api-description.js';
import { AppModule } from './app.module.js';
import { loadConfig } from './common/config.js';
import { httpAdapter, setPrefix } from './http.js';

const FILE = 'openapi.json';

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
