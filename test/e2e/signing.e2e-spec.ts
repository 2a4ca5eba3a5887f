// A signer's whole way as her browser goes it: every reply lost once, every page closed once, other devices, and back again.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClientError } from '../../src/client/client-error.js';
import { inclusionFile } from '../../src/client/mine/inclusion-file.js';
import type { Draft } from '../../src/client/kept.js';
import { ANONYMOUS_DRAFT } from '../../src/client/kept.js';
import type { ClientLetter } from '../../src/client/letter.js';
import { fetchLetter, servedElsewhere } from '../../src/client/letter.js';
import { returningSigner, isRecorded, Mine } from '../../src/client/mine/mine.js';
import { receiptFile } from '../../src/client/mine/receipt-file.js';
import { fetchBundle } from '../../src/client/release/release.js';
import type { KeptReceipt } from '../../src/client/sign/sign.js';
import { latestSequence } from '../../src/client/sign/sign.js';
import { lastShown } from '../../src/client/mine/shown.js';
import { newWords, type Signer, signerOf } from '../../src/client/signer.js';
import type { Signing } from '../../src/client/sign/signing.js';
import type { Standing } from '../../src/client/sign/standing.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { decodeBundle } from '../../src/protocol/bundle.js';
import { proveBroken } from '../../src/protocol/broken-receipt.js';
import { fromBase64url } from '../../src/protocol/codec.js';
import type { ProtocolError } from '../../src/protocol/errors.js';
import { type RecordInclusion, verifyRecordInclusion } from '../../src/protocol/inclusion.js';
import type { Manifest } from '../../src/protocol/manifest.js';
import { decodeProposal } from '../../src/protocol/proposal.js';
import type { BundleRecord } from '../../src/protocol/record.js';
import type { SignedBy } from '../../src/protocol/signed.js';
import { Device } from '../support/device.js';
import { announce, proposeAt, publishBy, approveBy } from '../support/names.js';
import { refusal } from '../support/refusal.js';
import type { Opened } from '../support/world.js';
import { World } from '../support/world.js';

let world: World;

beforeAll(async () => {
  world = await World.start();
});

afterAll(async () => {
  await world.stop();
});

const NAMED: Draft = {
  ...ANONYMOUS_DRAFT,
  appear: 'named',
  condition: 3,
  name: ' Ada Marsh ',
  title: 'Engineer',
};

/** The code that this device's own refusal, thrown or rejected with, has. */
async function refused(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ClientError) return error.code;
    throw error;
  }
  throw new Error('This should have been refused.');
}

/** Asks, reads the mail and types the code. */
async function getPass(
  signing: Signing,
  address = world.newAddress(),
  draft = ANONYMOUS_DRAFT,
): Promise<Standing> {
  const before = world.codes(address).length;
  await signing.ask(address, draft);
  return signing.submitCode(await world.nextCode(address, before));
}

