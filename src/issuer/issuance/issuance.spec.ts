// From a code to a pass, through the client's own code; races, crashes, epochs and the death of keys.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { askForCode, fetchPass, type Asked, type Pass } from '../../client/sign/ask.js';
import type { RequestError } from '../../client/http.js';
import type { ClientLetter } from '../../client/letter.js';
import { newWords, signerOf, type Signer } from '../../client/signer.js';
import { KeyVault } from '../../common/key-vault.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { RandomSource } from '../../common/random.js';
import { SealedSlots } from '../../common/sealed-slots/sealed-slots.js';
import { toBase64url } from '../../protocol/codec.js';
import { decodeRsaPssSpki } from '../../protocol/rsa-spki.js';
import { verifyVouchers } from '../../protocol/vouching.js';
import { IssuerWorld, problem, type SealedLetter } from '../../../test/support/issuer-world.js';
import { refusal } from '../../../test/support/refusal.js';
import { BlindSigner } from './blind-signer.js';
import { IssuanceKeysService } from './issuance-keys.service.js';
import { tagCapacity } from './tags.service.js';

const AT_ONCE = 200;
const REFUSED = {
  status: 403,
  code: 'code_refused',
  message:
    "That code didn't work. It may be mistyped, older than 10 minutes, or this mailbox was already used for this letter; then use your twelve words.",
};

let world: IssuerWorld;
let people = 0;

beforeAll(async () => {
  world = await IssuerWorld.start();
});

afterEach(() => {
  jest.restoreAllMocks();
});

afterAll(async () => {
  await world.stop();
});

interface Shown {
  readonly client: ClientLetter;
  readonly address: string;
  readonly asked: Asked;
  readonly code: string;
}

