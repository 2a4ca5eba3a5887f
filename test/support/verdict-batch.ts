// Verdicts on many files by another program: it reads lines `LETTER-ID LENGTH`, each followed by so many bytes, and answers each
// with a line.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { remembering } from '../../src/client/remembering.js';
import { nodePrimitives } from '../../src/common/node-primitives.js';
import { ProtocolError } from '../../src/protocol/errors.js';
import type { Primitives } from '../../src/protocol/primitives.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import type { Mutant } from './bundle-mutants.js';

/** Asks the program about one file after the other. Rejects if it ends before it was told to. */
export class VerdictBatch {
  private readonly child: ReturnType<typeof spawn>;
  private readonly lines: AsyncIterator<string>;

  constructor(command: string, parameters: readonly string[]) {
    this.child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  async ask({ file, id }: Pick<Mutant, 'file' | 'id'>): Promise<string> {
    this.child.stdin!.write(`${id} ${file.length}\n`);
    this.child.stdin!.write(file);
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error('The other verifier ended.');
    return value;
  }

  async end(): Promise<void> {
    const closed = new Promise((done) => this.child.once('close', done));
    this.child.stdin!.end();
    await closed;
  }
}

/** Primitives that look at a signature that holds once, though it stands in thousands of copies. */
export function rememberedPrimitives(): Primitives {
  const held = new Map<string, Uint8Array>();
  return remembering(nodePrimitives, {
    recall: (question) => held.get(question),
    keep: async (question, answer) => void held.set(question, answer),
  });
}

/** Our own: `valid`, or the code, with its place if asked for. */
export async function ownVerdict(p: Primitives, { file, id }: Mutant, withPlace = false): Promise<string> {
  try {
    await verifyBundle(p, file, id);
    return 'valid';
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return withPlace ? `${error.code} at ${error.place ?? 'all'}` : error.code;
  }
}
