// Our own vectors: that this code still makes them, byte for byte, and that they hold for code that shares no line with it.
import { afterAll, describe, expect, it } from '@jest/globals';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { threadedPrimitives } from '../../src/common/verify-threads.js';
import { isSignature } from '../../src/protocol/signatures.js';
import { isTorsionFree } from '../../src/protocol/torsion.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { webPrimitives } from '../../src/protocol/web-primitives.js';
import { entersStrictly, holdsLeniently, holdsStrictly } from '../support/edges.js';
import { ownVectors, type Vectors } from './own-vectors.js';
import * as ref from './reference.js';

const FOLDER = new URL('./own/', import.meta.url);

const NAMES = [
  ...[
    'manifest',
    'words',
    'opening',
    'countersigning',
    'token',
    'identity',
    'statement',
    'receipt',
    'latest',
  ],
  ...['login', 'action', 'sealed-choice', 'proposal', 'edition', 'bundle'],
  ...['named-set', 'role-table', 'released-names', 'ed25519'],
];

const threaded = threadedPrimitives(p, { few: 0 });

const PRIMITIVES = [
  { name: 'node:crypto', p },
  { name: 'node:crypto in threads', p: threaded },
  { name: 'WebCrypto', p: webPrimitives() },
];

afterAll(async () => {
  await threaded.close();
});

/** Each of these is signed by somebody. */
const SIGNED_KINDS = [
  ...['opening', 'countersigning', 'identity', 'statement', 'receipt', 'latest', 'login', 'action'],
  ...['proposal', 'edition'],
];

interface EdgeVector {
  readonly what: string;
  readonly encoded: string;
  readonly key: string;
  readonly signature: string;
  readonly equation: boolean;
  readonly verdict: boolean;
  readonly enters: boolean;
}

interface Signed {
  readonly document: Record<string, unknown>;
  readonly encoded: string;
  readonly seed: string;
  readonly key: string;
  readonly signature: string;
}

if (process.env['WRITE_VECTORS'] === 'true') {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, vector] of Object.entries(await ownVectors(keptChoice()))) {
    writeFileSync(fileOf(name), `${JSON.stringify(vector, undefined, 2)}\n`);
  }
}

function fileOf(name: string): URL {
  return new URL(`${name}.json`, FOLDER);
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(fileOf(name), 'utf8'));
}

function keptChoice(): string | undefined {
  return existsSync(fileOf('sealed-choice'))
    ? (read('sealed-choice') as { sealed: string }).sealed
    : undefined;
}

/** The document's bytes are its canonical form, and the signature is the one that Ed25519 makes of them. */
function expectSigned(one: Omit<Signed, 'document'> & { document?: unknown }): void {
  const bytes = ref.b64(one.encoded);
  const document: unknown = JSON.parse(bytes.toString());
  expect(ref.canonical(document)).toBe(bytes.toString());
  if (one.document !== undefined) expect(document).toEqual(one.document);
  expect(ref.ed25519.publicKey(ref.b64(one.seed))).toBe(one.key);
  expect(ref.ed25519.sign(ref.b64(one.seed), bytes)).toBe(one.signature);
}

describe('our own vectors', () => {
  let made: Promise<Vectors> | undefined;
  const vectors = (): Promise<Vectors> => (made ??= ownVectors(keptChoice()));

  it.each(NAMES)('%s: is what this code makes', async (name) => {
    expect(read(name)).toEqual((await vectors())[name]);
  });

  it('are all of these', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(NAMES.map((name) => `${name}.json`).sort());
  });
});

