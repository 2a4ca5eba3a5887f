// The demo's story, step by step; every step is checked, and the first that isn't as it must be ends it.
import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fetchTally } from '../../client/letter.js';
import type { ClientLetter } from '../../client/letter.js';
import { fetchBundle } from '../../client/release/release.js';
import { signAgain, withdraw } from '../../client/sign/sign.js';
import { toBase64url } from '../../protocol/codec.js';
import { endedEpochs, epochEnd } from '../../protocol/epochs.js';
import type { BundleRecord } from '../../protocol/record.js';
import { makeRecord } from '../../protocol/record.js';
import { encodeStatement } from '../../protocol/statement.js';
import { demoContent } from './letter-text.js';
import { appearanceOf, CAST, nameConditions, named } from './cast.js';
import { signContradicting } from './contradicting.js';
import { openLetter } from './organizers.js';
import type { Refusal } from './refusals.js';
import { tryRefusals, Uninvited } from './refusals.js';
import type { EditionStory } from './rounds.js';
import { firstEdition, secondEdition } from './rounds.js';
import type { Passed } from './signers.js';
import { addressesOf, hasSecondWorkplace, passOne, signOne } from './signers.js';
import { refuseTampered } from './tampering.js';
import type { World } from './world.js';
import { eventually, everybody, p, until } from './world.js';

const EPOCH_SECONDS = 3;
/** How long after its start a letter opens: drafting and signing the opening take about one. */
const OPENS_AFTER_MS = 2_000;
/** What a command line of this program may print. */
const MAX_OUTPUT = 1 << 20;

export interface RunOptions {
  readonly signers: number;
  /** Writes a file and returns its path. */
  readonly writeBundle: (name: string, bytes: Uint8Array) => Promise<string>;
  readonly onSigning: (done: number, all: number) => void;
}

export interface RunResult {
  readonly letter: string;
  readonly signers: number;
  readonly asked: number;
  readonly seconds: { readonly all: number; readonly signing: number };
  readonly bytes: { readonly manifest: number; readonly choice: number; readonly bundle: number };
  readonly refused: readonly Refusal[];
  readonly tampered: readonly { what: string; code: string }[];
  /** The first, and a later one under embargo. */
  readonly editions: readonly [EditionStory, EditionStory];
  readonly bundle: string;
  readonly verdict: string;
}

/** Runs it. Throws an Error with a sentence when something isn't as it must be. */
export async function runLetter(world: World, options: RunOptions): Promise<RunResult> {
  const started = performance.now();
  const { signers } = options;
  const opened = await openLetter(world, content(world, signers));
  const { letter } = opened;
  world.say(
    `Three organizers opened the letter ${letter.id}: "${letter.manifest.letter.title}", threshold ${signers.toString()}.`,
  );
  await until(new Date(letter.manifest.opensAt));

  // All but the last of those needed.
  const [elsewhere = '', ...addresses] = addressesOf(signers, signers + 3);
  const newcomer = addresses.pop() ?? '';
  const beganSigning = performance.now();
  const signed = await signAll(world, letter, addresses.slice(0, signers - 1), options);
  const signing = (performance.now() - beganSigning) / 1000;
  const [first, second] = signed;
  if (first === undefined || second === undefined) throw new Error('Nobody signed.');
  const uninvited = await Uninvited.ask(world, letter, first);
  const refused = await tryRefusals(world, letter, first);
  await nextEpochEnd(world, letter);
  await demandCollecting(letter, `${(signers - 1).toString()} signed and an epoch ended`);
  world.say('One is missing. An epoch ended, and the public page says: collecting.');

  // Two withdraw, two more sign, one comes back: only with her the threshold is met, and exactly.
  await Promise.all([first, second].map(({ signer }) => withdraw(letter, signer)));
  await Promise.all(addresses.slice(signers - 1).map((address) => signOne(world, letter, address)));
  const before = endedEpochs(letter.manifest, world.http.now());
  await signAgain(letter, first.signer);
  world.say('Two withdrew, two more signed, one came back.');
  const announcedAt = await announcement(world, letter, before);
  world.say(
    `The threshold was announced at the end of epoch ${announcedAt.toString()}, the second that saw it.`,
  );

  const story = await firstEdition(world, opened, signed);
  const file = await fetchBundle(letter, story.digest);
  const bundle = await options.writeBundle(`${letter.id}.bundle.json`, file);
  const verdict = await verifyByCommand(bundle, letter.id, signers);
  world.say(`The bundle was verified offline: ${verdict}`);
  await signOne(world, letter, newcomer);
  const later = await secondEdition(world, opened, signed);
  const tampered = await refuseTampered(file, letter.id, await foreignRecord(world, elsewhere));

  return {
    letter: letter.id,
    signers,
    asked: addresses.length,
    seconds: { all: (performance.now() - started) / 1000, signing },
    bytes: {
      manifest: Buffer.from(JSON.stringify(letter.manifest)).length,
      choice: 1344 + 208 * letter.manifest.organizers.length,
      bundle: file.length,
    },
    refused: [...refused, ...uninvited.outcome()],
    tampered,
    editions: [story, later],
    bundle,
    verdict,
  };
}

