// A process that is killed loses nothing that it acknowledged, and prints nothing that it must not.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askForCode, fetchPass } from '../../src/client/sign/ask.js';
import type { Pass } from '../../src/client/sign/ask.js';
import type { Http } from '../../src/client/http.js';
import { RequestError } from '../../src/client/http.js';
import type { ClientLetter } from '../../src/client/letter.js';
import { fetchLetter, fetchTally } from '../../src/client/letter.js';
import {
  fetchDraft,
  joinDraft,
  saveDraft,
  sealDraft,
  signOpening,
  startDraft,
} from '../../src/client/organize/organize.js';
import { logIn } from '../../src/client/organizer.js';
import { latestSequence, sign } from '../../src/client/sign/sign.js';
import type { Signer } from '../../src/client/signer.js';
import { newWords, signerOf } from '../../src/client/signer.js';
import { demoContent } from '../../src/commands/demo/letter-text.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { drawWords } from '../../src/protocol/words.js';
import { testDatabase, testDataFolder, type TestDatabase } from '../support/database.js';
import { migrations } from '../support/migrations.js';
import { freePort, ServerProcess } from '../support/process.js';

const KILLS = 5;
const SIGNERS_PER_LIFE = 12;
const CODE = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/;

let database: TestDatabase | undefined;
let folder: string;
let env: Record<string, string>;
let server: ServerProcess;
let printed = '';

/** Recorded: the server said so. Issued: she holds a pass, and may ask for it again. */
const recorded: Signer[] = [];
const issued: { signer: Signer; asked: Awaited<ReturnType<typeof askForCode>>; code: string; pass: Pass }[] =
  [];
const secrets: string[] = [];

beforeAll(async () => {
  const onServer = process.env['TEST_DATABASE_URL'] !== undefined;
  if (onServer) database = await testDatabase({ migrations });
  folder = onServer
    ? await mkdtemp(join(tmpdir(), 'undersigned-data-'))
    : await testDataFolder({ migrations });
  const port = (await freePort()).toString();
  env = {
    NODE_ENV: 'development',
    PORT: port,
    DATA_DIR: folder,
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
    SMALL_LETTERS: 'true',
    WORK_COST: '1',
    LOG_LEVEL: 'debug',
    ...database?.env,
  };
  server = await (await ServerProcess.spawn(env)).up();
});

afterAll(async () => {
  await server.kill();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

function http(): Http {
  return { baseUrl: server.url, fetch, now: () => new Date() };
}

async function openLetter(): Promise<ClientLetter> {
  const [first, second] = await Promise.all([logIn(p, http(), drawWords(p)), logIn(p, http(), drawWords(p))]);
  const opensAt = new Date(Date.now() + 1000);
  const content = {
    ...demoContent({ threshold: 12, opensAt, epochSeconds: 1, twoWorkplaces: false }),
    minimumCell: 3,
  };
  const { draft, invite } = await startDraft(first, 'Heron');
  await joinDraft(second, draft, invite, 'Kestrel');
  const saved = await saveDraft(first, draft, (await fetchDraft(first, draft)).revision, content);
  const manifest = await sealDraft(first, draft, saved, true);
  await signOpening(first, draft, manifest, content);
  const id = await signOpening(second, draft, manifest, content);
  await new Promise((wait) => setTimeout(wait, 1500));
  return fetchLetter(p, http(), id!);
}

async function nextCode(address: string): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const inbox = await fetch(`${server.url}/dev/inbox?to=${encodeURIComponent(address)}`);
    const code = CODE.exec(await inbox.text())?.[0];
    if (code !== undefined) return code;
    await new Promise((wait) => setTimeout(wait, 10));
  }
  throw new Error('No code came.');
}

/** Signs until the server dies under her; what was acknowledged is kept. */
async function signUnderFire(letter: ClientLetter, address: string): Promise<void> {
  try {
    const words = newWords(letter);
    const signer = await signerOf(letter, words);
    const asked = await askForCode(letter, address);
    const code = await nextCode(address);
    secrets.push(address, code, words);
    const pass = await fetchPass(letter, signer, asked, code);
    issued.push({ signer, asked, code, pass });
    await sign(letter, signer, pass);
    recorded.push(signer);
  } catch (error) {
    const isDead =
      (error as Error).name === 'TypeError' || (error instanceof RequestError && error.status === 0);
    if (!isDead) throw error;
  }
}

it('loses nothing acknowledged when it is killed five times while people sign and epochs end', async () => {
  const letter = await openLetter();
  for (let life = 0; life < KILLS; life++) {
    const signing = Array.from({ length: SIGNERS_PER_LIFE }, (_, i) =>
      signUnderFire(letter, `life${life.toString()}.${i.toString()}@cumulus.example`.replace('.', 'x')),
    );
    // At a different moment each time: while codes are mailed, tokens signed, statements written, slots re-sealed.
    await new Promise((wait) => setTimeout(wait, 150 + life * 170));
    await server.kill();
    await Promise.all(signing);
    printed += server.output;
    server = await (await ServerProcess.spawn(env)).up();
    for (const signer of recorded) expect(await latestSequence(letter, signer)).toBe(0);
    for (const { signer, asked, code, pass } of issued) {
      expect(await fetchPass(letter, signer, asked, code)).toEqual(pass);
    }
  }
  expect(issued.length).toBeGreaterThanOrEqual(recorded.length);

  // Whoever holds a pass signs now; then everybody is counted, once.
  for (const { signer, pass } of issued) await sign(letter, signer, pass);
  while (issued.length < 12) await signUnderFire(letter, `more${issued.length.toString()}@cumulus.example`);
  const deadline = Date.now() + 20_000;
  let tally = await fetchTally(http(), letter.id);
  while (tally.tally !== 'reached' && Date.now() < deadline) {
    await new Promise((wait) => setTimeout(wait, 200));
    tally = await fetchTally(http(), letter.id);
  }
  expect(tally).toMatchObject({ tally: 'reached' });
}, 180_000);

it('printed no address, code, word or IP address, even at its most talkative', () => {
  const all = printed + server.output;
  expect(all).not.toBe('');
  expect(secrets.length).toBeGreaterThan(10);
  for (const secret of secrets) expect(all.includes(secret)).toBe(false);
  expect(all.replaceAll(server.url, '').replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '')).not.toMatch(
    /\d+\.\d+\.\d+\.\d+|::1|@cumulus/,
  );
});