describe('for another implementation', () => {
  const manifest = read('manifest') as {
    manifest: Record<string, unknown>;
    encoded: string;
    letterDigest: string;
    id: string;
  };
  const digest = ref.b64(manifest.letterDigest);

  it('the manifest has these bytes, this digest, this id', () => {
    expect(ref.canonical(manifest.manifest)).toBe(ref.b64(manifest.encoded).toString());
    expect(ref.sha256(ref.b64(manifest.encoded))).toEqual(digest);
    expect(ref.idOf(digest)).toBe(manifest.id);
  });

  it('everything is about this letter', () => {
    const others = [
      'manifest',
      'proposal',
      'edition',
      'bundle',
      'login',
      'action',
      'named-set',
      'role-table',
    ];
    const names = NAMES.filter((name) => !others.includes(name));
    for (const name of names) {
      const text = JSON.stringify(read(name));
      expect([name, text.includes(manifest.letterDigest)]).toEqual([name, true]);
    }
  });

  it('the words lead to these secrets', () => {
    const { signer, organizers } = read('words') as {
      signer: Record<string, string>;
      organizers: Record<string, string>[];
    };
    const prkOf = (words: string): Buffer =>
      ref.extract('undersigned/words/v1', ref.entropyOf(words, wordlist));
    const prk = prkOf(signer['words']!);
    const input = ref.b64(signer['tokenInput']!);
    const n = ref.toInteger(ref.b64(signer['modulus']!));
    const factor = 1n + (ref.toInteger(ref.expandLabel(prk, 'blind', input, 272)) % (n - 1n));
    const seed = ref.expandLabel(prk, 'signer', digest, 32);
    expect(signer).toMatchObject({
      entropy: ref.text(ref.entropyOf(signer['words']!, wordlist)),
      prk: ref.text(prk),
      seed: ref.text(seed),
      publicKey: ref.ed25519.publicKey(seed),
      holderSecret: ref.text(ref.expandLabel(prk, 'holder', input, 32)),
      salt: ref.text(ref.expandLabel(prk, 'salt', input, 48)),
      blindingFactor: Buffer.from(factor.toString(16).padStart(512, '0'), 'hex').toString('base64url'),
    });
    const nothing = Buffer.alloc(0);
    expect(organizers).toHaveLength(3);
    for (const one of organizers) {
      const signing = ref.expandLabel(prkOf(one['words']!), 'organizer-sign', nothing, 32);
      const sealing = ref.expandLabel(prkOf(one['words']!), 'organizer-seal', nothing, 32);
      expect(one).toMatchObject({
        signingSeed: ref.text(signing),
        signingKey: ref.ed25519.publicKey(signing),
        sealingSecret: ref.text(sealing),
        sealingKey: ref.x25519PublicKey(sealing),
      });
    }
  });

  it('organizers and issuers sign these openings', () => {
    const { openings } = read('opening') as { openings: Signed[] };
    const { countersignings } = read('countersigning') as { countersignings: Signed[] };
    const { organizers, issuers } = manifest.manifest as Record<string, Record<string, string>[]>;
    expect(openings.map((one) => one.key)).toEqual(organizers!.map((one) => one['signingKey']));
    expect(countersignings.map((one) => one.key)).toEqual(issuers!.map((one) => one['identityKey']));
    for (const [field, list] of [
      ['organizer', openings],
      ['issuer', countersignings],
    ] as const) {
      for (const one of list) {
        expectSigned(one);
        expect(JSON.parse(ref.b64(one.encoded).toString())).toEqual({
          format: `undersigned/${field === 'organizer' ? 'opening' : 'countersigning'}/v1`,
          letter: manifest.letterDigest,
          [field]: one.key,
        });
      }
    }
  });

  it('the token is blinded, signed and unblinded to these bytes, and OpenSSL verifies it', () => {
    const { privateKey, ...vector } = read('token') as Record<string, string> & {
      privateKey: { p: string; q: string };
    };
    const bytes = (name: string): Buffer => ref.b64(vector[name]!);
    expect(vector['issuerHost']).toBe(new URL(vector['issuerUrl']!).host);
    expect(vector['originHost']).toBe(new URL(vector['origin']!).host);
    expect(ref.challenge(vector['issuerHost']!, vector['originHost']!, digest)).toEqual(bytes('challenge'));
    expect(ref.sha256(bytes('challenge'))).toEqual(bytes('challengeDigest'));
    expect(ref.sha256(bytes('publicKey'))).toEqual(bytes('nonce'));
    expect(ref.sha256(bytes('spki'))).toEqual(bytes('keyId'));
    const input = Buffer.concat([
      Uint8Array.of(0, 2),
      bytes('nonce'),
      bytes('challengeDigest'),
      bytes('keyId'),
    ]);
    expect(input).toEqual(bytes('tokenInput'));

    const integer = (name: string): bigint => ref.toInteger(bytes(name));
    const [one, two] = [ref.toInteger(ref.b64(privateKey.p)), ref.toInteger(ref.b64(privateKey.q))];
    const [n, r] = [one * two, integer('blindingFactor')];
    expect(ref.toInteger(bytes('spki').subarray(-261, -5))).toBe(n);
    const m = ref.toInteger(ref.emsaPss(input, bytes('salt')));
    expect((m * ref.power(r, 65537n, n)) % n).toBe(integer('blindedMessage'));
    expect(ref.power(integer('blindSignature'), 65537n, n)).toBe(integer('blindedMessage'));
    const token = bytes('token');
    expect(token).toHaveLength(354);
    expect(token.subarray(0, 98)).toEqual(input);
    expect((ref.toInteger(token.subarray(98)) * r) % n).toBe(integer('blindSignature'));
    expect(ref.verifyAuthenticator(bytes('spki'), input, token.subarray(98))).toBe(true);
  });

  it('the certificate is over address and holder', () => {
    const vector = read('identity') as Signed & Record<string, string>;
    expectSigned(vector);
    const holder = ref.sha256(
      'undersigned/holder/v1',
      ref.b64(vector['holderSecret']!),
      ref.b64(vector['publicKey']!),
    );
    expect(ref.text(holder)).toBe(vector['holder']);
    expect(vector.document).toEqual({
      format: 'undersigned/identity/v1',
      letter: manifest.letterDigest,
      address: vector['address'],
      holder: vector['holder'],
    });
  });

  it('statements have these hashes and signatures, this nullifier and this order', () => {
    const vector = read('statement') as {
      seed: string;
      publicKey: string;
      nonce: string;
      nullifier: string;
      lowestRankFirst: (Omit<Signed, 'seed' | 'key'> & { hash: string })[];
    };
    const nonce = ref.sha256(ref.b64(vector.publicKey));
    expect(ref.text(nonce)).toBe(vector.nonce);
    expect(ref.text(ref.sha256('undersigned/nullifier/v1', digest, nonce))).toBe(vector.nullifier);
    for (const one of vector.lowestRankFirst) {
      expectSigned({ ...one, seed: vector.seed, key: vector.publicKey });
      expect(ref.text(ref.sha256(ref.b64(one.encoded)))).toBe(one.hash);
    }
    // sequence, then withdraw, then the smaller hash: as strings that sort as they rank
    const rank = vector.lowestRankFirst.map(({ document, hash }) => {
      const inverted = ref.b64(hash).map((byte) => 255 - byte);
      const sequence = String(document['sequence']).padStart(3, '0');
      return `${sequence} ${document['action'] === 'withdraw' ? 'b' : 'a'} ${Buffer.from(inverted).toString('hex')}`;
    });
    expect(rank).toEqual([...rank].sort());
    expect(new Set(rank).size).toBe(5);
  });

  it.each(['receipt', 'latest', 'login'])('the %s has these bytes and this signature', (name) => {
    const vector = read(name) as Signed;
    expectSigned(vector);
    expect(vector.document['format']).toBe(`undersigned/${name}/v1`);
    const own: Record<string, unknown> = manifest.manifest;
    if (name === 'receipt') expect(vector.key).toBe(own['receiptKey']);
    if (name === 'login') expect(vector.document).toMatchObject({ origin: own['origin'], key: vector.key });
  });

  it('actions have these bytes and signatures', () => {
    const { actions } = read('action') as { actions: Signed[] };
    actions.forEach(expectSigned);
    expect(actions.map((one) => one.document['action'])).toEqual(['close', 'cancel', 'final']);
  });

  it('the sealed choice opens with these secrets, to this choice and this identity', () => {
    const vector = read('sealed-choice') as {
      publicKey: string;
      releaseSecret: string;
      sealingSecrets: string[];
      choice: { condition: number };
      identity: Record<string, string>;
      sealed: string;
      sealedHash: string;
    };
    const sealed = ref.b64(vector.sealed);
    const n = vector.sealingSecrets.length;
    expect(sealed).toHaveLength(1344 + 208 * n);
    expect(ref.text(ref.sha256(sealed))).toBe(vector.sealedHash);
    const info = Buffer.concat([digest, ref.b64(vector.publicKey)]);
    const open = (secret: string, bytes: Uint8Array): Record<string, unknown> => {
      const plain = ref.hpkeOpen(ref.b64(secret), info, bytes).toString();
      expect(ref.canonical(JSON.parse(plain.trimEnd()))).toBe(plain.trimEnd());
      return JSON.parse(plain) as Record<string, unknown>;
    };
    const { serverShare, commitment, ...choice } = open(vector.releaseSecret, sealed.subarray(0, 304));
    expect(choice).toEqual(vector.choice);

    const hashes = sealed.subarray(1344 + 176 * n);
    const shares = vector.sealingSecrets.map((secret, i) => {
      const opened = open(secret, sealed.subarray(1344 + 176 * i, 1344 + 176 * (i + 1)));
      expect(opened['condition']).toBe(vector.choice.condition);
      const share = ref.b64(opened['share'] as string);
      expect(ref.sha256(share)).toEqual(Buffer.from(hashes.subarray(32 * i, 32 * (i + 1))));
      return share;
    });
    const server = ref.b64(serverShare as string);
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [2, 1],
    ] as const) {
      const secret = ref.combine([shares[a]!, shares[b]!]);
      expect(ref.text(ref.sha256(secret, server))).toBe(commitment);
      const prk = ref.extract('', Buffer.concat([secret, server]));
      const key = ref.expandLabel(prk, 'undersigned/name/v1', info, 32);
      const plain = ref.aesGcmOpen('aes-256-gcm', key, Buffer.alloc(12), sealed.subarray(304, 1344));
      expect(plain).toHaveLength(1024);
      expect(JSON.parse(plain.toString())).toEqual(vector.identity);
    }
  });

  it.each(PRIMITIVES)(
    'signatures at the edges have one verdict, by $name and by the rules alone',
    async ({ p }) => {
      const { kinds } = read('ed25519') as { kinds: { kind: string; edges: EdgeVector[] }[] };
      expect(kinds.map(({ kind }) => kind).sort()).toEqual([...SIGNED_KINDS].sort());
      for (const { kind, edges } of kinds) {
        expect(edges.length).toBeGreaterThan(kind === 'statement' ? 30 : 10);
        for (const { what, encoded, key, signature, equation, verdict, enters } of edges) {
          const [by, message, made] = [key, encoded, signature].map(ref.b64) as [Buffer, Buffer, Buffer];
          const signed = { key: by, message, signature: made };
          expect(JSON.parse(message.toString())).toMatchObject({ format: `undersigned/${kind}/v1` });
          expect([what, holdsLeniently(signed), holdsStrictly(signed), entersStrictly(by)]).toEqual([
            ...[what, equation, verdict, enters],
          ]);
          expect([what, await isSignature(p, by, message, made), isTorsionFree(by)]).toEqual([
            ...[what, verdict, enters],
          ]);
        }
      }
    },
  );

  it('proposal and edition have these digests and approvals', () => {
    interface Approved {
      document: Record<string, unknown>;
      encoded: string;
      digest: string;
      approvals: { key: string; signature: string }[];
    }
    const proposal = read('proposal') as Approved & { toBeNamed: string[] };
    const edition = read('edition') as Approved;
    for (const { document, encoded, digest: address, approvals } of [proposal, edition]) {
      expect(ref.canonical(document)).toBe(ref.b64(encoded).toString());
      expect(ref.text(ref.sha256(ref.b64(encoded)))).toBe(address);
      expect(approvals).toHaveLength(2);
      for (const { key, signature } of approvals) {
        expect(ref.ed25519.verify(key, ref.b64(encoded), signature)).toBe(true);
      }
    }
    expect(edition.document['proposal']).toBe(proposal.digest);
    const sorted = proposal.toBeNamed.map(ref.b64).sort((a, b) => a.compare(b));
    expect(ref.text(ref.sha256(...sorted))).toBe(proposal.document['named']);
  });

  it('the bundle has these leaves and this root, and verifies', async () => {
    const { id, leaves, file, inclusion } = read('bundle') as {
      id: string;
      leaves: string[];
      file: string;
      inclusion: { record: Record<string, string>; index: number; proof: string[] };
    };
    const bundle = JSON.parse(file) as Record<string, unknown> & { records: Record<string, string>[] };
    expect(ref.canonical(bundle)).toBe(file);
    expect(bundle.records.map((record) => ref.text(Buffer.from(ref.canonical(record))))).toEqual(leaves);
    const proposal = read('proposal') as { document: { root: string }; encoded: string };
    expect(bundle['proposal']).toBe(proposal.encoded);
    expect(ref.text(ref.merkleRoot(leaves.map(ref.b64)))).toBe(proposal.document.root);
    const nullifiers = bundle.records.map(({ key }) =>
      ref.sha256('undersigned/nullifier/v1', digest, ref.sha256(ref.b64(key!))).toString('hex'),
    );
    expect(nullifiers).toEqual([...nullifiers].sort());
    expect((await verifyBundle(p, Buffer.from(file), id)).count).toBe(12);

    expect(ref.text(Buffer.from(ref.canonical(inclusion.record)))).toBe(leaves[inclusion.index]);
    const path = ref.inclusionPath(leaves.map(ref.b64), inclusion.index);
    expect(path.map(ref.text)).toEqual(inclusion.proof);
  });

  it('those whose conditions hold make these named sets', () => {
    const { cases } = read('named-set') as {
      cases: { candidates: { nullifier: string; condition: number }[]; named: string[]; digest: string }[];
    };
    for (const { candidates, named, digest: expected } of cases) {
      const set = ref.fixpoint(candidates).map(({ nullifier }) => ref.b64(nullifier));
      set.sort((a, b) => a.compare(b));
      expect(set.map(ref.text)).toEqual(named);
      expect(ref.text(ref.sha256(...set))).toBe(expected);
    }
    expect(cases.some(({ named }) => named.length > 2)).toBe(true);
  });

  it('true counts make these tables of roles, and these may follow each other', () => {
    const { tables, pairs } = read('role-table') as {
      tables: { minimumCell: number; counts: number[]; published: (number | null)[] }[];
      pairs: { minimumCell: number; before: number[]; now: number[]; mayRepeat: boolean }[];
    };
    for (const { minimumCell, counts, published } of tables) {
      expect(ref.suppressed(counts, minimumCell)).toEqual(published);
    }
    for (const { minimumCell, before, now, mayRepeat } of pairs) {
      expect(ref.mayRepeat(before, now, minimumCell)).toBe(mayRepeat);
    }
    expect(new Set(pairs.map(({ mayRepeat }) => mayRepeat)).size).toBe(2);
  });

  it('opened identities make these names and proofs', () => {
    interface Member {
      nullifier: string;
      key: string;
      condition: number;
      changed: boolean;
      identity: Record<'address' | 'certificateSignature' | 'holderSecret' | 'name' | 'title', string> & {
        showAddress: boolean;
      };
    }
    const vector = read('released-names') as Record<string, unknown> & {
      identityKey: string;
      members: Member[];
      struck: string[];
      left: { nullifier: string; reason: string }[];
    };
    const isCertified = ({ key, identity }: Member): boolean => {
      const holder = ref.sha256('undersigned/holder/v1', ref.b64(identity.holderSecret), ref.b64(key));
      const certificate = ref.canonical({
        format: 'undersigned/identity/v1',
        letter: manifest.letterDigest,
        address: identity.address,
        holder: ref.text(holder),
      });
      return ref.ed25519.verify(vector.identityKey, Buffer.from(certificate), identity.certificateSignature);
    };
    const proved = vector.members.filter(isCertified);
    const shared = (address: string): boolean =>
      proved.filter(({ identity }) => identity.address === address).length > 1;
    const eligible = proved.filter(
      ({ nullifier, changed, identity }) =>
        !changed && !shared(identity.address) && !vector.struck.includes(nullifier),
    );
    const named = ref.fixpoint(eligible).sort((a, b) => ref.b64(a.nullifier).compare(ref.b64(b.nullifier)));
    expect(named.length).toBeGreaterThan(1);
    expect(named.length).toBeLessThan(eligible.length);
    expect(vector['names']).toEqual(
      named.map(({ nullifier, identity: { name, title, showAddress, address } }) => ({
        nullifier,
        name,
        title: title === '' ? null : title,
        address: showAddress ? address : null,
      })),
    );
    expect(vector['proofs']).toEqual(
      named
        .filter(({ identity }) => identity.showAddress)
        .map(({ nullifier, identity }) => ({
          nullifier,
          issuer: 0,
          address: identity.address,
          holderSecret: identity.holderSecret,
          certificate: identity.certificateSignature,
        })),
    );
    expect(vector['strikes']).toBe(1);
    const reasons = ['changed', 'condition', 'repeated', 'struck', 'uncertified'];
    expect([...new Set(vector.left.map(({ reason }) => reason))].sort()).toEqual(reasons);
  });
});
