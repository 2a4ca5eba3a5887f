// What the files in own/ hold: every format once, about one letter, out of fixed seeds. README.md says how to read them.
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { ACTIONS, actionDocument } from '../../src/protocol/action.js';
import { blind } from '../../src/protocol/blind-rsa.js';
import { fromBase64url, toBase64url } from '../../src/protocol/codec.js';
import { editionDigest, encodeEdition } from '../../src/protocol/edition.js';
import { hostOf } from '../../src/protocol/hosts.js';
import { holderOf, identityDocument } from '../../src/protocol/identity.js';
import { inclusionOf } from '../../src/protocol/inclusion.js';
import { latestDocument, loginDocument } from '../../src/protocol/login.js';
import { keyIdOf } from '../../src/protocol/manifest.js';
import { namedSet } from '../../src/protocol/named-set.js';
import { countersigningDocument, openingDocument } from '../../src/protocol/opening.js';
import { encodeProposal, namedDigest, proposalDigest } from '../../src/protocol/proposal.js';
import { encodeReceipt } from '../../src/protocol/receipt.js';
import { recordLeaf } from '../../src/protocol/record.js';
import { certified, releasedNames } from '../../src/protocol/released-names.js';
import { mayRepeatRoleTable, roleTable, trueRoleTable } from '../../src/protocol/role-table.js';
import { type IdentityPlain, sealChoice } from '../../src/protocol/sealed-choice.js';
import {
  encodeStatement,
  nonceOf,
  nullifierOf,
  rankStatements,
  decodeStatement,
  statementHash,
} from '../../src/protocol/statement.js';
import { challengeDigest, encodeTokenChallenge } from '../../src/protocol/token.js';
import { entryChallenge, prepareLetter } from '../../src/protocol/vouching.js';
import { blindingFactor, entropyOf, holderSecret, pssSalt } from '../../src/protocol/words.js';
import { countedCells, makeBundle, makeRecord } from '../support/bundles.js';
import { type Edge, edgesOf } from '../support/edges.js';
import { TRANSLATION } from '../support/letter-text.js';
import {
  certify,
  makeLetter,
  makeSigner,
  makeSigners,
  signDocument,
  type TestLetter,
  type TestSigner,
  tokenInputOf,
} from '../support/letters.js';
import { seededBytes } from '../support/seeded.js';

/** File name without `.json` → what it holds; all bytes in base64url. */
export type Vectors = Record<string, Record<string, unknown>>;

const ADDRESS = 'ada.quist@larkspur.example';
const NOW = '2018-06-27T09:00:00Z';

/**
 * All files. `sealed` is the sealed choice of the file that is there: its sealing draws on the system's generator (the
 * coefficients of Shamir's scheme), so it is kept; without it a new one is made.
 */
export async function ownVectors(sealed: string | undefined): Promise<Vectors> {
  const letter = await makeLetter({
    seed: 'undersigned test vectors',
    workplaces: 2,
    minimumCell: 3,
    threshold: 6,
    overrides: {
      translations: [TRANSLATION],
      supersedes: toBase64url(seededBytes('an earlier letter')),
      pressContact: 'The organizers, through the editor of the Larkspur Dispatch',
      signsFrom: '2018-06-26T16:00:00Z',
      signing: 'later',
    },
  });
  const signer = await makeSigner(letter, 'Ada Quist');
  return {
    manifest: {
      manifest: letter.manifest,
      encoded: toBase64url(letter.encoded),
      letterDigest: toBase64url(letter.digest),
      id: letter.id,
    },
    words: words(letter, signer),
    opening: opening(letter),
    countersigning: countersigning(letter),
    token: await token(letter, signer),
    identity: await identity(letter, signer),
    statement: await statement(letter, signer),
    receipt: await receipt(letter, signer),
    latest: await signed(signer.seed, latestDocument(letter.digest, new Date(NOW)), letter),
    login: await login(letter),
    action: await action(letter),
    'sealed-choice': await sealedChoice(letter, signer, sealed),
    'named-set': namedSets(),
    'role-table': roleTables(),
    'released-names': await released(letter),
    ...(await release(letter)),
    ed25519: edges(letter, signer),
  };
}

