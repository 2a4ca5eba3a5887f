// An open letter of one workplace and one issuer, whose keys are drawn anew in every run. protocol.md#manifest
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { nodePrimitives as p } from '../src/common/node-primitives.js';
import { fromBase64url, toBase64url } from '../src/protocol/codec.js';
import type { Manifest } from '../src/protocol/manifest.js';
import {
  encodeManifest,
  letterDigest,
  letterId,
  MANIFEST_FORMAT,
  SEALING_SUITE,
} from '../src/protocol/manifest.js';
import { countersigningDocument, openingDocument } from '../src/protocol/opening.js';
import { encodeRsaPssSpki } from '../src/protocol/rsa-spki.js';
import type { SignedBy } from '../src/protocol/signed.js';

const THRESHOLD = 10;
const SUMMARY = 'Employees ask their company to look again at a contract.';

/** An issuer's RSA key of 2048 bits. */
export interface IssuerKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** 256 bytes. */
  readonly modulus: Uint8Array;
}

export interface BenchLetter {
  readonly manifest: Manifest;
  readonly encoded: Uint8Array;
  /** 32 bytes. */
  readonly digest: Uint8Array;
  readonly id: string;
  readonly issuerKey: IssuerKey;
  readonly openings: SignedBy[];
  readonly countersignings: SignedBy[];
  /** By all organizers, in the manifest's order. */
  approve(document: Uint8Array): Promise<SignedBy[]>;
}

export async function makeLetter(): Promise<BenchLetter> {
  const issuerKey = await makeIssuerKey();
  const organizers = [p.random(32), p.random(32)];
  const identity = p.random(32);
  const manifest = await manifestOf(issuerKey, organizers, identity);
  const encoded = encodeManifest(manifest);
  const digest = letterDigest(p, encoded);
  const approve = (document: Uint8Array): Promise<SignedBy[]> =>
    Promise.all(organizers.map((seed) => signed(seed, () => document)));
  return {
    manifest,
    encoded,
    digest,
    id: letterId(digest),
    issuerKey,
    openings: await Promise.all(
      organizers.map((seed) => signed(seed, (key) => openingDocument(digest, key))),
    ),
    countersignings: [await signed(identity, (key) => countersigningDocument(digest, key))],
    approve,
  };
}

/** A fresh key. */
export async function makeIssuerKey(): Promise<IssuerKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { privateKey, publicKey, modulus: fromBase64url(publicKey.export({ format: 'jwk' }).n ?? '') };
}

async function manifestOf(
  issuerKey: IssuerKey,
  organizers: readonly Uint8Array[],
  identity: Uint8Array,
): Promise<Manifest> {
  const signingKey = async (seed: Uint8Array): Promise<string> => toBase64url(await p.ed25519PublicKey(seed));
  const sealingKey = async (): Promise<string> => toBase64url(await p.x25519PublicKey(p.random(32)));
  return {
    format: MANIFEST_FORMAT,
    origin: 'https://letters.example',
    letter: { title: 'A letter', addressee: 'The company', summary: SUMMARY, body: SUMMARY, language: 'en' },
    translations: [],
    occasion: null,
    timeZone: 'America/Los_Angeles',
    pressContact: null,
    supersedes: null,
    workplaces: [
      {
        id: 'company',
        name: 'The company',
        domains: ['company.example'],
        mailbox: { dots: 'kept' },
        headcount: null,
      },
    ],
    issuers: [
      {
        workplace: 'company',
        method: 'email-code',
        name: 'The issuer',
        url: 'https://issuer.example',
        key: toBase64url(encodeRsaPssSpki(issuerKey.modulus)),
        identityKey: await signingKey(identity),
      },
    ],
    issuersRequired: 1,
    threshold: THRESHOLD,
    opensAt: '2018-06-25T16:00:00Z',
    signsFrom: null,
    closesAt: '2018-07-09T16:00:00Z',
    releaseBy: '2018-10-07T16:00:00Z',
    epochSeconds: 3600,
    countStep: 10,
    minimumCell: THRESHOLD,
    signing: 'now',
    roles: [],
    nameConditions: [],
    organizers: await Promise.all(
      organizers.map(async (seed, i) => ({
        label: `Organizer ${(i + 1).toString()}`,
        signingKey: await signingKey(seed),
        sealingKey: await sealingKey(),
      })),
    ),
    approvals: organizers.length,
    receiptKey: await signingKey(p.random(32)),
    releaseKey: await sealingKey(),
    sealing: SEALING_SUITE,
  };
}

async function signed(seed: Uint8Array, document: (key: Uint8Array) => Uint8Array): Promise<SignedBy> {
  const key = await p.ed25519PublicKey(seed);
  return { key: toBase64url(key), signature: toBase64url(await p.ed25519Sign(seed, document(key))) };
}
