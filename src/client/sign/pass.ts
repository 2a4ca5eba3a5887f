// A pass in one string, for another device: in a link, a QR code or a small file. protocol.md#asking
import { concat, equal, fromBase64url, fromUtf8, toBase64url, uint, utf8 } from '../../protocol/codec.js';
import { holderOf, verifyCertificate } from '../../protocol/identity.js';
import { keyIdOf } from '../../protocol/manifest.js';
import { MODULUS_LENGTH } from '../../protocol/rsa-spki.js';
import { sha256 } from '../../protocol/sha256.js';
import { nonceOf } from '../../protocol/statement.js';
import { assembleToken, TOKEN_INPUT_LENGTH, tokenInput, verifyToken } from '../../protocol/token.js';
import { entryChallenge } from '../../protocol/vouching.js';
import { entropyOf, holderSecret, wordsOf } from '../../protocol/words.js';
import type { ClientErrorCode } from '../client-error.js';
import { ClientError } from '../client-error.js';
import type { ClientLetter } from '../letter.js';
import type { Signer } from '../signer.js';
import { signerOf } from '../signer.js';
import type { Pass } from './ask.js';

/** The first byte; `ENCODED` has it, too. */
const VERSION = 1;

/** Bytes that tell the letter from others, and a whole pass from a changed one, before anything is verified. */
const CHECK_LENGTH = 4;

/** What stands before a pass where there is more than a pass. */
const MARK = 'pass=';
const LINE_LENGTH = 64;

/** Base64url that begins with the version's byte. */
const ENCODED = /^A[Q-Za-f][\w-]+$/;
const HEADING = 'Keep this to yourself: with it you go on where you stopped, on another device.';

const PROBLEMS = {
  pass_unreadable:
    'This is no pass, or one of a newer kind: copy it once more, whole, from where you saved it.',
  pass_cut_off: 'A part of this pass is missing: copy it once more, from its first to its last character.',
  pass_damaged: 'Something in this pass was changed: copy it once more from where you saved it.',
  pass_other_letter: 'This pass is for another letter: open it from that letter’s link.',
} satisfies Partial<Record<ClientErrorCode, string>>;

/** Who came with a pass. */
export interface Carried {
  readonly words: string;
  readonly signer: Signer;
  readonly pass: Pass;
}

/** A text file to save. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

// struct {
//     uint8_t version = 1;
//     opaque letter[4];           /* of the letter digest */
//     opaque entropy[16];         /* her words */
//     uint8_t issuer;
//     opaque authenticator[256];
//     opaque certificate[64];
//     opaque address<0..255>;     /* canonical */
//     opaque check[4];            /* of the SHA-256 of what stands before */
// } CarriedPass;

/** The pass with the words that it hangs on, some 500 characters of base64url: whoever has it can sign, change and withdraw. */
export function encodePass(letter: ClientLetter, words: string, pass: Pass): string {
  const address = utf8(pass.address);
  const body = concat(
    uint(VERSION, 1),
    letter.digest.subarray(0, CHECK_LENGTH),
    entropyOf(words),
    uint(pass.issuer, 1),
    pass.token.subarray(TOKEN_INPUT_LENGTH),
    pass.certificate,
    uint(address.length, 1),
    address,
  );
  return toBase64url(concat(body, checkOf(body)));
}

/**
 * The pass in a text: alone, at the end of a link, or in a file, with or without line breaks; once its token and its certificate
 * hold for this letter. Throws ClientError `pass_unreadable`, `pass_cut_off`, `pass_damaged`, `pass_other_letter`, or the
 * protocol's `invalid_token`, `invalid_certificate` if it was made up.
 */
export async function readPass(letter: ClientLetter, text: string): Promise<Carried> {
  const { p, manifest, digest } = letter;
  const { entropy, issuer, authenticator, certificate, address } = decode(digest, text);
  const entry = manifest.issuers[issuer];
  if (entry === undefined) throw refuse('pass_damaged');
  const words = wordsOf(entropy);
  const signer = await signerOf(letter, words);

  const challenge = entryChallenge(manifest, entry, digest);
  const nonce = nonceOf(p, signer.publicKey);
  const input = tokenInput(p, { challenge, nonce, keyId: keyIdOf(p, entry) });
  const token = assembleToken(input, authenticator);
  const spki = fromBase64url(entry.key);
  await verifyToken(p, token, { spki, challenge, publicKey: signer.publicKey }, 'pass');

  const secret = holderSecret(p, signer.prk, input);
  const holder = holderOf(p, secret, signer.publicKey);
  await verifyCertificate(p, entry.identityKey, { letter: digest, address, holder }, certificate);
  return { words, signer, pass: { issuer, token, address, certificate, holderSecret: secret } };
}

/** Whether a text is meant to be a pass and not words. */
export function looksLikePass(text: string): boolean {
  return text.includes(MARK) || /[\w-]{40}/.test(text);
}

/** The letter's page for those who signed, with an encoded pass behind the `#`, which no browser sends. For a QR code. */
export function passLink({ id, http }: Pick<ClientLetter, 'id' | 'http'>, encoded: string): string {
  return `${http.baseUrl}/l/${id}/mine#${MARK}${encoded}`;
}

/** A file with an encoded pass. Nothing in it or in its name says what it is for. `heading` is one plain sentence. */
export function passFile({ id }: Pick<ClientLetter, 'id'>, encoded: string, heading = HEADING): TextFile {
  const lines = encoded.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return { name: `pass-${id.slice(0, 8)}.txt`, text: `${heading}\n\n${MARK}\n${lines.join('\n')}\n` };
}

/** What a pass says, once it is whole and for this letter (32 bytes). Its parts are views. */
function decode(digest: Uint8Array, text: string) {
  const encoded = withoutSpaces(text.split(MARK).at(-1) ?? '');
  if (!ENCODED.test(encoded)) throw refuse('pass_unreadable');
  const bytes = bytesOf(encoded);
  let at = 1;
  const take = (length: number): Uint8Array => bytes.subarray(at, (at += length));

  const letter = take(CHECK_LENGTH);
  const entropy = take(16);
  const [issuer = -1] = take(1);
  const authenticator = take(MODULUS_LENGTH);
  const certificate = take(64);
  const [length = 0] = take(1);
  const address = take(length);
  const body = bytes.subarray(0, at);
  const check = take(CHECK_LENGTH);
  if (bytes.length < at) throw refuse('pass_cut_off');
  if (bytes.length > at || !equal(check, checkOf(body))) throw refuse('pass_damaged');
  if (!equal(letter, digest.subarray(0, CHECK_LENGTH))) throw refuse('pass_other_letter');
  return { entropy, issuer, authenticator, certificate, address: fromUtf8(address) };
}

/** Of the right alphabet, it can only have lost characters. */
function bytesOf(encoded: string): Uint8Array {
  try {
    return fromBase64url(encoded);
  } catch {
    throw refuse('pass_cut_off');
  }
}

function checkOf(body: Uint8Array): Uint8Array {
  return sha256(body).subarray(0, CHECK_LENGTH);
}

function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}

function refuse(code: keyof typeof PROBLEMS): ClientError {
  return new ClientError(code, PROBLEMS[code]);
}