/** A document beside its bytes and a signature. */
async function signed(
  seed: Uint8Array,
  encoded: Uint8Array,
  of: TestLetter,
): Promise<Record<string, unknown>> {
  return {
    letterDigest: toBase64url(of.digest),
    document: JSON.parse(Buffer.from(encoded).toString()) as unknown,
    encoded: toBase64url(encoded),
    seed: toBase64url(seed),
    ...(await signDocument(seed, encoded)),
  };
}

function words(letter: TestLetter, signer: TestSigner): Record<string, unknown> {
  const input = tokenInputOf(letter, 0, signer.publicKey);
  const { modulus } = letter.issuers[0]!;
  return {
    signer: {
      words: signer.words,
      entropy: toBase64url(entropyOf(signer.words)),
      prk: toBase64url(signer.prk),
      letterDigest: toBase64url(letter.digest),
      seed: toBase64url(signer.seed),
      publicKey: toBase64url(signer.publicKey),
      tokenInput: toBase64url(input),
      modulus: toBase64url(modulus),
      holderSecret: toBase64url(holderSecret(p, signer.prk, input)),
      salt: toBase64url(pssSalt(p, signer.prk, input)),
      blindingFactor: integer(blindingFactor(p, signer.prk, input, modulus)),
    },
    organizers: letter.organizers.map((one) => ({
      words: one.words,
      signingSeed: toBase64url(one.signingSeed),
      signingKey: toBase64url(one.signingKey),
      sealingSecret: toBase64url(one.sealingSecret),
      sealingKey: toBase64url(one.sealingKey),
    })),
  };
}

function opening(letter: TestLetter): Record<string, unknown> {
  return {
    letterDigest: toBase64url(letter.digest),
    openings: letter.organizers.map((one, i) => ({
      ...letter.openings[i]!,
      seed: toBase64url(one.signingSeed),
      encoded: toBase64url(openingDocument(letter.digest, one.signingKey)),
    })),
  };
}

function countersigning(letter: TestLetter): Record<string, unknown> {
  return {
    letterDigest: toBase64url(letter.digest),
    countersignings: letter.countersignings.map((by, i) => ({
      ...by,
      seed: toBase64url(letter.issuers[i]!.identitySeed),
      encoded: toBase64url(countersigningDocument(letter.digest, Buffer.from(by.key, 'base64url'))),
    })),
  };
}

async function token(letter: TestLetter, signer: TestSigner): Promise<Record<string, unknown>> {
  const entry = letter.manifest.issuers[0]!;
  const issuer = letter.issuers[0]!;
  const challenge = entryChallenge(letter.manifest, entry, letter.digest);
  const input = tokenInputOf(letter, 0, signer.publicKey);
  const salt = pssSalt(p, signer.prk, input);
  const factor = blindingFactor(p, signer.prk, input, issuer.modulus);
  const { blindedMessage } = await blind(p, issuer.modulus, input, salt, factor);
  const jwk = issuer.privateKey.export({ format: 'jwk' });
  return {
    issuerUrl: entry.url,
    issuerHost: hostOf(entry.url),
    origin: letter.manifest.origin,
    originHost: hostOf(letter.manifest.origin),
    letterDigest: toBase64url(letter.digest),
    publicKey: toBase64url(signer.publicKey),
    privateKey: { p: jwk.p, q: jwk.q },
    spki: entry.key,
    keyId: toBase64url(keyIdOf(p, entry)),
    challenge: toBase64url(encodeTokenChallenge(challenge)),
    challengeDigest: toBase64url(challengeDigest(p, challenge)),
    nonce: toBase64url(nonceOf(p, signer.publicKey)),
    tokenInput: toBase64url(input),
    salt: toBase64url(salt),
    blindingFactor: integer(factor),
    blindedMessage: toBase64url(blindedMessage),
    blindSignature: toBase64url(issuer.blindSign(blindedMessage)),
    token: toBase64url(signer.tokens[0]!),
  };
}