describe('a code', () => {
  let letter: SealedLetter;
  let client: ClientLetter;

  beforeAll(async () => {
    letter = await world.open();
    client = await world.client(letter);
  });

  it('gives a pass that any Privacy Pass library verifies', async () => {
    const { asked, code } = await show(client);
    const signer = await someone(client);
    const pass = await fetchPass(client, signer, asked, code);
    expect(await verifyVouchers(p, client.context, [pass.token], signer.publicKey)).toBe(0);
  });

  it.each([
    ['lower case', (code: string) => code.toLowerCase()],
    ['no dash', (code: string) => code.replace('-', '')],
    ['spaces', (code: string) => code.split('').join(' ')],
    ['O for 0 and L for 1', (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l')],
  ])('may be typed with %s', async (_what, typed) => {
    const { asked, code } = await show(client);
    await expect(fetchPass(client, await someone(client), asked, typed(code))).resolves.toBeDefined();
  });

  it('of another challenge, or of a challenge that never works, is refused', async () => {
    const one = await show(client);
    const two = await show(client);
    const decoy = await askForCode(client, 'stranger@elsewhere.example');
    expect(await refusal(fetchPass(client, await someone(client), one.asked, two.code))).toEqual(REFUSED);
    expect(await refusal(fetchPass(client, await someone(client), decoy, one.code))).toEqual(REFUSED);
  });

  it('is refused after ten minutes, and after five wrong tries', async () => {
    const late = await show(client);
    const tried = await show(client);
    for (let i = 0; i < 5; i++) {
      expect(await refusal(fetchPass(client, await someone(client), tried.asked, wrong(tried.code)))).toEqual(
        REFUSED,
      );
    }
    expect(await refusal(fetchPass(client, await someone(client), tried.asked, tried.code))).toEqual(REFUSED);
    world.process.clock.advance(600);
    expect(await refusal(fetchPass(client, await someone(client), late.asked, late.code))).toEqual(REFUSED);
  });

  it('can be guessed five times, not two hundred, however many guess at once', async () => {
    const { asked, code } = await show(client);
    const guesses = [...Array.from({ length: 5 }, () => wrong(code)), ...Array<string>(AT_ONCE).fill(code)];
    const body = { challenge: asked.challenge, ...message() };
    const answers = await Promise.all(
      guesses.map((guess) => world.post('/tokens', { ...body, code: guess })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(0);
  });

  it.each([
    ['an unknown field', { surprise: 1 }],
    ['no challenge', { challenge: undefined }],
    ['a code of another type', { code: 5 }],
    ['a code that is too long', { code: '0'.repeat(65) }],
    ['a blinded message that is too short', { blindedMessage: toBase64url(new Uint8Array(255)) }],
    ['a blinded message that is too long', { blindedMessage: toBase64url(new Uint8Array(257)) }],
    ['a holder with stray bits', { holder: `${'A'.repeat(42)}B` }],
  ])('is not tried by a request with %s', async (_what, change) => {
    const { asked, code } = await show(client);
    for (let i = 0; i < 6; i++) {
      const body = { challenge: asked.challenge, code: wrong(code), ...message(), ...change };
      expect((await world.post('/tokens', body)).status).toBe(400);
    }
    await expect(fetchPass(client, await someone(client), asked, code)).resolves.toBeDefined();
  });

  it('is not used up by a blinded message that can’t be signed', async () => {
    const { asked, code } = await show(client);
    const modulus = decodeRsaPssSpki(Buffer.from(letter.manifest.issuers[0]!.key, 'base64url'));
    for (const blindedMessage of [modulus, new Uint8Array(256).fill(0xff)]) {
      const answer = await world.post('/tokens', {
        ...message(),
        challenge: asked.challenge,
        code,
        blindedMessage: toBase64url(blindedMessage),
      });
      expect([answer.status, answer.body.code, answer.body.place]).toEqual([
        400,
        'malformed',
        'blindedMessage',
      ]);
    }
    await expect(fetchPass(client, await someone(client), asked, code)).resolves.toBeDefined();
  });
});

describe('one mailbox', () => {
  let client: ClientLetter;

  beforeAll(async () => {
    client = await world.client(await world.open({ workplaces: [dotted()] }));
  });

  it('gets one token, however many ask at once', async () => {
    const { asked, code } = await show(client);
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        world.post('/tokens', { challenge: asked.challenge, code, ...message() }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 403);
    expect(refused).toHaveLength(AT_ONCE - 1);
    expect(new Set(refused.map(({ text }) => text)).size).toBe(1);
  });

  it('gets the same answer to the same request, at once, again, and with another code', async () => {
    const { asked, code, address } = await show(client);
    const signer = await someone(client);
    const passes = await Promise.all(
      Array.from({ length: 20 }, () => fetchPass(client, signer, asked, code)),
    );
    const again = await show(client, address);
    passes.push(await fetchPass(client, signer, again.asked, again.code));
    expect(
      new Set(passes.map(({ token, certificate }) => toBase64url(token) + toBase64url(certificate))).size,
    ).toBe(1);
    world.process.clock.advance(599);
    expect(await fetchPass(client, signer, again.asked, again.code)).toEqual(passes[0]);
  });

  it('gets no second token for other words, a new code, or an alias of it', async () => {
    const first = await show(client);
    await fetchPass(client, await someone(client), first.asked, first.code);
    expect(await refusal(fetchPass(client, await someone(client), first.asked, first.code))).toEqual(REFUSED);
    const [local, host] = first.address.split('@');
    const alias = `${local!.slice(0, 3)}.${local!.slice(3)}@${host!}`;
    const asked = await askForCode(client, alias);
    const code = await world.code(first.address, 1);
    expect(await refusal(fetchPass(client, await someone(client), asked, code))).toEqual(REFUSED);
  });

  it('gets a token for each letter', async () => {
    const other = await world.client(await world.open({ workplaces: [dotted()] }));
    const first = await show(client);
    const signer = await someone(client);
    await fetchPass(client, signer, first.asked, first.code);
    const asked = await askForCode(other, first.address);
    const code = await world.code(first.address, 1);
    await expect(fetchPass(other, await someone(other), asked, code)).resolves.toBeDefined();
  });
});

describe('what goes wrong', () => {
  it('after the tag and before the signature loses nothing', async () => {
    const client = await world.client(await world.open());
    const { asked, code } = await show(client);
    const signer = await someone(client);
    const failing = jest
      .spyOn(world.process.app.get(BlindSigner, { strict: false }), 'sign')
      .mockRejectedValue(new Error('gone'));
    expect(await refusal(fetchPass(client, signer, asked, code))).toMatchObject({
      status: 500,
      code: 'internal',
    });
    failing.mockRestore();
    // The mailbox is used: only the same message goes on.
    expect(await refusal(fetchPass(client, await someone(client), asked, code))).toEqual(REFUSED);
    await expect(fetchPass(client, signer, asked, code)).resolves.toBeDefined();
  });

  it('before the tag is durable signs nothing', async () => {
    const client = await world.client(await world.open());
    const { asked, code } = await show(client);
    const signer = await someone(client);
    const signing = jest.spyOn(world.process.app.get(BlindSigner, { strict: false }), 'sign');
    jest.spyOn(SealedSlots.prototype, 'put').mockRejectedValueOnce(new Error('disk full'));
    expect(await refusal(fetchPass(client, signer, asked, code))).toMatchObject({ status: 500 });
    expect(signing).not.toHaveBeenCalled();
    await expect(fetchPass(client, signer, asked, code)).resolves.toBeDefined();
  });
});

describe('slots of tags', () => {
  it('are a power of two, at least four for each signer of the threshold', () => {
    expect([2, 3, 16, 17, 650].map(tagCapacity)).toEqual([8, 16, 64, 128, 4096]);
  });

  it('are one partition for each entry, sealed anew at every epoch end under the next epoch’s keys', async () => {
    const letter = await world.open({ workplaces: 2 });
    const names = [0, 1].map((index) => `${letter.id}_${index}`);
    const client = await world.client(letter);
    const first = await show(client);
    const signer = await someone(client);
    const pass = await fetchPass(client, signer, first.asked, first.code);
    expect(await epochs(names)).toEqual([1, 1]);
    const before = await rows(names[0]!);
    expect(before).toHaveLength(64);

    world.process.clock.set('2018-06-25T17:00:00Z');
    await world.tick();
    expect(await epochs(names)).toEqual([2, 2]);
    const after = await rows(names[0]!);
    expect(after).toHaveLength(64);
    expect(after.filter((row) => before.includes(row))).toEqual([]);

    // A missed epoch end is made up once, as the latest.
    world.process.clock.set('2018-06-25T20:30:00Z');
    await world.tick();
    expect(await epochs(names)).toEqual([5, 5]);
    const unchanged = await rows(names[0]!);
    await world.tick();
    expect(await rows(names[0]!)).toEqual(unchanged);

    const again = await show(client, first.address);
    expect(await fetchPass(client, signer, again.asked, again.code)).toEqual(pass);
    expect(await refusal(fetchPass(client, await someone(client), again.asked, again.code))).toEqual(REFUSED);
    world.process.clock.set('2018-06-25T16:00:00Z');
  });

  it('grow when they are full, and lose nobody', async () => {
    const letter = await world.open({ threshold: 3, minimumCell: 3 });
    const client = await world.client(letter);
    const had: { signer: Signer; pass: Pass; shown: Shown }[] = [];
    for (let i = 0; i < 20; i++) {
      const shown = await show(client);
      const signer = await someone(client);
      had.push({ signer, shown, pass: await fetchPass(client, signer, shown.asked, shown.code) });
    }
    expect(await rows(`${letter.id}_0`)).toHaveLength(32);
    for (const { signer, pass, shown } of had) {
      expect(await fetchPass(client, signer, shown.asked, shown.code)).toEqual(pass);
      expect(await refusal(fetchPass(client, await someone(client), shown.asked, shown.code))).toEqual(
        REFUSED,
      );
    }
  });

  it('hold no address, and look alike whether used or not', async () => {
    const letter = await world.open();
    const client = await world.client(letter);
    const { asked, code, address } = await show(client);
    await fetchPass(client, await someone(client), asked, code);
    const sealed = await rows(`${letter.id}_0`);
    expect(new Set(sealed.map((row) => row.length)).size).toBe(1);
    for (const row of sealed) expect(Buffer.from(row, 'hex').includes(address.slice(0, 6))).toBe(false);
  });
});

describe('the death of keys', () => {
  it.each(['close', 'cancel', 'final'] as const)('comes at once when organizers %s', async (action) => {
    const letter = await world.open();
    const client = await world.client(letter);
    const { asked, code } = await show(client);
    await world.act(letter, action);
    await expectDead(letter);
    expect(await refusal(fetchPass(client, await someone(client), asked, code))).toEqual(REFUSED);
    await world.act(letter, action); // again: nothing happens
  });

  it('comes at the close by the issuer’s own clock, though nobody says so', async () => {
    const letter = await world.open({ overrides: { closesAt: '2018-06-25T18:00:00Z' } });
    const client = await world.client(letter);
    const { asked, code } = await show(client);
    await fetchPass(client, await someone(client), asked, code);
    world.process.clock.set('2018-06-25T17:59:59Z');
    await world.tick();
    expect(await world.vaultNames()).toContain(letter.id);
    const last = await show(client);

    // From the close on no token is issued, even before the keys are dead.
    world.process.clock.set('2018-06-25T18:00:00Z');
    expect(await refusal(fetchPass(client, await someone(client), last.asked, last.code))).toEqual(REFUSED);
    await world.tick();
    await expectDead(letter);
    world.process.clock.set('2018-06-25T16:00:00Z');
    expect(await refusal(fetchPass(client, await someone(client), last.asked, last.code))).toEqual(REFUSED);
  });

  it('is made good by the next tick if the process died in the middle of it', async () => {
    const letter = await world.open();
    const vault = world.process.app.get(KeyVault, { strict: false });
    jest.spyOn(vault, 'destroy').mockRejectedValueOnce(new Error('power cut'));
    await expect(world.act(letter, 'cancel')).rejects.toThrow('power cut');
    expect(await world.vaultNames()).toContain(letter.id);
    await world.tick();
    await expectDead(letter);
  });

  it('leaves other letters alone', async () => {
    const [one, two] = [await world.open(), await world.open()];
    await world.act(one, 'cancel');
    await world.tick();
    const client = await world.client(two);
    const { asked, code } = await show(client);
    await expect(fetchPass(client, await someone(client), asked, code)).resolves.toBeDefined();
  });

  it('refuses what waits in line when it comes', async () => {
    const letter = await world.open();
    const client = await world.client(letter);
    const shown = await Promise.all(Array.from({ length: 5 }, () => show(client)));
    const passes = Promise.allSettled(
      shown.map(async ({ asked, code }) => fetchPass(client, await someone(client), asked, code)),
    );
    await world.act(letter, 'cancel');
    for (const result of await passes) {
      if (result.status === 'rejected') expect((result.reason as RequestError).code).toBe('code_refused');
    }
    await expectDead(letter);
  });
});

/** Asks for a code and reads it from the mail. */
async function show(client: ClientLetter, known?: string): Promise<Shown> {
  people += 1;
  const address = known ?? `person${people}@${client.manifest.workplaces[0]!.domains[0]!}`;
  const seen = world.codes(address).length;
  const asked = await askForCode(client, address);
  return { client, address, asked, code: await world.code(address, seen) };
}

async function someone(client: ClientLetter): Promise<Signer> {
  return signerOf(client, newWords(client));
}

function wrong(code: string): string {
  return code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`;
}

/** A blinded message and a holder that nobody else has. */
function message(): { blindedMessage: string; holder: string } {
  const random = world.process.app.get(RandomSource, { strict: false });
  const blinded = random.bytes(256);
  blinded[0] = 0;
  return { blindedMessage: toBase64url(blinded), holder: toBase64url(random.bytes(32)) };
}

function dotted() {
  return {
    id: 'nimbus',
    name: 'Nimbus',
    domains: ['nimbus.example'],
    mailbox: { dots: 'ignored' as const },
    headcount: null,
  };
}

async function epochs(names: readonly string[]): Promise<number[]> {
  const found: { letter: string; sealed_epoch: number }[] = await world.process.dataSource.query(
    'SELECT letter, sealed_epoch FROM issuer.tag_slots_epochs',
  );
  return names.map((name) => found.find(({ letter }) => letter === name)?.sealed_epoch ?? -1);
}

async function rows(name: string): Promise<string[]> {
  const found: { row_key: Buffer; sealed: Buffer }[] = await world.process.dataSource.query(
    'SELECT row_key, sealed FROM issuer.tag_slots WHERE letter = $1',
    [name],
  );
  return found.map(({ row_key, sealed }) => row_key.toString('hex') + sealed.toString('hex'));
}

async function expectDead(letter: SealedLetter): Promise<void> {
  expect(await world.vaultNames()).not.toContain(letter.id);
  expect((await world.vaultFiles()).filter((file) => file.includes(letter.id))).toEqual([]);
  expect((await world.partitions()).filter((name) => name.includes(letter.id))).toEqual([]);
  expect(
    await world.process.app.get(IssuanceKeysService, { strict: false }).ofLetter(letter.id),
  ).toBeUndefined();
  expect(await problem(world.countersign(await stranger(letter)))).toMatchObject({ code: 'draft_unknown' });
}

/** The same draft in another letter. */
async function stranger(letter: SealedLetter): Promise<SealedLetter> {
  const other = await world.seal({ overrides: { issuers: letter.manifest.issuers } });
  return { ...other, draft: letter.draft };
}
