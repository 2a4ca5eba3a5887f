// The proof of work for tests that post to an issuer by themselves.
import { doWork } from '../../src/client/work.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { read } from '../../src/protocol/shape.js';
import { workDemand } from '../../src/protocol/work.js';

/** A fresh proof for a letter (digest in base64url) at the issuer of this base URL. */
export async function workFor(baseUrl: string, letter: string, ask: typeof fetch = fetch): Promise<string> {
  const answer = await ask(`${baseUrl}/api/v1/attestations/work?letter=${letter}`);
  return doWork(p, read(workDemand, await answer.json()));
}
