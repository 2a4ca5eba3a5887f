// Signing, withdrawing, coming back: statements under the signer's key, each answered with a receipt. protocol.md#signing
import * as v from '../../protocol/schema.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { latestDocument } from '../../protocol/login.js';
import type { Manifest } from '../../protocol/manifest.js';
import type { Receipt } from '../../protocol/receipt.js';
import { verifyReceipt } from '../../protocol/receipt.js';
import type { ChoiceToSeal } from '../../protocol/sealed-choice.js';
import { sealChoice } from '../../protocol/sealed-choice.js';
import { read } from '../../protocol/shape.js';
import { decodeStatement, encodeStatement, MAX_SEQUENCE, statementHash } from '../../protocol/statement.js';
import { postJson } from '../http.js';
import type { ClientLetter } from '../letter.js';
import type { Signer } from '../signer.js';
import type { Pass } from './ask.js';

const receiptAnswer = v.object({ receipt: v.string, signature: v.string });
const latestAnswer = v.object({ sequence: v.nullable(v.number) });

/** How a signer appears. */
export type Appearance = Pick<ChoiceToSeal, 'choice' | 'identity'>;

export const ANONYMOUS: Appearance = { choice: { appear: 'anonymous', role: null, condition: null } };

/** What a signer is to be named as. */
export interface NameToShow {
  /** At most 100 UTF-8 bytes, as the title. */
  readonly name: string;
  readonly title?: string;
  /** By name only if at least so many are, she included: from the letter's menu. */
  readonly condition: number;
  /** From the letter's menu. */
  readonly role?: string | null;
  /** Whether the name may be published with the address that proves it. */
  readonly showAddress: boolean;
}

/** By a role of the letter's menu, without a name. */
export function byRole(role: string): Appearance {
  return { choice: { appear: 'role', role, condition: null } };
}

/** By name, under a condition; the pass proves the mailbox to those who open the name, and to nobody else. */
export function byName(
  { name, title = '', condition, role = null, showAddress }: NameToShow,
  { address, certificate, holderSecret }: Pick<Pass, 'address' | 'certificate' | 'holderSecret'>,
): Appearance {
  return {
    choice: { appear: 'named', role, condition },
    identity: { address, certificateSignature: certificate, holderSecret, name, title, showAddress },
  };
}

/** What is posted for one statement, in base64url: posted twice, it is one statement, made twice, two. */
export interface SignatureRequest {
  readonly tokens: readonly string[];
  readonly key: string;
  readonly statement: string;
  readonly signature: string;
  readonly choice: string;
}

/** What a signer says. The first statement of a key takes its tokens, later ones take none. */
export interface ToState {
  readonly action: 'sign' | 'withdraw';
  readonly sequence: number;
  readonly tokens: readonly Uint8Array[];
  readonly appearance: Appearance;
}

/** The origin's word for one statement: keep it to prove a lie. All base64url but `receipt`. */
export interface KeptReceipt {
  readonly receipt: Receipt;
  readonly document: string;
  readonly signature: string;
  /** What it is for: canonical bytes, the signer's key, and the tokens that went with it. */
  readonly statement: string;
  readonly key: string;
  readonly tokens: readonly string[];
}

/** Signs the letter with a pass. Sending it again, for whatever reason, changes nothing. Throws RequestError. */
export async function sign(
  letter: ClientLetter,
  signer: Signer,
  pass: Pass,
  appearance: Appearance = ANONYMOUS,
): Promise<KeptReceipt> {
  const said = { action: 'sign', sequence: 0, tokens: [pass.token], appearance } as const;
  return postSignature(letter, signer, await makeSignature(letter, signer, said));
}

/** Signs once more after a withdrawal, or changes how she appears; needs no token. Throws RequestError. */
export async function signAgain(
  letter: ClientLetter,
  signer: Signer,
  appearance: Appearance = ANONYMOUS,
): Promise<KeptReceipt> {
  return stateNext(letter, signer, 'sign', appearance);
}

/** Withdraws. Carries a fresh anonymous choice, so that it looks like every other statement. Throws RequestError. */
export async function withdraw(letter: ClientLetter, signer: Signer): Promise<KeptReceipt> {
  return stateNext(letter, signer, 'withdraw', ANONYMOUS);
}

/** The highest sequence that stands under her key; `null` if none does. Throws RequestError. */
export async function latestSequence(letter: ClientLetter, signer: Signer): Promise<number | null> {
  const document = latestDocument(letter.digest, letter.http.now());
  const answer = await postJson(letter.http, `/letters/${letter.id}/signatures/latest`, {
    key: toBase64url(signer.publicKey),
    document: toBase64url(document),
    signature: toBase64url(await letter.p.ed25519Sign(signer.seed, document)),
  });
  return read(latestAnswer, answer, 'answer').sequence;
}

