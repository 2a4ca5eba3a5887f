// The worker that checks a proposal and opens its names. It asks the page for what the server says; what it has worked out it
// keeps, sealed, so that it goes on from there after an interruption. protocol.md#named-set
import { openNames } from '../../../client/release/editions.js';
import { fetchLetter, type ClientLetter } from '../../../client/letter.js';
import type { Organizer } from '../../../client/organizer.js';
import { type CheckedProposal, checkProposal } from '../../../client/release/release.js';
import { remembering } from '../../../client/remembering.js';
import { openWorkMemory, type WorkMemory } from '../../../client/work-memory.js';
import { browserHttp } from '../browser.js';
import { webPrimitives } from '../../../protocol/web-primitives.js';
import { keptWork } from './kept-work.js';
import {
  type Answered,
  type Begin,
  type Checked,
  type FromWorker,
  type Progress,
  toFailure,
  type ToWorker,
} from './messages.js';

/** The page reads so many in a few milliseconds. */
const TOLD_AT_ONCE = 250;

/** What is used of a worker's own surroundings, which the DOM's types don't have. */
interface Surroundings {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage: (message: FromWorker) => void;
}

interface Desk {
  readonly organizer: Organizer;
  readonly letter: ClientLetter;
  readonly memory: WorkMemory;
}

const surroundings = globalThis as unknown as Surroundings;
const tell = (message: FromWorker): void => {
  surroundings.postMessage(message);
};

const waiting = new Map<number, (answered: Answered) => void>();
let asked = 0;
let desk: Promise<Desk> | undefined;
let last: CheckedProposal | undefined;
let isLeaving = false;

surroundings.onmessage = ({ data }) => {
  if (data === 'keep') void keep();
  else if ('begin' in data) desk = begin(data.begin);
  else if ('answered' in data) waiting.get(data.answered)?.(data);
  else void work(data);
};

tell('ready');

/** What is under way ends at its next step: else it would work out more for as long as it is kept. */
async function keep(): Promise<void> {
  isLeaving = true;
  const at = await desk?.catch(() => undefined);
  await at?.memory.flush();
  tell('kept');
}

async function work(wanted: { readonly check: string } | { readonly open: string }): Promise<void> {
  try {
    if (desk === undefined) throw new Error('Nobody has begun.');
    const at = await desk;
    const checked = await check(at, 'check' in wanted ? wanted.check : wanted.open);
    if ('check' in wanted) {
      await at.memory.flush();
      tell({ checked: summaryOf(checked) });
      return;
    }
    const opened = await openNames(at.organizer, at.letter, checked, (done, all) => {
      tellProgress({ done, all, phase: 'opening' });
    });
    await at.memory.flush();
    const { members, roles } = opened;
    for (let from = 0; from < members.length; from += TOLD_AT_ONCE) {
      tell({ members: members.slice(from, from + TOLD_AT_ONCE) });
    }
    tell({ checked: summaryOf(checked), roles });
  } catch (error) {
    tell({ failed: toFailure(error) });
  }
}

async function check({ organizer, letter }: Desk, id: string): Promise<CheckedProposal> {
  if (last?.id === id) return last;
  const onProgress = (done: number, all: number): void => {
    tellProgress({ done, all, phase: 'checking' });
  };
  last = await checkProposal(organizer, letter, id, onProgress, last);
  return last;
}

function tellProgress(progress: Progress): void {
  if (isLeaving) throw new Error('She stopped it.');
  tell(progress);
}

async function begin({ letter: id, baseUrl, key, keys }: Begin): Promise<Desk> {
  const plain = webPrimitives();
  const http = { ...browserHttp(), baseUrl, fetch: askPage as typeof fetch };
  const { digest } = await fetchLetter(plain, http, id);
  const memory = await openWorkMemory(plain, keptWork, { sealingSecret: keys.sealingSecret, letter: digest });
  const p = remembering(plain, memory);
  return { organizer: { p, http, keys, key }, letter: await fetchLetter(p, http, id), memory };
}

async function askPage(url: string): Promise<Response> {
  asked += 1;
  const ask = asked;
  const { response } = await new Promise<Answered>((answer) => {
    waiting.set(ask, answer);
    tell({ ask, url });
  });
  waiting.delete(ask);
  if (response === undefined) throw new TypeError('Nobody answered.');
  return new Response(response.body, { status: response.status });
}

/** All but the records, which the page has no use for. */
function summaryOf({ id, encoded, proposal, shares, reports, named }: CheckedProposal): Checked {
  return { id, encoded, proposal, shares, reports, named: named.length };
}