describe('signing on one device', () => {
  let letter: ClientLetter;

  beforeAll(async () => {
    ({ letter } = await world.openLetter());
  });

  it('goes on where it stopped after every lost reply and every closed tab, and says nothing twice', async () => {
    const device = new Device(letter);
    const address = world.newAddress();
    expect(device.open().resume()).toEqual({ step: 'new' });
    const words = (device.open().begin(), device.open().words());
    const draft: Draft = { ...ANONYMOUS_DRAFT, appear: 'role', role: letter.manifest.roles[0]! };
    device.open().edit(draft, 'person');
    expect(device.open().resume()).toEqual({ step: 'asking', draft, address: 'person' });

    device.loseReply('/attestations');
    expect(await refusal(device.open().ask(address, draft))).toMatchObject({ code: 'unreachable' });
    await world.nextCode(address);
    expect(device.open().resume()).toEqual({ step: 'asking', draft, address });
    expect(await device.open().ask(address, draft)).toMatchObject({ step: 'asked', address, code: '' });

    const code = await world.nextCode(address, 1);
    device.loseReply('/tokens');
    const typed = ` ${code.toLowerCase().replace('-', ' – ')}`;
    expect(await refusal(device.open().submitCode(typed))).toMatchObject({ code: 'unreachable' });
    const asked = device.open().resume();
    expect(asked).toMatchObject({ step: 'asked', code: code.replace('-', '') });
    const passed = await device.open().submitCode(asked.step === 'asked' ? asked.code : '');
    expect(passed).toMatchObject({ step: 'passed', draft, address, isLater: false, mayHaveSigned: false });
    const [first, second, ...more] = device.bodies('/tokens');
    expect(second).toEqual(first);
    expect(more).toEqual([]);

    device.loseReply('/signatures');
    expect(await refusal(device.open().sign())).toMatchObject({ code: 'unreachable' });
    expect(device.open().resume()).toEqual({ step: 'sending', draft });
    const page = device.open();
    expect(page.due()).toBe(true);
    expect(await page.sign()).toMatchObject({
      step: 'recorded',
      words,
      receipt: { receipt: { sequence: 0, epoch: 1 } },
      isKept: { words: false, receipt: false },
      countsFrom: new Date('2018-06-25T17:01:00Z'),
    });
    const [posted, again, ...others] = device.bodies('/signatures');
    expect(again).toEqual(posted);
    expect(others).toEqual([]);
    expect(device.storage.items.size).toBe(0);
    expect(device.open().resume()).toEqual({ step: 'new' });
    expect(await latestSequence(letter, await signerOf(letter, words))).toBe(0);
  });

  it('keeps after the receipt only what she chooses', async () => {
    const device = new Device(letter);
    const page = device.open();
    await getPass(page);
    expect(await refused(() => page.chooseKept({ words: true, receipt: true }))).toBe('out_of_order');
    await page.sign();
    const words = page.words();
    expect(page.chooseKept({ words: true, receipt: false })).toMatchObject({
      words,
      isKept: { words: true },
    });
    expect(device.open().resume()).toMatchObject({
      step: 'recorded',
      words,
      receipt: null,
      countsFrom: null,
    });
    page.chooseKept({ words: false, receipt: true });
    expect([...device.storage.items.values()].join()).not.toContain(words);
    const later = device.open();
    expect(later.resume()).toMatchObject({ words: null, receipt: { receipt: { sequence: 0 } } });
    expect(later.chooseKept({ words: false, receipt: false })).toMatchObject({
      step: 'recorded',
      isKept: { words: false, receipt: false },
    });
    expect(device.storage.items.size).toBe(0);
    later.chooseKept({ words: false, receipt: true });
    expect(device.open().resume()).toMatchObject({ words: null, receipt: { receipt: { sequence: 0 } } });
    page.chooseKept({ words: false, receipt: false });
    expect(device.storage.items.size).toBe(0);
  });

  it('makes one statement of two presses and of two tabs', async () => {
    const device = new Device(letter);
    const [one, two] = [device.open(), device.open()];
    await getPass(one);
    const done = await Promise.all([one.sign(), one.sign()]);
    expect(done.map(({ step }) => step)).toEqual(['recorded', 'recorded']);
    expect(device.bodies('/signatures')).toHaveLength(1);
    expect(await refused(() => two.sign())).toBe('out_of_order');
  });

  it('mails once for a second press, again after a minute, and takes either code', async () => {
    for (const which of [0, 1]) {
      const device = new Device(letter);
      const page = device.open();
      const address = world.newAddress();
      const asked = await page.ask(address, ANONYMOUS_DRAFT);
      const codes = [await world.nextCode(address)];
      expect(await page.ask(address.toUpperCase(), ANONYMOUS_DRAFT)).toEqual(asked);
      expect(await refused(() => page.askAgain())).toBe('wait');
      expect(device.bodies('/attestations')).toHaveLength(1);
      world.clock.advance(60);
      await device.open().askAgain();
      codes.push(await world.nextCode(address, 1));
      expect(await device.open().submitCode(codes[which]!)).toMatchObject({ step: 'passed', address });
      expect(device.bodies('/tokens')).toHaveLength(which === 0 ? 2 : 1);
    }
  });

  it('stays where it was when the code is wrong, and forgets it', async () => {
    const device = new Device(letter);
    const page = device.open();
    const address = world.newAddress();
    await page.ask(address, ANONYMOUS_DRAFT);
    const code = await world.nextCode(address);
    expect(await refused(() => page.submitCode('ABCD-EFG'))).toBe('incomplete_code');
    const wrong = code.startsWith('0') ? code.replace('0', '1') : code.replace(/^./, '0');
    expect(await refusal(page.submitCode(wrong))).toMatchObject({ code: 'code_refused' });
    expect(device.open().resume()).toMatchObject({ step: 'asked', code: '' });
    expect(await page.submitCode(code)).toMatchObject({ step: 'passed' });
  });

  it('forgets one address for another', async () => {
    const page = new Device(letter).open();
    const [mistyped, address] = [world.newAddress(), world.newAddress()];
    await page.ask(mistyped, ANONYMOUS_DRAFT);
    const stray = await world.nextCode(mistyped);
    await page.ask(address, ANONYMOUS_DRAFT);
    expect(await refusal(page.submitCode(stray))).toMatchObject({ code: 'code_refused' });
    expect(await page.submitCode(await world.nextCode(address))).toMatchObject({ step: 'passed', address });
  });

  it('says what is missing of a name or role before anything is sent', async () => {
    const device = new Device(letter);
    const page = device.open();
    const asking = async (draft: Partial<Draft>): Promise<unknown> =>
      page
        .ask(world.newAddress(), { ...ANONYMOUS_DRAFT, ...draft })
        .catch((error: unknown) => (error as ProtocolError).place);
    expect(await asking({ appear: 'role' })).toBe('role');
    expect(await asking({ ...NAMED, condition: null })).toBe('condition');
    expect(await asking({ ...NAMED, condition: 10, name: ' ' })).toBe('name');
    expect(await asking({ ...NAMED, condition: 10, title: 'x'.repeat(101) })).toBe('title');
    expect(device.sent).toEqual([]);
  });

  it('goes back to the pass when the server refuses, unless an earlier try was recorded', async () => {
    const device = new Device(letter);
    await getPass(device.open());
    device.refuse('/signatures', 409, 'not_signing_yet');
    expect(await refusal(device.open().sign())).toMatchObject({ code: 'not_signing_yet' });
    expect(device.open().resume()).toMatchObject({ step: 'passed' });

    device.loseReply('/signatures');
    expect(await refusal(device.open().sign())).toMatchObject({ code: 'unreachable' });
    device.refuse('/signatures', 503, 'overloaded');
    expect(await refusal(device.open().sign())).toMatchObject({ code: 'overloaded' });
    expect(device.open().resume()).toMatchObject({ step: 'sending' });
    device.refuse('/signatures', 409, 'letter_closed');
    expect(await device.open().sign()).toMatchObject({ step: 'recorded', receipt: null, countsFrom: null });
    expect(device.storage.items.size).toBe(0);
  });

  it('is forgotten on demand, also while a reply is awaited', async () => {
    const device = new Device(letter);
    const page = device.open();
    const asking = page.ask(world.newAddress(), ANONYMOUS_DRAFT);
    while (device.bodies('/attestations').length === 0) await new Promise(setImmediate);
    device.open().forget();
    expect(await asking).toEqual({ step: 'new' });
    expect(device.storage.items.size).toBe(0);
  });

  it('takes saved words for a lost phone, and gets the same pass', async () => {
    const [lost, found] = [new Device(letter), new Device(letter)];
    const address = world.newAddress();
    const page = lost.open();
    await getPass(page, address);
    const words = page.words();
    const other = found.open();
    expect(() => other.begin('one two three')).toThrow(expect.objectContaining({ code: 'invalid_words' }));
    other.begin(words.toUpperCase());
    expect(await getPass(other, address)).toMatchObject({ step: 'passed', mayHaveSigned: true });
    await page.sign();
    expect(await other.sign()).toMatchObject({ receipt: { receipt: { sequence: 1 } } });
    const third = found.open();
    third.begin();
    await getPass(third);
    expect(await refused(() => third.begin(newWords(letter)))).toBe('already_begun');
  });
});