function content(world: World, signers: number): ReturnType<typeof demoContent> {
  const terms = demoContent({
    threshold: signers,
    opensAt: new Date(world.http.now().getTime() + OPENS_AFTER_MS),
    epochSeconds: EPOCH_SECONDS,
    twoWorkplaces: hasSecondWorkplace(signers),
  });
  return { ...terms, nameConditions: nameConditions(signers) };
}

/** All of them, each as she wishes to appear. */
async function signAll(
  world: World,
  letter: ClientLetter,
  addresses: readonly string[],
  { onSigning, signers }: RunOptions,
): Promise<Passed[]> {
  const [lending] = CAST.named;
  let done = 0;
  onSigning(0, addresses.length);
  const signing = async (address: string, place: number, lent?: Passed): Promise<Passed> => {
    const signed = await (place === CAST.contradicting
      ? contradict(world, letter, address)
      : signOne(world, letter, address, (pass) => appearanceOf(place, signers, pass, lent?.pass)));
    onSigning(++done, addresses.length);
    return signed;
  };
  const lender = await signing(addresses[lending] ?? '', lending);
  return everybody(addresses, async (address, place) =>
    place === lending ? lender : signing(address, place, lender),
  );
}

/** Tells the origin that few must be named beside her, and the organizers that all must. */
async function contradict(world: World, letter: ClientLetter, address: string): Promise<Passed> {
  const passed = await passOne(world, letter, address);
  const [few = 0, all = 0] = letter.manifest.nameConditions;
  const [toOrigin, toOrganizers] = [few, all].map((one) => named(CAST.contradicting, one, passed.pass));
  if (toOrigin !== undefined && toOrganizers !== undefined)
    await signContradicting(letter, passed, toOrigin, toOrganizers);
  return passed;
}

async function nextEpochEnd(world: World, letter: ClientLetter): Promise<void> {
  const end = epochEnd(letter.manifest, endedEpochs(letter.manifest, world.http.now()) + 1);
  await until(new Date(end.getTime() + 1500)); // the server looks every second
}

async function demandCollecting(letter: ClientLetter, when: string): Promise<void> {
  const { tally } = await fetchTally(letter.http, letter.id);
  if (tally !== 'collecting') throw new Error(`The page told the count although only ${when}.`);
}

/** The epoch end of the announcement. Throws unless two ended since the threshold was met, in an epoch after `before`. */
async function announcement(world: World, letter: ClientLetter, before: number): Promise<number> {
  const threshold = letter.manifest.threshold;
  await eventually(
    'the announcement',
    async () => (await fetchTally(letter.http, letter.id)).tally === 'reached',
  );
  const tally = await fetchTally(letter.http, letter.id);
  if (tally.tally !== 'reached' || tally.count !== threshold)
    throw new Error('The count announced is not the true one.');
  const at = endedEpochs(letter.manifest, world.http.now());
  if (at < before + 2) throw new Error('The threshold was announced before the second epoch end.');
  return at;
}

/** Runs `undersigned verify` as a reader would; its first line. Throws unless it accepts and says the right count. */
async function verifyByCommand(bundle: string, letter: string, count: number): Promise<string> {
  const cli = fileURLToPath(new URL('../../cli.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'verify', bundle, letter], {
    maxBuffer: MAX_OUTPUT,
  });
  const [line = ''] = stdout.split('\n');
  if (!line.startsWith(`VALID: ${count.toString()} `)) throw new Error('The verifier counts differently.');
  return line;
}

/** A valid record of another letter, by an employee of the same company. */
async function foreignRecord(world: World, address: string): Promise<BundleRecord> {
  const { letter } = await openLetter(world, content(world, 12));
  await until(new Date(letter.manifest.opensAt));
  const { signer, pass } = await signOne(world, letter, address);
  const statement = encodeStatement({
    letter: toBase64url(letter.digest),
    action: 'sign',
    sequence: 0,
    sealed: toBase64url(p.sha256(new Uint8Array())),
  });
  const signature = await p.ed25519Sign(signer.seed, statement);
  return makeRecord({ tokens: [pass.token], key: signer.publicKey, statement, signature });
}