/** Seals, states and signs, and posts nothing. Throws `malformed` or `too_large` on what the letter doesn't offer or has no room for. */
export async function makeSignature(
  letter: ClientLetter,
  signer: Signer,
  { action, sequence, tokens, appearance }: ToState,
): Promise<SignatureRequest> {
  const { p, manifest, digest } = letter;
  requireOffered(manifest, appearance);
  const choice = await sealChoice(p, {
    letterDigest: digest,
    publicKey: signer.publicKey,
    releaseKey: fromBase64url(manifest.releaseKey),
    sealingKeys: manifest.organizers.map((one) => fromBase64url(one.sealingKey)),
    approvals: manifest.approvals,
    ...appearance,
  });
  const statement = encodeStatement({
    letter: toBase64url(digest),
    action,
    sequence,
    sealed: toBase64url(p.sha256(choice)),
  });
  return {
    tokens: tokens.map(toBase64url),
    key: toBase64url(signer.publicKey),
    statement: toBase64url(statement),
    signature: toBase64url(await p.ed25519Sign(signer.seed, statement)),
    choice: toBase64url(choice),
  };
}

/** Posts what was made, as often as it takes to get its receipt. Throws RequestError, or `invalid_receipt`: the server lies then. */
export async function postSignature(
  letter: ClientLetter,
  signer: Signer,
  request: SignatureRequest,
): Promise<KeptReceipt> {
  const answer = await postJson(letter.http, `/letters/${letter.id}/signatures`, request);
  return checkedReceipt(letter, signer, request, read(receiptAnswer, answer, 'answer'));
}

/**
 * The sequence that ranks above all that stands under her key. Throws `invalid_words` if nothing does, `invalid_statement`
 * after the last one, or RequestError.
 */
export async function nextSequence(letter: ClientLetter, signer: Signer): Promise<number> {
  const latest = await latestSequence(letter, signer);
  if (latest === null) {
    throw new ProtocolError(
      'invalid_words',
      'These words have not signed this letter. Check them, word by word.',
    );
  }
  return sequenceAfter(latest);
}

/** The next one; 0 if nothing stands. Throws `invalid_statement` after the last. */
export function sequenceAfter(latest: number | null): number {
  if (latest === MAX_SEQUENCE) {
    throw new ProtocolError('invalid_statement', 'This signature was changed too often; it stays as it is.');
  }
  return latest === null ? 0 : latest + 1;
}

async function stateNext(
  letter: ClientLetter,
  signer: Signer,
  action: ToState['action'],
  appearance: Appearance,
): Promise<KeptReceipt> {
  const said = { action, sequence: await nextSequence(letter, signer), tokens: [], appearance };
  return postSignature(letter, signer, await makeSignature(letter, signer, said));
}

/** What isn't on the menus would be taken for anonymous. Throws `malformed`, its place `role` or `condition`. */
export function requireOffered(
  { roles, nameConditions }: Manifest,
  { choice }: Pick<Appearance, 'choice'>,
): void {
  if (choice.role !== null && !roles.includes(choice.role)) {
    throw new ProtocolError(
      'malformed',
      'The letter doesn’t offer this role: choose one of its own.',
      'role',
    );
  }
  if (choice.condition !== null && !nameConditions.includes(choice.condition)) {
    throw new ProtocolError(
      'malformed',
      'The letter doesn’t offer this condition: choose one of its own.',
      'condition',
    );
  }
}

async function checkedReceipt(
  letter: ClientLetter,
  signer: Signer,
  { statement, key, tokens }: SignatureRequest,
  answer: { receipt: string; signature: string },
): Promise<KeptReceipt> {
  const { p, manifest } = letter;
  const document = fromBase64url(answer.receipt, undefined, 'receipt');
  const receipt = await verifyReceipt(p, manifest.receiptKey, document, fromBase64url(answer.signature, 64));
  const stated = fromBase64url(statement);
  const isOurs =
    receipt.letter === toBase64url(letter.digest) &&
    receipt.nullifier === signer.nullifier &&
    receipt.statement === toBase64url(statementHash(p, stated)) &&
    receipt.sequence === decodeStatement(stated).sequence;
  if (!isOurs) {
    throw new ProtocolError(
      'invalid_receipt',
      'The receipt is for something else than what was sent.',
      'receipt',
    );
  }
  return { receipt, document: answer.receipt, signature: answer.signature, statement, key, tokens };
}
