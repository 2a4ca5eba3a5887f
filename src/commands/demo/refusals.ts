// What must not work: each tried for real, each with the answer that it got.
import { askForCode, fetchPass } from '../../client/sign/ask.js';
import { postJson } from '../../client/http.js';
import type { ClientLetter } from '../../client/letter.js';
import { newWords, signerOf } from '../../client/signer.js';
import { toBase64url } from '../../protocol/codec.js';
import { sealedChoiceLength } from '../../protocol/sealed-choice.js';
import { encodeStatement } from '../../protocol/statement.js';
import { FIRST_DOMAIN } from './letter-text.js';
import type { Passed } from './signers.js';
import type { World } from './world.js';
import { codesFor, nextCode, refusalOf } from './world.js';

export interface Refusal {
  readonly what: string;
  readonly answer: string;
}

/** People whose mailbox may not vouch: asked like everybody, told like everybody, no mail. */
export class Uninvited {
  private constructor(
    private readonly world: World,
    private readonly mailboxes: readonly { what: string; address: string }[],
  ) {}

  /** Asks for a code with each such address. Throws if an answer differs in size from that of an employee's. */
  static async ask(world: World, letter: ClientLetter, signed: Passed): Promise<Uninvited> {
    const mailboxes = [
      { what: 'an address of another company', address: 'somebody@elsewhere.example' },
      { what: 'a plus-alias of an employee', address: `employee00001+again@${FIRST_DOMAIN}` },
      { what: 'a shared mailbox', address: `support@${FIRST_DOMAIN}` },
    ];
    for (const { what, address } of mailboxes) {
      const { challenge } = await askForCode(letter, address);
      if (challenge.length !== signed.asked.challenge.length)
        throw new Error(`The answer to ${what} differs.`);
    }
    return new Uninvited(world, mailboxes);
  }

  /** At the end of the run: what came of it. Throws if any mail was sent. */
  outcome(): Refusal[] {
    return this.mailboxes.map(({ what, address }) => {
      if (codesFor(this.world, address).length > 0) throw new Error(`Mail was sent to ${what}.`);
      return { what, answer: 'the same answer as everybody’s, and no mail' };
    });
  }
}

/** Everything that is refused out loud. */
export async function tryRefusals(world: World, letter: ClientLetter, signed: Passed): Promise<Refusal[]> {
  return [
    await wrongCode(world, letter),
    await secondToken(world, letter, signed, signed.address, 'a second token for a used mailbox'),
    await secondToken(world, letter, signed, dotted(signed.address), 'the same through a dotted alias'),
    await forgedStatement(letter, signed),
    await replayedToken(letter, signed),
  ];
}

async function wrongCode(world: World, letter: ClientLetter): Promise<Refusal> {
  const address = `mistyping@${FIRST_DOMAIN}`;
  const asked = await askForCode(letter, address);
  const code = await nextCode(world, address);
  const wrong = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`;
  return refused('a wrong code', async () => fetchPass(letter, await newSigner(letter), asked, wrong));
}

/** Mail goes to the canonical address, so the code is read there. */
async function secondToken(
  world: World,
  letter: ClientLetter,
  signed: Passed,
  typed: string,
  what: string,
): Promise<Refusal> {
  const before = codesFor(world, signed.address).length;
  const asked = await askForCode(letter, typed);
  const code = await nextCode(world, signed.address, before);
  return refused(what, async () => fetchPass(letter, await newSigner(letter), asked, code));
}

/** A statement to withdraw somebody else's signature, signed by another key. */
async function forgedStatement(letter: ClientLetter, signed: Passed): Promise<Refusal> {
  const forger = await newSigner(letter);
  return refused('a statement signed by another key', () =>
    post(letter, signed.signer.publicKey, forger.seed, []),
  );
}

/** Somebody else's token under a key of one's own. */
async function replayedToken(letter: ClientLetter, signed: Passed): Promise<Refusal> {
  const thief = await newSigner(letter);
  return refused('a token of somebody else', () =>
    post(letter, thief.publicKey, thief.seed, [signed.pass.token]),
  );
}

async function post(
  letter: ClientLetter,
  publicKey: Uint8Array,
  seed: Uint8Array,
  tokens: Uint8Array[],
): Promise<unknown> {
  const choice = letter.p.random(sealedChoiceLength(letter.manifest.organizers.length));
  const statement = encodeStatement({
    letter: toBase64url(letter.digest),
    action: tokens.length === 0 ? 'withdraw' : 'sign',
    sequence: tokens.length === 0 ? 1 : 0,
    sealed: toBase64url(letter.p.sha256(choice)),
  });
  return postJson(letter.http, `/letters/${letter.id}/signatures`, {
    tokens: tokens.map(toBase64url),
    key: toBase64url(publicKey),
    statement: toBase64url(statement),
    signature: toBase64url(await letter.p.ed25519Sign(seed, statement)),
    choice: toBase64url(choice),
  });
}

async function refused(what: string, act: () => Promise<unknown>): Promise<Refusal> {
  const { code, says } = await refusalOf(what, act);
  return { what, answer: `${code}: ${says}` };
}

async function newSigner(letter: ClientLetter): ReturnType<typeof signerOf> {
  return signerOf(letter, newWords(letter));
}

function dotted(address: string): string {
  return `${address.slice(0, 4)}.${address.slice(4)}`;
}
