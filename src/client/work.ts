// The proof of work that an issuer demands before it mails: fetched, and done in small pieces, so that a page stays alive.
// protocol.md#work
import { toBase64url, toHex } from '../protocol/codec.js';
import { ProtocolError } from '../protocol/errors.js';
import type { WorkDemand } from '../protocol/issuer-api.js';
import type { Primitives } from '../protocol/primitives.js';
import { read } from '../protocol/shape.js';
import { encodeWork, workDemand } from '../protocol/work.js';
import { getJson } from './http.js';
import { issuerFor, issuerHttp } from './issuer.js';
import type { ClientLetter } from './letter.js';

/** Some seconds on a phone: what asks for more is broken, or means harm. */
const MOST_HASHES = 4_000_000;

/** How long it works before it lets others: half a frame. Clocks of careful browsers are coarse, hence the second bound. */
const WORK_MS = 8;
const WORK_HASHES = 4_096;
const LOOK_AT_CLOCK_EVERY = 64;

/** How work is done beside other things. */
export interface WorkOptions {
  /** Lets everything else run; by default for one turn of the event loop. */
  readonly pause?: () => Promise<void>;
  /** Stops the work, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * The work that an issuer of the letter (index in the manifest's `issuers`; by default its first) demands now. What is done
 * for it is good for any address at this issuer, once, for some minutes. Throws RequestError; `letter_mismatch`, `malformed`.
 */
export async function fetchWork(letter: ClientLetter, issuer = issuerFor(letter)): Promise<WorkDemand> {
  const digest = toBase64url(letter.digest);
  const answer = await getJson(issuerHttp(letter, issuer), `/attestations/work?letter=${digest}`);
  const demand = read(workDemand, answer, 'answer');
  if (demand.parameters.data.letter !== digest) {
    throw new ProtocolError('letter_mismatch', 'The issuer demands work for another letter.', 'answer');
  }
  return demand;
}

/**
 * Does the work; the proof goes with the address. Throws `too_large` if it would take unreasonably long, `malformed` if there
 * is nothing to be found.
 */
export async function doWork(
  p: Primitives,
  demand: WorkDemand,
  { pause = oneTurn, signal }: WorkOptions = {},
): Promise<string> {
  const { salt, nonce, keyPrefix, data } = demand.parameters;
  if (data.most > MOST_HASHES) {
    throw new ProtocolError(
      'too_large',
      'The issuer demands more work than is reasonable. Tell whoever runs it, and try again later.',
      'most',
    );
  }
  const prefix = fromHex(keyPrefix);
  const input = fromHex(`${salt}${nonce}00000000`);
  const view = new DataView(input.buffer, input.byteOffset, input.length);
  let began = performance.now();
  let sincePause = 0;
  signal?.throwIfAborted();
  for (let counter = 0; counter < data.most; counter++) {
    view.setUint32(input.length - 4, counter);
    const key = p.sha256(input);
    if (beginsWith(key, prefix)) {
      return encodeWork({ challenge: demand, solution: { counter, derivedKey: toHex(key) } });
    }
    sincePause += 1;
    if (sincePause % LOOK_AT_CLOCK_EVERY !== 0) continue;
    if (sincePause < WORK_HASHES && performance.now() - began < WORK_MS) continue;
    await pause();
    signal?.throwIfAborted();
    began = performance.now();
    sincePause = 0;
  }
  throw new ProtocolError('malformed', 'The issuer demands work that can’t be done.', 'keyPrefix');
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

function beginsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  for (let i = 0; i < prefix.length; i++) if (bytes[i] !== prefix[i]) return false;
  return true;
}

async function oneTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
