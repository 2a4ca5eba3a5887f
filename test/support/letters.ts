// Letters and signers that hold by every rule, the same in every run; tests then break what they are about.
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { blind, finalize } from '../../src/protocol/blind-rsa.js';
import { cellsOf } from '../../src/protocol/cells.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { holderOf, identityDocument } from '../../src/protocol/identity.js';
import type { IssuerEntry, Manifest, Workplace } from '../../src/protocol/manifest.js';
import {
  encodeManifest,
  keyIdOf,
  letterDigest,
  letterId,
  MANIFEST_FORMAT,
  SEALING_SUITE,
} from '../../src/protocol/manifest.js';
import { countersigningDocument, openingDocument } from '../../src/protocol/opening.js';
import { toSeconds, toTime } from '../../src/protocol/shape.js';
import type { SignedBy } from '../../src/protocol/signed.js';
import { nonceOf } from '../../src/protocol/statement.js';
import { assembleToken, tokenInput } from '../../src/protocol/token.js';
import { entryChallenge } from '../../src/protocol/vouching.js';
import type { OrganizerKeys } from '../../src/protocol/words.js';
import {
  blindingFactor,
  drawWords,
  holderSecret,
  organizerKeys,
  pssSalt,
  signerSeed,
  wordsPseudorandomKey,
} from '../../src/protocol/words.js';
import { LETTER_TEXT, WORKPLACES } from './letter-text.js';
import type { FixedIssuerKey } from './rsa-keys.js';
import { fixedIssuerKey } from './rsa-keys.js';
import { seededBytes, seededPrimitives } from './seeded.js';

export interface TestOrganizer extends OrganizerKeys {
  readonly label: string;
  readonly words: string;
}

export interface TestIssuer extends FixedIssuerKey {
  /** Ed25519 seed of the identity key. */
  readonly identitySeed: Uint8Array;
}

/** A letter that every organizer and issuer signed, with all its secrets. */
export interface TestLetter {
  readonly manifest: Manifest;
  readonly encoded: Uint8Array;
  readonly digest: Uint8Array;
  readonly id: string;
  /** In the manifest's order. */
  readonly organizers: readonly TestOrganizer[];
  /** In the manifest's order. */
  readonly issuers: readonly TestIssuer[];
  readonly receiptSeed: Uint8Array;
  readonly releaseSecret: Uint8Array;
  readonly openings: SignedBy[];
  readonly countersignings: SignedBy[];
}

export interface LetterOptions {
  /** Another seed, another letter: other keys of everybody but the issuers' RSA keys. */
  readonly seed?: string;
  /** n; 3. */
  readonly organizers?: number;
  /** t; 2. */
  readonly approvals?: number;
  /** How many of the invented ones (1 to 3), or others; 1. */
  readonly workplaces?: number | readonly Workplace[];
  /** Issuers of each workplace; 1. At most six in all. */
  readonly issuersEach?: number;
  readonly issuersRequired?: number;
  readonly threshold?: number;
  readonly minimumCell?: number;
  /** Any other field of the manifest. */
  readonly overrides?: Partial<Manifest>;
}

export interface TestSigner {
  readonly words: string;
  /** What everything of hers is expanded from. */
  readonly prk: Uint8Array;
  /** Ed25519 seed. */
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
  /** Indices of her issuers in the manifest, ascending. */
  readonly issuers: readonly number[];
  /** One for each of them. */
  readonly tokens: readonly Uint8Array[];
}