describe('signing later', () => {
  let letter: ClientLetter;

  beforeAll(async () => {
    ({ letter } = await world.openLetter({ nameConditions: [3] }));
  });

  it('waits for the next epoch boundary, on the device that has the pass', async () => {
    const device = new Device(letter);
    const before = world.clock.now().getTime();
    await getPass(device.open());
    const earliest = new Date(before + 3_600_000);
    expect(device.open().signLater()).toMatchObject({ step: 'passed', isLater: true, earliest });
    expect(device.open().due()).toBe(false);
    await world.endEpoch(letter, 1);
    const page = device.open();
    expect(page.due()).toBe(true);
    expect(await page.sign()).toMatchObject({ receipt: { receipt: { epoch: 2 } } });
  });

  it('goes to another device by a file, and there by name', async () => {
    const [work, home] = [new Device(letter), new Device(letter)];
    await getPass(work.open(), undefined, {
      ...ANONYMOUS_DRAFT,
      appear: 'role',
      role: letter.manifest.roles[0]!,
    });
    work.open().signLater();
    const { name, text } = work.open().carryFile();
    expect(name).toBe(`pass-${letter.id.slice(0, 8)}.txt`);
    expect(text).not.toContain(letter.manifest.letter.title);
    const page = home.open();
    page.begin();
    expect(await page.takePass(text.replaceAll('\n', '\r\n'))).toMatchObject({
      step: 'passed',
      mayHaveSigned: true,
    });
    home.open().edit(NAMED);
    home.loseReply('/signatures');
    expect(await refusal(home.open().sign())).toMatchObject({ code: 'unreachable' });
    const done = await home.open().sign();
    expect(done).toMatchObject({ step: 'recorded', receipt: { receipt: { sequence: 0 } } });
    expect(home.bodies('/signatures')[1]).toEqual(home.bodies('/signatures')[0]);
    // The first device knows that she may have signed elsewhere: what it says ranks above.
    expect(await work.open().sign()).toMatchObject({ receipt: { receipt: { sequence: 1 } } });
  });

  it('takes a pass by link, and none over what somebody else began', async () => {
    const [one, other] = [new Device(letter), new Device(letter)];
    await getPass(one.open());
    const link = one.open().carryLink();
    expect(link).toMatch(new RegExp(`^${world.http.baseUrl}/l/${letter.id}/mine#pass=[\\w-]{450,540}$`));
    await getPass(other.open());
    expect(await refused(() => other.open().takePass(link))).toBe('already_begun');
    other.open().forget();
    expect(await other.open().takePass(link)).toMatchObject({ step: 'passed' });
    expect(await other.open().takePass(link)).toMatchObject({ step: 'passed' });
  });

  it('isn’t offered where nothing could be sent any more', async () => {
    await world.endEpoch(letter, 23);
    const page = new Device(letter).open();
    expect(await getPass(page)).toMatchObject({ canWait: false });
    expect(await refused(() => page.signLater())).toBe('cannot_wait');
    expect(await page.sign()).toMatchObject({ step: 'recorded' });
  });
});

