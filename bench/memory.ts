// A program: the most memory that this process has held once it has verified a bundle as `undersigned verify` does.
//   node dist/bench/memory.js BUNDLE LETTER-ID
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { verifyBundleStream } from '../src/protocol/verify-bundle.js';
import { webPrimitives } from '../src/protocol/web-primitives.js';
import type { Memory } from './figures.js';

const CHUNK_BYTES = 1 << 18;

const [file = '', letter = ''] = process.argv.slice(2);
const chunks: AsyncIterable<Uint8Array> = createReadStream(file, { highWaterMark: CHUNK_BYTES });
const { count } = await verifyBundleStream(webPrimitives(), chunks, letter);
const memory: Memory = { records: count, mebibytes: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(memory));