/** A valid letter. Throws what `encodeManifest` does when options and overrides break a rule. */
export async function makeLetter(options: LetterOptions = {}): Promise<TestLetter> {
  const seed = options.seed ?? 'letter';
  const minimumCell = options.minimumCell ?? 3;
  const workplaces =
    typeof options.workplaces === 'object'
      ? options.workplaces
      : WORKPLACES.slice(0, options.workplaces ?? 1);
  const organizers = await makeOrganizers(seed, options.organizers ?? 3);
  const issuersEach = options.issuersEach ?? 1;
  const issuers = makeIssuers(seed, workplaces.length * issuersEach);
  const receiptSeed = seededBytes(`${seed} receipt`);
  const releaseSecret = seededBytes(`${seed} release`);
  const manifest: Manifest = {
    format: MANIFEST_FORMAT,
    origin: 'https://letters.example',
    letter: LETTER_TEXT,
    translations: [],
    occasion: 'Before the shareholders meet on 28 June 2018',
    timeZone: 'America/Los_Angeles',
    pressContact: null,
    supersedes: null,
    workplaces: [...workplaces],
    issuers: await Promise.all(
      issuers.map(async (issuer, i) => issuerEntry(issuer, workplaces[Math.floor(i / issuersEach)], i)),
    ),
    issuersRequired: options.issuersRequired ?? 1,
    threshold: options.threshold ?? minimumCell,
    opensAt: '2018-06-25T16:00:00Z',
    signsFrom: null,
    closesAt: '2018-07-09T16:00:00Z',
    releaseBy: '2018-10-07T16:00:00Z',
    epochSeconds: 3600,
    countStep: 10,
    minimumCell,
    signing: 'now',
    roles: ['Engineer', 'Designer'],
    nameConditions: [1, 10, 50, 100],
    organizers: organizers.map((one) => ({
      label: one.label,
      signingKey: toBase64url(one.signingKey),
      sealingKey: toBase64url(one.sealingKey),
    })),
    approvals: options.approvals ?? 2,
    receiptKey: toBase64url(await p.ed25519PublicKey(receiptSeed)),
    releaseKey: toBase64url(await p.x25519PublicKey(releaseSecret)),
    sealing: SEALING_SUITE,
    ...options.overrides,
  };
  const secrets = { organizers, issuers, receiptSeed, releaseSecret };
  return { manifest, ...(await signLetter(encodeManifest(manifest), secrets)), ...secrets };
}

/** What every organizer and every issuer sign of these bytes, whether or not they are a manifest. */
export async function signLetter(
  encoded: Uint8Array,
  by: Pick<TestLetter, 'organizers' | 'issuers'>,
): Promise<Pick<TestLetter, 'encoded' | 'digest' | 'id' | 'openings' | 'countersignings'>> {
  const digest = letterDigest(p, encoded);
  return {
    encoded,
    digest,
    id: letterId(digest),
    openings: await Promise.all(
      by.organizers.map((one) => signDocument(one.signingSeed, openingDocument(digest, one.signingKey))),
    ),
    countersignings: await Promise.all(
      by.issuers.map(async ({ identitySeed }) =>
        signDocument(identitySeed, countersigningDocument(digest, await p.ed25519PublicKey(identitySeed))),
      ),
    ),
  };
}

/** A signature as it stands in JSON. */
export async function signDocument(seed: Uint8Array, document: Uint8Array): Promise<SignedBy> {
  return {
    key: toBase64url(await p.ed25519PublicKey(seed)),
    signature: toBase64url(await p.ed25519Sign(seed, document)),
  };
}

/** A signer by her name, with a real blinded token of each of `issuers` (indices in the manifest; default: the first). */
export async function makeSigner(
  letter: TestLetter,
  name = 'signer',
  issuers: readonly number[] = [0],
): Promise<TestSigner> {
  const words = drawWords(seededPrimitives(`words of ${name}`));
  const prk = wordsPseudorandomKey(p, words);
  const seed = signerSeed(p, prk, letter.digest);
  const publicKey = await p.ed25519PublicKey(seed);
  const tokens = await Promise.all(issuers.map((index) => issueToken(letter, index, prk, publicKey)));
  return { words, prk, seed, publicKey, issuers, tokens };
}

/** What an issuer gives to whoever shows a mailbox, for whatever key she chose: it never sees one. */
export async function tokensForKey(
  letter: TestLetter,
  publicKey: Uint8Array,
  issuers: readonly number[] = [0],
): Promise<Uint8Array[]> {
  const prk = seededBytes('a key of her own choice');
  return Promise.all(issuers.map((index) => issueToken(letter, index, prk, publicKey)));
}

