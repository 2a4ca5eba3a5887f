// Asking for a code over HTTP, with a real SMTP server behind it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DevInbox } from '../../common/mailer/dev-inbox.js';
import { Mailer } from '../../common/mailer/mailer.js';
import { toBase64url } from '../../protocol/codec.js';
import { keyIdOf } from '../../protocol/manifest.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { IssuerWorld, type SealedLetter } from '../../../test/support/issuer-world.js';
import { AttestationLimits } from './attestation-limits.js';
import { CHALLENGE_LENGTH } from './challenges.service.js';

/** The mailer waits up to half a second. */
const LONGER_THAN_MAIL_MS = 800;

let world: IssuerWorld;
let letter: SealedLetter;
let domain: string;
let people = 0;

beforeAll(async () => {
  world = await IssuerWorld.start();
  letter = await world.open({ workplaces: 2 });
  domain = letter.manifest.workplaces[0]!.domains[0]!;
});

afterAll(async () => {
  await world.stop();
});

describe('asking for a code', () => {
  it('mails a code that is neutral, and says nothing else', async () => {
    const address = person();
    await ask(address);
    const code = await world.code(address);
    const [mail] = world.process.app.get(DevInbox, { strict: false }).messages(address);
    expect(mail!.subject).toBe('Your code');
    expect(mail!.text).toContain(code);
    const said = mail!.raw.toLowerCase();
    for (const word of ['http', 'www', '://', 'undersigned', 'letter', 'sign', 'petition', '<', 'html']) {
      expect(said.replace(/^(?:to|from|message-id|return-path|content-[a-z-]+):.*$/gim, '')).not.toContain(
        word,
      );
    }
    expect(said).not.toContain(letter.manifest.letter.title.toLowerCase());
    expect(said).not.toContain(letter.manifest.workplaces[0]!.name.toLowerCase());
  });

  it('mails the canonical address only', async () => {
    const address = person();
    const [local, host] = address.split('@');
    await ask(`  ${local!.toUpperCase()}@${host!.toUpperCase()} `);
    expect(await world.code(address)).toMatch(/^.{4}-.{4}$/);
    const inbox = world.process.app.get(DevInbox, { strict: false });
    expect(inbox.messages().filter(({ to }) => to.toLowerCase() === address)).toHaveLength(1);
  });

  it('answers everybody alike, and mails only who may be mailed', async () => {
    const throttled = person();
    for (let i = 0; i < 3; i++) await ask(throttled);
    await world.code(throttled, 2);
    const eligible = person();
    const other = letter.manifest.workplaces[1]!.domains[0]!;
    const asked: [address: string, mailed: boolean][] = [
      [eligible, true],
      [throttled, false],
      [`someone@${other}`, false], // a mailbox of the other workplace, which this entry doesn't vouch for
      [`someone@elsewhere.example`, false],
      [`someone@sub.${domain}`, false],
      [`some+one@${domain}`, false],
      [`"some one"@${domain}`, false],
      [`"a@evil.example"@${domain}`, false],
      [`a@evil.example@${domain}`, false],
      [`all@${domain}`, false],
      [`sömeone@${domain}`, false],
      ['', false],
      ['@', false],
      ['not an address', false],
      ['\ud800', false],
      [`${'x'.repeat(400)}@${domain}`, false],
    ];
    const answers = [];
    const before = inboxSize();
    for (const [address] of asked) answers.push(await ask(address));
    for (const answer of answers) {
      expect(shape(answer)).toEqual(shape(answers[0]!));
      expect(answer.status).toBe(202);
      expect(answer.body.challenge).toHaveLength(CHALLENGE_LENGTH);
    }
    await world.code(eligible);
    await new Promise((resolve) => setTimeout(resolve, LONGER_THAN_MAIL_MS));
    expect(inboxSize() - before).toBe(asked.filter(([, mailed]) => mailed).length);
  });

  it('answers alike for a letter, an entry or an issuer that is not there', async () => {
    const address = person();
    const known = await ask(address);
    await world.code(address);
    const over = await world.open();
    await world.act(over, 'cancel');
    const before = inboxSize();
    const answers = [
      await ask(person(), { letter: toBase64url(new Uint8Array(32)) }),
      await ask(person(), { keyId: toBase64url(new Uint8Array(32)) }),
      await ask(person(), { letter: toBase64url(over.digest), keyId: keyId(over) }),
    ];
    for (const answer of answers) expect(shape(answer)).toEqual(shape(known));
    await new Promise((resolve) => setTimeout(resolve, LONGER_THAN_MAIL_MS));
    expect(inboxSize()).toBe(before);
  });

  it('demands work first, in one form for everybody, and looks at nothing else before', async () => {
    const address = person();
    const work = await world.work(toBase64url(letter.digest));
    const limits = jest.spyOn(world.process.app.get(AttestationLimits, { strict: false }), 'mayMail');
    const other = toBase64url(new Uint8Array(32));
    const refused = [
      await ask(address, { work: undefined }),
      await ask(address, { work: '' }),
      await ask(address, { work: 'A'.repeat(1024) }),
      await ask(address, { work: `${work.slice(0, -4)}AAAA` }),
      await ask(address, { work: await world.work(other) }),
      await ask('someone@elsewhere.example', { work: undefined }),
      await ask('someone@elsewhere.example', { letter: other, work }),
      await ask('nothing', { letter: other, work: undefined }),
    ];
    for (const answer of refused) {
      expect(answer.status).toBe(400);
      expect(answer.body['code']).toBe('work_demanded');
      expect(shape(answer)).toEqual(shape(refused[0]!));
      expect(answer.text).toBe(refused[0]!.text);
    }
    expect(limits).not.toHaveBeenCalled();
    limits.mockRestore();
    expect((await ask(address, { work })).status).toBe(202);
    expect((await ask(address, { work })).body['code']).toBe('work_demanded');
    expect(await world.code(address)).toBeDefined();
  });

  it('demands the same of everybody, for letters that are there or not', async () => {
    const demands = await Promise.all(
      [toBase64url(letter.digest), toBase64url(new Uint8Array(32))].map(async (digest) => {
        const { statusCode, headers, payload } = await world.process.app.inject({
          url: `/api/v1/attestations/work?letter=${digest}`,
        });
        const { date: _date, ...rest } = headers;
        return { statusCode, headers: rest, length: payload.length };
      }),
    );
    expect(demands[0]).toMatchObject({ statusCode: 200 });
    expect(demands[1]).toEqual(demands[0]);
  });

  it.each(['', '?letter=', `?letter=${'A'.repeat(42)}B`, `?letter=${'A'.repeat(43)}&surprise=1`])(
    'demands nothing for %j',
    async (query) => {
      const { statusCode } = await world.process.app.inject({ url: `/api/v1/attestations/work${query}` });
      expect(statusCode).toBe(400);
    },
  );

  it.each([
    ['no JSON', '{"letter":'],
    ['a list', '[]'],
    ['an unknown field', { surprise: 1 }],
    ['no address', { address: undefined }],
    ['an address of another type', { address: 5 }],
    ['an address that is too long', { address: 'x'.repeat(513) }],
    ['a proof of work that is too long', { work: 'x'.repeat(1025) }],
    ['a proof of work of another type', { work: null }],
    ['a proof of work for another letter', { letter: 'A'.repeat(43) }],
    ['a letter’s id instead of its digest', { letter: 'a'.repeat(32) }],
    ['stray bits in the digest', { letter: `${'A'.repeat(42)}B` }],
    ['a key id that is no base64url', { keyId: '/'.repeat(43) }],
  ])('refuses %s', async (_what, change) => {
    const address = person();
    const body = typeof change === 'string' ? change : { ...(await request(address)), ...change };
    const answer = await world.post('/attestations', body);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(address);
    expect(world.codes(address)).toEqual([]);
  });
});