describe('coming back', () => {
  /** What the files say. */
  interface ProofFile extends RecordInclusion {
    readonly letter: string;
    readonly edition: string;
    readonly proposal: string;
    readonly record: BundleRecord;
  }
  let opened: Opened;
  let ada: { words: string; link: string };
  let ben: string;
  let benReceipt: KeptReceipt;

  beforeAll(async () => {
    opened = await world.openLetter({ nameConditions: [3] });
    await world.signMany(opened.letter, 10);
  });

  async function signAs(draft: Draft): Promise<{ words: string; link: string; receipt: KeptReceipt | null }> {
    const page = new Device(opened.letter).open();
    await getPass(page, undefined, draft);
    const link = page.carryLink();
    const done = await page.sign();
    if (done.step !== 'recorded') throw new Error('This should be recorded.');
    return { words: page.words(), link, receipt: done.receipt };
  }

  it('tells before the announcement that it is recorded, to who signed and who withdrew alike', async () => {
    const { letter } = opened;
    ada = await signAs(NAMED);
    const { words, receipt } = await signAs(ANONYMOUS_DRAFT);
    [ben, benReceipt] = [words, receipt!];
    const returning = await returningSigner(letter, ` ${ben.toUpperCase().replaceAll(' ', '\n')} `);
    expect(returning.pass).toBeNull();
    expect(await whatIsKnown(letter, returning.signer)).toEqual({ recorded: true, edition: null });
    await new Mine(letter, returning).withdraw();
    expect(await whatIsKnown(letter, returning.signer)).toEqual({ recorded: true, edition: null });
    const stranger = await signerOf(letter, newWords(letter));
    expect(await whatIsKnown(letter, stranger)).toEqual({ recorded: false, edition: null });
  });

  it('changes and withdraws above what stands, once for each wish however often its reply is lost', async () => {
    const { letter } = opened;
    const device = new Device(letter);
    const mine = new Mine(device.letter, await returningSigner(letter, ben));
    device.loseReply('/signatures');
    const role: Draft = { ...ANONYMOUS_DRAFT, appear: 'role', role: letter.manifest.roles[0]! };
    expect(await refusal(mine.change(role))).toMatchObject({ code: 'unreachable' });
    expect((await mine.change(role)).receipt.sequence).toBe(2);
    expect(device.bodies('/signatures')[1]).toEqual(device.bodies('/signatures')[0]);
    expect((await mine.change(ANONYMOUS_DRAFT)).receipt.sequence).toBe(3);
    expect(await refused(() => mine.change(NAMED))).toBe('needs_pass');
    const byPass = new Mine(letter, await returningSigner(letter, ada.link));
    expect((await byPass.withdraw()).receipt.sequence).toBe(1);
    expect((await byPass.change(NAMED)).receipt.sequence).toBe(2);
    const stranger = new Mine(letter, await returningSigner(letter, newWords(letter)));
    expect(await refusal(stranger.withdraw())).toMatchObject({ code: 'invalid_words' });
  });

  it('shows after the release what the last edition does, proves it, and never asks for one record', async () => {
    const { letter } = opened;
    await signAs({ ...NAMED, name: 'Cleo' });
    await signAs({ ...NAMED, name: 'Dan' });
    const id = await proposeAt(world, opened, await announce(world, opened));
    const two = opened.organizers.slice(0, 2);
    const { edition } = await publishBy(letter, two, await approveBy(letter, two, id));
    const late = await signAs(ANONYMOUS_DRAFT);

    const device = new Device(letter);
    const known = async (text: string) =>
      whatIsKnown(device.letter, (await returningSigner(device.letter, text)).signer);
    expect(await known(ada.link)).toMatchObject({
      recorded: true,
      edition: { digest: edition, appears: 'named', name: { name: 'Ada Marsh', title: 'Engineer' } },
    });
    expect(await known(late.words)).toMatchObject({
      recorded: true,
      edition: { appears: 'not-yet', inclusion: null },
    });
    const { edition: shown } = await known(ben);
    expect(shown).toMatchObject({ appears: 'counted', name: null });
    const { nullifier } = await signerOf(letter, ben);
    expect(device.sent.map(({ path }) => path).join()).not.toContain(nullifier);

    const file = JSON.parse(inclusionFile(letter, shown!)!.text) as ProofFile;
    expect(file).toMatchObject({ letter: letter.id, edition });
    const proposal = decodeProposal(fromBase64url(file.proposal));
    expect(() => verifyRecordInclusion(p, proposal, file.record, file)).not.toThrow();
    const { records } = decodeBundle(await fetchBundle(letter, edition));
    expect(records[file.index]).toEqual(file.record);

    const held = JSON.parse(receiptFile(letter, benReceipt).text) as Record<string, string> & {
      tokens: string[];
    };
    const bytes = (text: string): Uint8Array => fromBase64url(text);
    const proof = await proveBroken(
      p,
      letter.context,
      {
        receipt: bytes(held['receipt']!),
        signature: bytes(held['signature']!),
        statement: bytes(held['statement']!),
        key: bytes(held['key']!),
        tokens: held.tokens.map(bytes),
      },
      { proposal, records },
    );
    expect(proof).toEqual({ broken: false, because: 'outranked' });
  });
});

