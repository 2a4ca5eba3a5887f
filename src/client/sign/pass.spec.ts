import { beforeAll, describe, expect, it } from '@jest/globals';
import { certify, makeLetter, makeSigner, type TestLetter } from '../../../test/support/letters.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { prepareLetter } from '../../protocol/vouching.js';
import { ClientError } from '../client-error.js';
import type { ClientLetter } from '../letter.js';
import { newWords } from '../signer.js';
import type { Pass } from './ask.js';
import { encodePass, looksLikePass, passFile, passLink, readPass } from './pass.js';

const ADDRESS = 'ada.marsh-longname@cumulus.example';

let letter: ClientLetter;
let other: ClientLetter;
let words: string;
let pass: Pass;
let encoded: string;

async function asClient({ id, digest, manifest }: TestLetter): Promise<ClientLetter> {
  const http = { baseUrl: 'https://letters.example', fetch, now: () => new Date('2018-06-25T17:00:00Z') };
  return { p, http, id, digest, manifest, context: await prepareLetter(p, manifest, digest), state: 'open' };
}

async function refusal(text: string, of = letter): Promise<string | undefined> {
  try {
    await readPass(of, text);
    return undefined;
  } catch (error) {
    if (error instanceof ClientError || error instanceof ProtocolError) return error.code;
    throw error;
  }
}

/** Changes the bytes and makes the check fit again, as a forger would. */
function forged(change: (bytes: Uint8Array) => void): string {
  const bytes = fromBase64url(encoded);
  change(bytes);
  bytes.set(p.sha256(bytes.subarray(0, -4)).subarray(0, 4), bytes.length - 4);
  return toBase64url(bytes);
}

beforeAll(async () => {
  const made = await makeLetter();
  letter = await asClient(made);
  other = await asClient(await makeLetter({ seed: 'other' }));
  const signer = await makeSigner(made, 'ada');
  words = signer.words;
  const { issuer, holderSecret, certificate } = await certify(made, signer, ADDRESS);
  pass = { issuer, token: signer.tokens[0]!, address: ADDRESS, certificate, holderSecret };
  encoded = encodePass(letter, words, pass);
});

describe('a pass in one string', () => {
  it('is short enough for a QR code, and is the same pass again', async () => {
    expect(encoded).toMatch(/^[\w-]{480,520}$/);
    const carried = await readPass(letter, encoded);
    expect(carried.words).toBe(words);
    expect(carried.pass).toEqual(pass);
    expect(carried.signer.publicKey).toHaveLength(32);
  });

  it('is read out of a link and a file, however its lines are broken', async () => {
    const link = passLink(letter, encoded);
    expect(link).toBe(`https://letters.example/l/${letter.id}/mine#pass=${encoded}`);
    const { name, text } = passFile(letter, encoded);
    expect(name).toBe(`pass-${letter.id.slice(0, 8)}.txt`);
    expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(text).not.toMatch(/sign|letter|employ/i);
    const forms = [
      ` ${encoded}\n`,
      link,
      text,
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', ' '),
      `#pass=${encoded}`,
    ];
    for (const form of forms) {
      expect(looksLikePass(form)).toBe(true);
      expect((await readPass(letter, form)).pass).toEqual(pass);
    }
    expect(passFile(letter, encoded, 'Una frase.').text).toMatch(/^Una frase\.\n/);
    for (const notOne of [words, words.replaceAll(' ', '\n'), newWords(letter), '']) {
      expect(looksLikePass(notOne)).toBe(false);
    }
  });

  it('says that a part is missing, wherever it was cut', async () => {
    for (let length = 8; length < encoded.length; length += 7) {
      expect(await refusal(encoded.slice(0, length))).toBe('pass_cut_off');
    }
    expect(await refusal(encoded.slice(0, -1))).toBe('pass_cut_off');
  });

  it('says that something was changed, wherever it was', async () => {
    for (let at = 2; at < encoded.length - 1; at += 11) {
      const changed = encoded.slice(0, at) + (encoded[at] === 'A' ? 'B' : 'A') + encoded.slice(at + 1);
      expect(['pass_damaged', 'pass_cut_off']).toContain(await refusal(changed));
    }
    expect(await refusal(`${encoded}AAAA`)).toBe('pass_damaged');
  });

  it('says that it is for another letter, or none at all', async () => {
    expect(await refusal(encoded, other)).toBe('pass_other_letter');
    for (const text of ['', 'pass=', words, `${encoded}?`, `Z${encoded.slice(1)}`]) {
      expect(await refusal(text)).toBe('pass_unreadable');
    }
  });

  it('is refused when it was made up, though it looks whole', async () => {
    const at = (offset: number) => (bytes: Uint8Array) => (bytes[offset] = (bytes[offset] ?? 0) ^ 1);
    expect(await refusal(forged(at(5)))).toBe('invalid_token'); // other words
    expect(await refusal(forged(at(22)))).toBe('invalid_token'); // authenticator
    expect(await refusal(forged(at(22 + 256)))).toBe('invalid_certificate');
    expect(await refusal(forged(at(22 + 256 + 64 + 1)))).toBe('invalid_certificate'); // address
    expect(await refusal(forged((bytes) => (bytes[21] = 9)))).toBe('pass_damaged'); // no such issuer
    expect(
      await refusal(
        forged((bytes) => bytes.set(other.digest.subarray(0, 4), 1)),
        other,
      ),
    ).toBe('invalid_token');
  });
});
