// A program: the most memory that this process has held once it has verified a bundle as `undersigned verify` does.
//   node dist/bench/memory.js BUNDLE LETTER-ID
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { nodePrimitives } from '../src/common/node-primitives.js';
import { threadedPrimitives } from '../src/common/verify-threads.js';
import { verifyBundleStream } from '../src/protocol/verify-bundle.js';
import type { Memory } from './figures.js';

const CHUNK_BYTES = 1 << 18;

const [file = '', letter = ''] = process.argv.slice(2);
const chunks: AsyncIterable<Uint8Array> = createReadStream(file, { highWaterMark: CHUNK_BYTES });
const { count } = await verifyBundleStream(threadedPrimitives(nodePrimitives), chunks, letter);
const memory: Memory = { records: count, mebibytes: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(memory));