async function identity(letter: TestLetter, signer: TestSigner): Promise<Record<string, unknown>> {
  const certified = await certify(letter, signer, ADDRESS);
  const holder = holderOf(p, certified.holderSecret, signer.publicKey);
  const { identitySeed } = letter.issuers[certified.issuer]!;
  return {
    address: ADDRESS,
    publicKey: toBase64url(signer.publicKey),
    holderSecret: toBase64url(certified.holderSecret),
    holder: toBase64url(holder),
    ...(await signed(identitySeed, identityDocument(letter.digest, ADDRESS, holder), letter)),
  };
}

async function statement(letter: TestLetter, signer: TestSigner): Promise<Record<string, unknown>> {
  const sealed = (name: string): string => toBase64url(seededBytes(`sealed choice ${name}`));
  const said = [
    { action: 'sign', sequence: 0, sealed: sealed('a') },
    { action: 'sign', sequence: 0, sealed: sealed('b') },
    { action: 'withdraw', sequence: 0, sealed: sealed('c') },
    { action: 'withdraw', sequence: 1, sealed: sealed('d') },
    { action: 'sign', sequence: 255, sealed: sealed('e') },
  ] as const;
  const statements = await Promise.all(
    said.map(async (one) => {
      const encoded = encodeStatement({ letter: toBase64url(letter.digest), ...one });
      return {
        document: decodeStatement(encoded),
        encoded: toBase64url(encoded),
        hash: toBase64url(statementHash(p, encoded)),
        signature: (await signDocument(signer.seed, encoded)).signature,
      };
    }),
  );
  return {
    letterDigest: toBase64url(letter.digest),
    seed: toBase64url(signer.seed),
    publicKey: toBase64url(signer.publicKey),
    nonce: toBase64url(nonceOf(p, signer.publicKey)),
    nullifier: toBase64url(nullifierOf(p, letter.digest, signer.publicKey)),
    lowestRankFirst: statements.toSorted((a, b) => rankStatements(p, a.document, b.document)),
  };
}

async function receipt(letter: TestLetter, signer: TestSigner): Promise<Record<string, unknown>> {
  const record = await makeRecord(letter, signer);
  const encoded = encodeReceipt({
    letter: toBase64url(letter.digest),
    nullifier: toBase64url(record.nullifier),
    statement: toBase64url(statementHash(p, record.statement)),
    sequence: 0,
    epoch: 31,
  });
  return signed(letter.receiptSeed, encoded, letter);
}

async function login(letter: TestLetter): Promise<Record<string, unknown>> {
  const organizer = letter.organizers[0]!;
  const encoded = loginDocument({
    origin: letter.manifest.origin,
    key: toBase64url(organizer.signingKey),
    nonce: toBase64url(seededBytes('login nonce')),
    expires: NOW,
  });
  return signed(organizer.signingSeed, encoded, letter);
}

async function action(letter: TestLetter): Promise<Record<string, unknown>> {
  return {
    actions: await Promise.all(
      ACTIONS.map((name, i) =>
        signed(letter.organizers[i]!.signingSeed, actionDocument(letter.digest, name, NOW), letter),
      ),
    ),
  };
}

