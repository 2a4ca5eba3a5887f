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

  it('takes a proof of work, and asks for none', async () => {
    const plain = await ask(person());
    const address = person();
    expect(shape(await ask(address, { work: 'A'.repeat(1024) }))).toEqual(shape(plain));
    expect(await world.code(address)).toBeDefined();
  });

  it.each([
    ['no JSON', '{"letter":'],
    ['a list', '[]'],
    ['an unknown field', { surprise: 1 }],
    ['no address', { address: undefined }],
    ['an address of another type', { address: 5 }],
    ['an address that is too long', { address: 'x'.repeat(513) }],
    ['a proof of work that is too long', { work: 'x'.repeat(1025) }],
    ['a proof of work of another type', { work: null }],
    ['a letter’s id instead of its digest', { letter: 'a'.repeat(32) }],
    ['stray bits in the digest', { letter: `${'A'.repeat(42)}B` }],
    ['a key id that is no base64url', { keyId: '/'.repeat(43) }],
  ])('refuses %s', async (_what, change) => {
    const address = person();
    const body = typeof change === 'string' ? change : { ...request(address), ...change };
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

function request(address: string): Record<string, unknown> {
  return { letter: toBase64url(letter.digest), keyId: keyId(), address };
}

async function ask(address: string, change: Record<string, unknown> = {}): ReturnType<IssuerWorld['post']> {
  return world.post('/attestations', { ...request(address), ...change });
}

/** Everything about an answer that anybody can see, but its random bytes. */
function shape({ status, headers, text, body }: Awaited<ReturnType<IssuerWorld['post']>>): unknown {
  const { date: _date, ...rest } = headers;
  return { status, headers: rest, length: text.length, fields: Object.keys(body) };
}

function inboxSize(): number {
  return world.process.app.get(DevInbox, { strict: false }).messages().length;
}
