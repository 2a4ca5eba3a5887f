// Serves one process: ROLE = all | issuer | origin.
import { main } from './serve.js';

await main();