async function sealedChoice(
  letter: TestLetter,
  signer: TestSigner,
  kept: string | undefined,
): Promise<Record<string, unknown>> {
  const { issuer: _, ...certified } = await certify(letter, signer, ADDRESS);
  const choice = { appear: 'named' as const, role: 'Engineer', condition: 50 };
  const identity = {
    address: ADDRESS,
    name: 'Ada Quist',
    showAddress: true,
    title: 'Engineer, search',
  };
  const sealed =
    kept ??
    toBase64url(
      await sealChoice(p, {
        letterDigest: letter.digest,
        publicKey: signer.publicKey,
        releaseKey: await p.x25519PublicKey(letter.releaseSecret),
        sealingKeys: letter.organizers.map((one) => one.sealingKey),
        approvals: letter.manifest.approvals,
        choice,
        identity: {
          ...identity,
          certificateSignature: certified.certificate,
          holderSecret: certified.holderSecret,
        },
      }),
    );
  return {
    letterDigest: toBase64url(letter.digest),
    publicKey: toBase64url(signer.publicKey),
    releaseSecret: toBase64url(letter.releaseSecret),
    sealingSecrets: letter.organizers.map((one) => toBase64url(one.sealingSecret)),
    approvals: letter.manifest.approvals,
    choice,
    identity: {
      ...identity,
      certificateSignature: toBase64url(certified.certificate),
      holderSecret: toBase64url(certified.holderSecret),
    },
    sealed,
    sealedHash: toBase64url(p.sha256(Buffer.from(sealed, 'base64url'))),
  };
}

/** Who may be named: conditions as a spreadsheet could hold them, and the set they lead to. */
function namedSets(): Record<string, unknown> {
  const cases = [
    [],
    [1],
    [2],
    [2, 2],
    [1, 3],
    [1, 2, 3, 6, 6],
    [3, 3, 4, 4],
    [3, 3, 5, 5],
    [10, 1, 4, 2, 4, 10, 3, 7, 1, 4],
  ];
  return {
    cases: cases.map((conditions, i) => {
      const candidates = conditions.map((condition, j) => ({
        nullifier: toBase64url(seededBytes(`candidate ${i.toString()} ${j.toString()}`)),
        condition,
      }));
      const named = namedSet(candidates).map(({ nullifier }) => nullifier);
      return {
        candidates,
        named,
        digest: namedDigest(
          p,
          named.map((one) => fromBase64url(one)),
        ),
      };
    }),
  };
}

/** True counts of one workplace, what is published of them, and whether a table may follow another. */
function roleTables(): Record<string, unknown> {
  const tables: [number, number[]][] = [
    [10, [12, 15, 30]],
    [10, [12, 4, 30]],
    [10, [12, 4, 12]],
    [10, [6, 7, 30]],
    [10, [2, 1, 30]],
    [10, [0, 0, 30]],
    [10, [9, 9, 30]],
    [10, [4, 5, 6]],
    [10, [0, 0, 0]],
    [10, [4, 80, 11, 25, 90]],
    [10, [9, 80, 9, 25, 90]],
    [2, [1, 3, 1, 3, 4]],
    [1, [5, 0, 7]],
  ];
  const pairs: [number, number[], number[]][] = [
    [10, [12, 15, 30], [22, 15, 45]],
    [10, [12, 15, 30], [22, 16, 30]],
    [10, [5, 6, 30], [5, 6, 40]],
    [10, [5, 15, 30], [15, 25, 40]],
    [10, [5, 12, 30], [5, 42, 30]],
    [10, [0, 0, 0], [12, 15, 30]],
    [5, [3, 8, 8, 9, 20], [3, 3, 3, 9, 5]],
    [5, [3, 8, 8, 9, 20], [3, 13, 13, 14, 20]],
  ];
  return {
    tables: tables.map(([minimumCell, counts]) => ({
      minimumCell,
      counts,
      published: roleTable(...roleInput(minimumCell, counts)).map(({ count }) => count),
    })),
    pairs: pairs.map(([minimumCell, before, now]) => ({
      minimumCell,
      before,
      now,
      mayRepeat: mayRepeatRoleTable(
        trueRoleTable(...roleInput(minimumCell, before)),
        trueRoleTable(...roleInput(minimumCell, now)),
        minimumCell,
      ),
    })),
  };
}

