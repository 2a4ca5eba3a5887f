// One process of whatever Node runs it: verdicts of the built verifier, by node:crypto and by WebCrypto, on what verdict-batch.ts
// sends. Answers with the code and its place; with both, should they differ.
import process from 'node:process';

const LINE_FEED = 0x0a;
const BUILT = new URL('../../dist/src/', import.meta.url);

const [{ nodePrimitives }, { webPrimitives }, { ProtocolError }, { verifyBundle }] = await Promise.all(
  [
    'common/node-primitives.js',
    'protocol/web-primitives.js',
    'protocol/errors.js',
    'protocol/verify-bundle.js',
  ].map((path) => import(new URL(path, BUILT).href)),
);

let held = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  held = Buffer.concat([held, chunk]);
  for (let next = taken(); next !== undefined; next = taken()) {
    const said = await Promise.all([nodePrimitives, webPrimitives()].map((p) => verdict(p, next)));
    process.stdout.write(`${[...new Set(said)].join(' / ')}\n`);
  }
}

/** The next file, once all of it has come. */
function taken() {
  const end = held.indexOf(LINE_FEED);
  if (end < 0) return undefined;
  const [id, length] = held.subarray(0, end).toString().split(' ');
  const last = end + 1 + Number(length);
  if (held.length < last) return undefined;
  const file = new Uint8Array(held.subarray(end + 1, last));
  held = held.subarray(last);
  return { id, file };
}

/**
 * @param {object} p Primitives.
 * @param {{ id?: string, file: Uint8Array }} asked The letter's id, and a file.
 */
async function verdict(p, { id, file }) {
  try {
    await verifyBundle(p, file, id);
    return 'valid';
  } catch (/** @type {any} */ error) {
    return error instanceof ProtocolError ? `${error.code} at ${error.place ?? 'all'}` : String(error);
  }
}