describe('the work behind the answer', () => {
  let mailed: jest.SpiedFunction<AttestationLimits['mayMail']>;
  let pretended: jest.SpiedFunction<AttestationLimits['pretend']>;
  let sealed: jest.SpiedFunction<typeof p.aesGcmSeal>;
  let hashed: jest.SpiedFunction<typeof p.hmacSha256>;

  beforeEach(() => {
    const limits = world.process.app.get(AttestationLimits, { strict: false });
    mailed = jest.spyOn(limits, 'mayMail');
    pretended = jest.spyOn(limits, 'pretend');
    sealed = jest.spyOn(p, 'aesGcmSeal');
    hashed = jest.spyOn(p, 'hmacSha256');
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is the same for everybody: as many hashes, seals and looks at the limits', async () => {
    const work = [];
    for (const address of [person(), 'someone@elsewhere.example', `all@${domain}`, 'nothing']) {
      jest.clearAllMocks();
      await ask(address);
      work.push([mailed, pretended, sealed, hashed].map((spy) => spy.mock.calls.length));
    }
    for (const [mail, pretend, seals, hashes] of work) {
      expect(mail! + pretend!).toBe(1);
      expect([seals, hashes]).toEqual([1, 2]);
    }
    expect(sealed.mock.calls.every(([, , content]) => content.length === 372)).toBe(true);
  });

  it('is done before any mail is handed to the queue', async () => {
    const order: string[] = [];
    const mailer = world.process.app.get(Mailer, { strict: false });
    const sent = new Promise<void>((resolve) => {
      jest.spyOn(mailer, 'send').mockImplementation(() => {
        order.push('mail');
        resolve();
      });
    });
    await ask(person()).then(() => order.push('answer'));
    await sent;
    expect(order).toEqual(['answer', 'mail']);
  });
});

function person(): string {
  people += 1;
  return `person${people}@${domain}`;
}

function keyId(of = letter): string {
  return toBase64url(keyIdOf(p, of.manifest.issuers[0]!));
}

async function request(address: string, of = toBase64url(letter.digest)): Promise<Record<string, unknown>> {
  return { letter: of, keyId: keyId(), address, work: await world.work(of) };
}

async function ask(address: string, change: Record<string, unknown> = {}): ReturnType<IssuerWorld['post']> {
  const { letter: of } = change;
  const asked = await request(address, typeof of === 'string' ? of : undefined);
  return world.post('/attestations', { ...asked, ...change });
}

/** Everything about an answer that anybody can see, but its random bytes. */
function shape({ status, headers, text, body }: Awaited<ReturnType<IssuerWorld['post']>>): unknown {
  const { date: _date, ...rest } = headers;
  return { status, headers: rest, length: text.length, fields: Object.keys(body) };
}

function inboxSize(): number {
  return world.process.app.get(DevInbox, { strict: false }).messages().length;
}