/** One workplace whose roles, the last of them `null`, have so many signatures. */
function roleInput(minimumCell: number, counts: readonly number[]): Parameters<typeof trueRoleTable> {
  const roles = counts.slice(1).map((_, i) => `role ${i.toString()}`);
  const records = counts.flatMap((count, i) =>
    Array.from({ length: count }, () => ({ workplace: 'w', role: roles[i] ?? null })),
  );
  return [{ workplaces: [{ id: 'w' }], roles, minimumCell }, records];
}

/** Nine who may be named, and what is published of them: two share a mailbox, one borrowed hers, one is struck. */
async function released(letter: TestLetter): Promise<Record<string, unknown>> {
  const context = await prepareLetter(p, letter.manifest, letter.digest);
  const names = ['ada', 'cleo', 'dora', 'eve', 'fay', 'gil', 'hal', 'ida', 'jo'];
  const signers = await Promise.all(names.map((name) => makeSigner(letter, `named ${name}`)));
  const lent = await certify(letter, signers[0]!, 'ada@larkspur.example');
  const says: Record<string, { address?: string; condition?: number; changed?: boolean; title?: string }> = {
    ada: { title: 'Engineer' },
    cleo: { condition: 3 },
    eve: { address: 'ada@larkspur.example' },
    fay: { address: 'shared@larkspur.example' },
    gil: { address: 'shared@larkspur.example' },
    hal: { changed: true },
    ida: { condition: 2 },
    jo: { condition: 5 },
  };
  const members = await Promise.all(
    names.map(async (name, i) => {
      const {
        address = `${name}@larkspur.example`,
        condition = 1,
        changed = false,
        title = '',
      } = says[name] ?? {};
      const held = name === 'eve' ? lent : await certify(letter, signers[i]!, address);
      const identity: IdentityPlain = {
        address,
        certificateSignature: held.certificate,
        holderSecret: held.holderSecret,
        name: `${name} of Larkspur`,
        showAddress: i % 2 === 0,
        title,
      };
      const record = {
        nullifier: toBase64url(nullifierOf(p, letter.digest, signers[i]!.publicKey)),
        key: signers[i]!.publicKey,
        cell: 0,
      };
      return { record, condition, changed, identity };
    }),
  );
  const opened = await Promise.all(
    members.map(async ({ record, condition, changed, identity }) => ({
      nullifier: record.nullifier,
      condition,
      changed,
      opened: await certified(p, context, record, identity),
    })),
  );
  const struck = [opened[2]!.nullifier];
  return {
    letterDigest: toBase64url(letter.digest),
    identityKey: letter.manifest.issuers[0]!.identityKey,
    members: members.map(({ record, condition, changed, identity }) => ({
      nullifier: record.nullifier,
      key: toBase64url(record.key),
      condition,
      changed,
      identity: {
        ...identity,
        certificateSignature: toBase64url(identity.certificateSignature),
        holderSecret: toBase64url(identity.holderSecret),
      },
    })),
    struck,
    ...renamed(releasedNames(opened, new Set(struck))),
  };
}

/** `struck` stands for whom to strike here; how many of them counted is `strikes`. */
function renamed({ struck: strikes, ...rest }: ReturnType<typeof releasedNames>): Record<string, unknown> {
  return { ...rest, strikes };
}