/** `count` signers, one after the other of each cell of the letter. */
export async function makeSigners(
  letter: TestLetter,
  count: number,
  prefix = 'signer',
): Promise<TestSigner[]> {
  const cells = cellsOf(letter.manifest);
  const signers: TestSigner[] = [];
  for (let i = 0; i < count; i++) {
    signers.push(await makeSigner(letter, `${prefix} ${i.toString()}`, cells[i % cells.length]?.issuers));
  }
  return signers;
}

/** An issuer's certificate for an address, and the secret that binds it to the signer's key. */
export async function certify(
  letter: TestLetter,
  signer: TestSigner,
  address: string,
): Promise<{ issuer: number; holderSecret: Uint8Array; certificate: Uint8Array }> {
  const issuer = signer.issuers[0] ?? 0;
  const secret = holderSecret(p, signer.prk, tokenInputOf(letter, issuer, signer.publicKey));
  const document = identityDocument(letter.digest, address, holderOf(p, secret, signer.publicKey));
  const certificate = await p.ed25519Sign(issuerOf(letter, issuer).identitySeed, document);
  return { issuer, holderSecret: secret, certificate };
}

/** `seconds` after a time in a document. */
export function later(time: string, seconds: number): string {
  return toTime(new Date((toSeconds(time) + seconds) * 1000));
}

/** Throws a RangeError if there is none. */
export function organizerOf(letter: TestLetter, index: number): TestOrganizer {
  const organizer = letter.organizers[index];
  if (organizer === undefined) throw new RangeError('The letter has no such organizer.');
  return organizer;
}

/** What is blinded for a signer's key and an issuer of the letter: 98 bytes. */
export function tokenInputOf(letter: TestLetter, issuer: number, publicKey: Uint8Array): Uint8Array {
  const entry = entryOf(letter, issuer);
  return tokenInput(p, {
    challenge: entryChallenge(letter.manifest, entry, letter.digest),
    nonce: nonceOf(p, publicKey),
    keyId: keyIdOf(p, entry),
  });
}

async function issueToken(
  letter: TestLetter,
  index: number,
  prk: Uint8Array,
  publicKey: Uint8Array,
): Promise<Uint8Array> {
  const issuer = issuerOf(letter, index);
  const input = tokenInputOf(letter, index, publicKey);
  const factor = blindingFactor(p, prk, input, issuer.modulus);
  const { blindedMessage, inverse } = await blind(p, issuer.modulus, input, pssSalt(p, prk, input), factor);
  const blindSignature = issuer.blindSign(blindedMessage);
  return assembleToken(input, await finalize(p, issuer.modulus, input, blindSignature, inverse));
}

async function makeOrganizers(seed: string, count: number): Promise<TestOrganizer[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const words = drawWords(seededPrimitives(`${seed} organizer ${i.toString()}`));
      const keys = await organizerKeys(p, wordsPseudorandomKey(p, words));
      return { ...keys, label: `Organizer ${String.fromCharCode(65 + i)}`, words };
    }),
  );
}

function makeIssuers(seed: string, count: number): TestIssuer[] {
  return Array.from({ length: count }, (_, i) => ({
    ...fixedIssuerKey(i),
    identitySeed: seededBytes(`${seed} issuer ${i.toString()}`),
  }));
}

async function issuerEntry(
  issuer: TestIssuer,
  workplace: Workplace | undefined,
  index: number,
): Promise<IssuerEntry> {
  return {
    workplace: workplace?.id ?? '',
    method: 'email-code',
    name: 'The Letter Room',
    url: index % 2 === 0 ? 'https://issuer.example' : 'https://issuer.example:8443',
    key: toBase64url(issuer.spki),
    identityKey: toBase64url(await p.ed25519PublicKey(issuer.identitySeed)),
  };
}

function entryOf(letter: TestLetter, index: number): IssuerEntry {
  const entry = letter.manifest.issuers[index];
  if (entry === undefined) throw new RangeError('The letter has no such issuer.');
  return entry;
}

function issuerOf(letter: TestLetter, index: number): TestIssuer {
  const issuer = letter.issuers[index];
  if (issuer === undefined) throw new RangeError('The letter has no such issuer.');
  return issuer;
}