describe('a server that shows another letter', () => {
  interface Answer {
    manifest: string;
    openings: SignedBy[];
    countersignings: SignedBy[];
  }
  type Change = (answer: Answer, foreign: Answer) => Partial<Answer>;

  let letter: ClientLetter;
  let other: ClientLetter;

  beforeAll(async () => {
    ({ letter } = await world.openLetter());
    ({ letter: other } = await world.openLetter({ threshold: 13 }));
  });

  const ofManifest =
    (edit: (manifest: Manifest) => Partial<Manifest>): Change =>
    ({ manifest }) => {
      const decoded = JSON.parse(Buffer.from(manifest, 'base64url').toString()) as Manifest;
      const text = JSON.stringify({ ...decoded, ...edit(decoded) });
      return { manifest: Buffer.from(text).toString('base64url') };
    };

  it.each<[string, Change, string]>([
    ['text', ofManifest(({ letter }) => ({ letter: { ...letter, body: 'Another.' } })), 'letter_mismatch'],
    ['term', ofManifest(() => ({ threshold: 2 })), 'letter_mismatch'],
    ['key', ofManifest(({ releaseKey }) => ({ receiptKey: releaseKey })), 'letter_mismatch'],
    ['organizer', ofManifest(({ organizers }) => ({ organizers: organizers.slice(1) })), 'letter_mismatch'],
    ['letter', (_, { manifest }) => ({ manifest }), 'letter_mismatch'],
    ['opening', (_, { openings }) => ({ openings }), 'invalid_opening'],
    ['missing opening', ({ openings }) => ({ openings: openings.slice(1) }), 'invalid_opening'],
    [
      'borrowed signature',
      ({ openings: [one, ...more] }) => ({ openings: [{ ...one!, signature: more[0]!.signature }, ...more] }),
      'invalid_opening',
    ],
    ['missing countersigning', () => ({ countersignings: [] }), 'invalid_countersigning'],
    ['countersigning', (_, { countersignings }) => ({ countersignings }), 'invalid_countersigning'],
  ])('is refused in plain words: another %s', async (_, change, code) => {
    const answerOf = async (id: string): Promise<Answer> =>
      (await (await fetch(`${world.http.baseUrl}/api/v1/letters/${id}`)).json()) as Answer;
    const answer = await answerOf(letter.id);
    const shown = { ...answer, ...change(answer, await answerOf(other.id)) };
    const http = { ...world.http, fetch: () => Promise.resolve(new Response(JSON.stringify(shown))) };
    const { message, ...said } = await refusal(fetchLetter(p, http, letter.id));
    expect(said).toEqual({ status: 0, code });
    expect(message).toMatch(/^This server .* Don’t sign, and tell who sent you the link\.$/);
  });

  it('is told apart from the letter’s own address without being refused', () => {
    expect(servedElsewhere(letter)).toBeUndefined();
    const http = { ...letter.http, baseUrl: 'http://letters.onion' };
    expect(servedElsewhere({ ...letter, http })).toEqual({
      own: letter.manifest.origin,
      here: 'http://letters.onion',
    });
  });
});

/** What a signer may know at one moment. */
async function whatIsKnown(letter: ClientLetter, signer: Signer) {
  return { recorded: await isRecorded(letter, signer), edition: await lastShown(letter, signer) };
}