/** Proposal, edition and bundle of twelve signatures, one of them named, with her address; and one record's inclusion. */
async function release(letter: TestLetter): Promise<Vectors> {
  const signers = await makeSigners(letter, 12);
  const records = await Promise.all(signers.map((signer) => makeRecord(letter, signer)));
  const named = records[0]!;
  const certified = await certify(letter, signers[0]!, ADDRESS);
  const nullifier = toBase64url(named.nullifier);
  const made = await makeBundle({
    letter,
    records,
    proposal: { epoch: 31, named: namedDigest(p, [named.nullifier, records[1]!.nullifier]) },
    edition: {
      names: [{ nullifier, name: 'Ada Quist', title: null, address: ADDRESS }],
      struck: 1,
      roles: roleTable(letter.manifest, [
        ...['Engineer', 'Engineer', 'Engineer', 'Designer', 'Designer', null].map((role) => ({
          workplace: 'larkspur',
          role,
        })),
        ...['Engineer', 'Designer', 'Designer', 'Designer', 'Designer', null].map((role) => ({
          workplace: 'tidewater',
          role,
        })),
      ]),
      embargo: '2018-07-02T06:00:00Z',
    },
    names: [
      {
        nullifier,
        issuer: certified.issuer,
        address: ADDRESS,
        holderSecret: toBase64url(certified.holderSecret),
        certificate: toBase64url(certified.certificate),
      },
    ],
  });
  const { bundle } = made;
  return {
    proposal: {
      document: JSON.parse(Buffer.from(made.proposal).toString()) as unknown,
      encoded: bundle.proposal,
      digest: toBase64url(proposalDigest(p, made.proposal)),
      toBeNamed: records.slice(0, 2).map((one) => toBase64url(one.nullifier)),
      approvals: bundle.proposalApprovals,
    },
    edition: {
      document: JSON.parse(Buffer.from(made.edition).toString()) as unknown,
      encoded: bundle.edition,
      digest: toBase64url(editionDigest(p, made.edition)),
      approvals: bundle.editionApprovals,
    },
    bundle: {
      id: letter.id,
      leaves: bundle.records.map((record) => toBase64url(recordLeaf(record))),
      inclusion: inclusionOf(p, bundle.records, nullifier),
      file: Buffer.from(made.file).toString(),
    },
  };
}

/** Of other kinds than the statement, which whoever has a token makes, these are enough: one for each way to be refused. */
const FEW = /^an |^S |mixed|small order: (?:[01]T|0T, −0|0T, y ≥ p)$/;

/** Signatures where implementations differ, over every kind of document. */
function edges(letter: TestLetter, signer: TestSigner): Record<string, unknown> {
  const digest = toBase64url(letter.digest);
  const hash = (name: string): string => toBase64url(seededBytes(name));
  const kinds: Record<string, (key: Uint8Array) => Uint8Array> = {
    statement: () =>
      encodeStatement({ letter: digest, action: 'sign', sequence: 0, sealed: hash('sealed choice') }),
    opening: (key) => openingDocument(letter.digest, key),
    countersigning: (key) => countersigningDocument(letter.digest, key),
    identity: () =>
      identityDocument(letter.digest, ADDRESS, holderOf(p, seededBytes('secret'), signer.publicKey)),
    receipt: () =>
      encodeReceipt({
        letter: digest,
        nullifier: hash('nullifier'),
        statement: hash('statement'),
        sequence: 0,
        epoch: 31,
      }),
    latest: () => latestDocument(letter.digest, new Date(NOW)),
    login: (key) =>
      loginDocument({
        origin: letter.manifest.origin,
        key: toBase64url(key),
        nonce: hash('login nonce'),
        expires: NOW,
      }),
    action: () => actionDocument(letter.digest, 'close', NOW),
    proposal: () =>
      encodeProposal({
        letter: digest,
        epoch: 31,
        count: 0,
        root: toBase64url(p.sha256()),
        cells: countedCells(letter.manifest, []),
        named: namedDigest(p, []),
      }),
    edition: () =>
      encodeEdition({
        letter: digest,
        proposal: hash('proposal'),
        names: [],
        struck: 0,
        roles: [],
        embargo: null,
      }),
  };
  const asText = ({ message, key, signature, ...edge }: Edge): Record<string, unknown> => ({
    ...edge,
    key: toBase64url(key),
    encoded: toBase64url(message),
    signature: toBase64url(signature),
  });
  return {
    letterDigest: digest,
    kinds: Object.entries(kinds).map(([kind, messageOf]) => ({
      kind,
      edges: edgesOf(`edges of ${kind}`, messageOf)
        .filter(({ what }) => kind === 'statement' || FEW.test(what))
        .map(asText),
    })),
  };
}

function integer(value: bigint): string {
  return Buffer.from(value.toString(16).padStart(512, '0'), 'hex').toString('base64url');
}
