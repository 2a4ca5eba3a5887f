// `npm start`: serves one process, ROLE = all | issuer | origin.
import process from 'node:process';
import { loadConfig } from './common/config.js';
import { makeFilesPrivate } from './common/private-files.js';
import { environment, reasonOf } from './start.js';

/** Exit code of a server that could not start. */
const NOT_STARTED = 1;

makeFilesPrivate();
try {
  const env = environment();
  // Said at once if it is wrong: to load the application takes seconds.
  loadConfig(env);
  const { serve } = await import('./serve.js');
  await serve(env);
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(NOT_STARTED);
}
