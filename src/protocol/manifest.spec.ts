import { beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { createHash } from 'node:crypto';
import { TORSION } from '../../test/support/edges.js';
import { LETTER_TEXT, TRANSLATION } from '../../test/support/letter-text.js';
import { later, makeLetter, type TestLetter } from '../../test/support/letters.js';
import { refused, refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { canonicalBytes } from './canonical-json.js';
import { fromBase64url, toBase64url } from './codec.js';
import {
  decodeManifest,
  encodeManifest,
  isLetterId,
  keyIdOf,
  letterDigest,
  letterId,
  type Manifest,
  MAX_MANIFEST_BYTES,
} from './manifest.js';
import { checkManifestPolicy } from './manifest-rules.js';

let letter: TestLetter;
/** Two workplaces, two issuers each, both required. */
let wide: TestLetter;

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 2 });
  wide = await makeLetter({ workplaces: 2, issuersEach: 2, issuersRequired: 2 });
});

type Change = (manifest: Manifest) => unknown;

/** A copy of a manifest with one thing changed. */
function changed(from: TestLetter, change: Change): Manifest {
  const copy = structuredClone(from.manifest);
  change(copy);
  return copy;
}

/** Somebody's Ed25519 key. */
const OTHER_KEY = 'KgKUp9hDH5ZeRco0tXPzKMnDRuaZyvbcXKtqEuVO0Y8';

/** That key and a point of order 8. */
const MIXED_KEY = toBase64url(
  ed25519.Point.fromHex(Buffer.from(OTHER_KEY, 'base64url').toString('hex')).add(TORSION).toBytes(),
);

const key = (fill: number): string => toBase64url(new Uint8Array(32).fill(fill));

describe('a valid manifest', () => {
  it('is read as it was written', () => {
    for (const { manifest, encoded } of [letter, wide]) {
      expect(decodeManifest(encoded)).toEqual(manifest);
      expect(encodeManifest(decodeManifest(encoded))).toEqual(encoded);
    }
  });

  it('may carry everything that is optional', () => {
    const full = changed(letter, (m) => {
      m.translations = [TRANSLATION, { ...TRANSLATION, language: 'pt-BR' }];
      m.supersedes = key(7);
      m.pressContact = 'The press office of the organizers, through the editor';
      m.signsFrom = later(m.opensAt, 3600);
      m.signing = 'later';
      m.roles = [];
      m.nameConditions = [];
      m.workplaces = m.workplaces.map((one) => ({ ...one, headcount: null }));
      m.issuers[0]!.method = 'voucher';
      m.issuers[1]!.method = 'oidc';
    });
    expect(decodeManifest(encodeManifest(full))).toEqual(full);
  });

  it('is taken to its bounds', () => {
    const bounds: Change[] = [
      (m) => (m.threshold = m.minimumCell),
      (m) => (m.approvals = m.organizers.length),
      (m) => (m.signsFrom = m.opensAt),
      (m) => (m.signsFrom = later(m.closesAt, -m.epochSeconds)),
      (m) => (m.closesAt = later(m.opensAt, m.epochSeconds)),
      (m) => (m.releaseBy = later(m.closesAt, 1)),
      (m) => (m.letter.summary = '\u{1f600}'.repeat(140)),
      (m) => (m.letter.body = 'a'.repeat(200_000)),
      (m) => (m.roles = ['é'.repeat(44)]),
      (m) => (m.origin = 'http://127.0.0.1:3000'),
      (m) => (m.origin = 'https://letters.example'),
      (m) => (m.origin = 'http://localhost:3000'),
      (m) => (m.origin = `http://${'a2'.repeat(28)}.onion`),
      (m) => (m.origin = 'http://[::1]:3000'),
      (m) => (m.issuers[0]!.url = 'https://xn--mhle-0ra.example:8443'),
    ];
    for (const change of bounds)
      expect(decodeManifest(encodeManifest(changed(letter, change)))).toBeDefined();
  });
});

describe('digest and id', () => {
  it('are SHA-256 of the bytes, and the first 32 characters of its base32', () => {
    expect(Buffer.from(letter.digest)).toEqual(createHash('sha256').update(letter.encoded).digest());
    expect(letter.id).toMatch(/^[a-z2-7]{32}$/);
    expect(letterId(letterDigest(p, letter.encoded))).toBe(letter.id);
  });

  it('are the same for the same manifest, whatever the order of its keys', () => {
    const turned = Object.fromEntries(Object.entries(letter.manifest).reverse()) as Manifest;
    expect(letterDigest(p, encodeManifest(turned))).toEqual(letter.digest);
  });

  it('differ as soon as one character or one term does', () => {
    const changes: Change[] = [
      (m) => (m.letter.body += '.'),
      (m) => (m.threshold += 1),
      (m) => (m.pressContact = 'x'),
      (m) => (m.workplaces[0]!.domains = ['larkspur.example']),
      (m) => (m.receiptKey = OTHER_KEY),
    ];
    const ids = changes.map((change) => letterId(letterDigest(p, encodeManifest(changed(letter, change)))));
    expect(new Set([letter.id, ...ids]).size).toBe(changes.length + 1);
  });

  it('are told from what isn’t an id by their form', () => {
    expect(isLetterId(letter.id)).toBe(true);
    for (const other of [
      letter.id.slice(1),
      `${letter.id}a`,
      letter.id.toUpperCase(),
      `${letter.id.slice(1)}1`,
      `${letter.id}\n`,
    ]) {
      expect(isLetterId(other)).toBe(false);
    }
  });

  it('beside them: the key id of RFC 9578', () => {
    const spki = Buffer.from(letter.manifest.issuers[0]!.key, 'base64url');
    expect(Buffer.from(keyIdOf(p, letter.manifest.issuers[0]!))).toEqual(
      createHash('sha256').update(spki).digest(),
    );
  });
});

describe('a rule that is broken', () => {
  const rules: [string, string, Change][] = [
    ['a translation in the language of the letter', 'translations', (m) => (m.translations = [LETTER_TEXT])],
    [
      'two translations into one language, told apart by case',
      'translations',
      (m) => (m.translations = [TRANSLATION, { ...TRANSLATION, language: 'es' }]),
    ],
    [
      'a language that differs by case only',
      'translations',
      (m) => (m.translations = [{ ...LETTER_TEXT, language: 'en-us' }]),
    ],
    ['two workplaces with one id', 'workplaces', (m) => (m.workplaces[1]!.id = m.workplaces[0]!.id)],
    [
      'two workplaces with one domain',
      'workplaces',
      (m) => m.workplaces[1]!.domains.push(m.workplaces[0]!.domains[1]!),
    ],
    ['a domain twice', 'workplaces', (m) => m.workplaces[0]!.domains.push(m.workplaces[0]!.domains[0]!)],
    ['an issuer of no workplace', 'issuers[1]', (m) => (m.issuers[1]!.workplace = 'elsewhere')],
    [
      'an issuer key in the general RSA form',
      'issuers[0].key',
      (m) => (m.issuers[0]!.key = toBase64url(new Uint8Array(294).fill(48))),
    ],
    [
      'an issuer key of another exponent',
      'issuers[0].key',
      (m) => {
        const spki = fromBase64url(m.issuers[0]!.key);
        spki[spki.length - 1] = 3;
        m.issuers[0]!.key = toBase64url(spki);
      },
    ],
    [
      'an issuer key with a byte behind it',
      'issuers[1].key',
      (m) => (m.issuers[1]!.key = toBase64url(Uint8Array.of(...fromBase64url(m.issuers[1]!.key), 0))),
    ],
    ['a workplace without an issuer', 'issuers', (m) => m.issuers.pop()],
    ['more issuers required than a workplace has', 'issuers', (m) => (m.issuersRequired = 2)],
    ['a close at the opening', 'closesAt', (m) => (m.closesAt = m.opensAt)],
    ['a close before the opening', 'closesAt', (m) => (m.closesAt = later(m.opensAt, -m.epochSeconds))],
    ['a close within an epoch', 'closesAt', (m) => (m.closesAt = later(m.closesAt, 1))],
    ['a release date at the close', 'releaseBy', (m) => (m.releaseBy = m.closesAt)],
    ['signing before the opening', 'signsFrom', (m) => (m.signsFrom = later(m.opensAt, -m.epochSeconds))],
    ['signing from the close on', 'signsFrom', (m) => (m.signsFrom = m.closesAt)],
    ['signing from within an epoch', 'signsFrom', (m) => (m.signsFrom = later(m.opensAt, 1))],
    ['a threshold under the least cell', 'threshold', (m) => (m.threshold = m.minimumCell - 1)],
    ['more approvals than organizers', 'approvals', (m) => (m.approvals = m.organizers.length + 1)],
    ['a role twice', 'roles', (m) => (m.roles = ['Engineer', 'Designer', 'Engineer'])],
    ['a role that no choice has room for', 'roles', (m) => (m.roles = ['Engineer', `${'é'.repeat(44)}x`])],
    ['a role that takes more room in JSON', 'roles', (m) => (m.roles = ['"'.repeat(45)])],
    ['conditions out of order', 'nameConditions', (m) => (m.nameConditions = [50, 10])],
    ['a condition twice', 'nameConditions', (m) => (m.nameConditions = [10, 10])],
    [
      'two organizers with one label, told apart by case',
      'organizers',
      (m) => (m.organizers[1]!.label = m.organizers[0]!.label.toUpperCase()),
    ],
    [
      'two organizers with one signing key',
      'organizers',
      (m) => (m.organizers[1]!.signingKey = m.organizers[0]!.signingKey),
    ],
    [
      'two organizers with one sealing key',
      'organizers',
      (m) => (m.organizers[1]!.sealingKey = m.organizers[0]!.sealingKey),
    ],
    [
      'an organizer with the key of an issuer',
      'organizers',
      (m) => (m.organizers[0]!.signingKey = m.issuers[1]!.identityKey),
    ],
    [
      'a receipt key that is an organizer’s',
      'organizers',
      (m) => (m.receiptKey = m.organizers[2]!.signingKey),
    ],
    ['a receipt key that is an issuer’s', 'organizers', (m) => (m.receiptKey = m.issuers[0]!.identityKey)],
    [
      'a release key that is an organizer’s',
      'organizers',
      (m) => (m.releaseKey = m.organizers[0]!.sealingKey),
    ],
    ['two issuers with one RSA key', 'issuers', (m) => (m.issuers[1]!.key = m.issuers[0]!.key)],
    ['a signing key of zeros', 'organizers', (m) => (m.organizers[1]!.signingKey = key(0))],
    ['a sealing key of zeros', 'organizers', (m) => (m.organizers[1]!.sealingKey = key(0))],
    ['an identity key of zeros', 'organizers', (m) => (m.issuers[0]!.identityKey = key(0))],
    ['a receipt key of zeros', 'organizers', (m) => (m.receiptKey = key(0))],
    ['a release key of zeros', 'organizers', (m) => (m.releaseKey = key(0))],
    ['a signing key of mixed order', 'organizers', (m) => (m.organizers[1]!.signingKey = MIXED_KEY)],
    ['an identity key of mixed order', 'organizers', (m) => (m.issuers[0]!.identityKey = MIXED_KEY)],
    ['a receipt key of mixed order', 'organizers', (m) => (m.receiptKey = MIXED_KEY)],
    ['a signing key that is no point', 'organizers', (m) => (m.organizers[1]!.signingKey = key(2))],
    ['a sealing key written otherwise', 'organizers', (m) => (m.organizers[1]!.sealingKey = key(0xff))],
  ];

  it.each(rules)('%s: is refused at %s, when written and when read', async (_, place, change) => {
    const broken = changed(letter, change);
    expect(await refusedWith(() => encodeManifest(broken))).toBe(`invalid_manifest at ${place}`);
    expect(await refusedWith(() => decodeManifest(canonicalBytes(broken)))).toBe(
      `invalid_manifest at ${place}`,
    );
  });

  it('two disjoint sets of issuers that could vouch for one person: is refused', async () => {
    expect(await refusedWith(() => encodeManifest(changed(wide, (m) => (m.issuersRequired = 1))))).toBe(
      'invalid_manifest at issuersRequired',
    );
  });

  it('three issuers, two required: is none', async () => {
    await expect(makeLetter({ workplaces: 2, issuersEach: 3, issuersRequired: 2 })).resolves.toBeDefined();
    const twoOfFour = { workplaces: 1, issuersEach: 4, issuersRequired: 2 };
    expect(await refusedWith(() => makeLetter(twoOfFour))).toBe('invalid_manifest at issuersRequired');
  });

  it('is told in a sentence that says what to change', async () => {
    const { message } = await refused(() => encodeManifest(changed(letter, (m) => (m.closesAt = m.opensAt))));
    expect(message).toBe('closesAt must be after opensAt.');
  });
});

describe('words that a letter may not hold', () => {
  const unseen = 'We\u200b ask';
  it.each<[string, Change]>([
    ['letter.title:1:3', (m) => (m.letter.title = unseen)],
    ['letter.addressee:1:3', (m) => (m.letter.addressee = unseen)],
    ['letter.summary:1:3', (m) => (m.letter.summary = unseen)],
    ['letter.body:3:3', (m) => (m.letter.body = `We\n\n${unseen}`)],
    ['letter.body:1:4', (m) => (m.letter.body = 'We *ask')],
    ['translations[0].title:1:3', (m) => (m.translations = [{ ...TRANSLATION, title: unseen }])],
    ['translations[0].body:1:1', (m) => (m.translations = [{ ...TRANSLATION, body: '### We' }])],
    ['occasion:1:3', (m) => (m.occasion = unseen)],
    ['pressContact:1:3', (m) => (m.pressContact = unseen)],
    ['workplaces[1].name:1:3', (m) => (m.workplaces[1]!.name = unseen)],
    ['issuers[0].name:1:3', (m) => (m.issuers[0]!.name = unseen)],
    ['organizers[2].label:1:2', (m) => (m.organizers[2]!.label = 'C  leo')],
    ['roles[1]:1:3', (m) => (m.roles = ['Engineer', unseen])],
  ])('are refused, written and read: %s', (place, change) => {
    const refused = expect.objectContaining({ code: 'invalid_manifest', place });
    expect(() => encodeManifest(changed(letter, change))).toThrow(refused);
    expect(() => decodeManifest(canonicalBytes(changed(letter, change)))).toThrow(refused);
  });
});

describe('a form that is broken', () => {
  const forms: [string, Change][] = [
    ['format', (m) => ((m as { format: unknown }).format = undefined)],
    ['origin', (m) => (m.origin = 'https://letters.example/')],
    ['origin', (m) => (m.origin = 'https://letters.example/path')],
    ['origin', (m) => (m.origin = 'https://Letters.example')],
    ['origin', (m) => (m.origin = 'https://user@letters.example')],
    ['origin', (m) => (m.origin = 'https://letters.example:443')],
    ['origin', (m) => (m.origin = 'https://mühle.example')],
    ['origin', (m) => (m.origin = 'https://*')],
    ['origin', (m) => (m.origin = 'https://*.example')],
    ['origin', (m) => (m.origin = 'https://a;b.example')],
    ['origin', (m) => (m.origin = "https://'self'")],
    ['origin', (m) => (m.origin = 'https://a,b.example')],
    ['origin', (m) => (m.origin = 'https://letters.example:*')],
    ['origin', (m) => (m.origin = 'https://letters.example\n')],
    ['origin', (m) => (m.origin = 'ftp://letters.example')],
    ['origin', (m) => (m.origin = 'letters.example')],
    ['letter.title', (m) => (m.letter.title = '')],
    ['letter.title', (m) => (m.letter.title = 'a'.repeat(201))],
    ['letter.addressee', (m) => (m.letter.addressee = 'a\nb')],
    ['letter.summary', (m) => (m.letter.summary = 'a'.repeat(141))],
    ['letter.summary', (m) => (m.letter.summary = '\u{1f600}'.repeat(141))],
    ['letter.body', (m) => (m.letter.body = 'a'.repeat(200_001))],
    ['letter.body', (m) => (m.letter.body = 'a\u202eb')],
    ['letter.language', (m) => (m.letter.language = 'EN')],
    [
      'translations',
      (m) =>
        (m.translations = Array.from({ length: 21 }, (_, i) => ({
          ...TRANSLATION,
          language: `x${String.fromCharCode(97 + i)}`,
        }))),
    ],
    ['occasion', (m) => (m.occasion = '')],
    ['timeZone', (m) => (m.timeZone = 'Europe Berlin')],
    ['pressContact', (m) => (m.pressContact = 'a'.repeat(501))],
    ['supersedes', (m) => (m.supersedes = 'QQ')],
    ['workplaces', (m) => (m.workplaces = [])],
    ['workplaces[0].id', (m) => (m.workplaces[0]!.id = '-a')],
    ['workplaces[0].id', (m) => (m.workplaces[0]!.id = 'a'.repeat(33))],
    ['workplaces[0].name', (m) => (m.workplaces[0]!.name = ' a')],
    ['workplaces[0].domains', (m) => (m.workplaces[0]!.domains = [])],
    ['workplaces[0].domains[0]', (m) => (m.workplaces[0]!.domains = ['Larkspur.example'])],
    ['workplaces[0].domains[0]', (m) => (m.workplaces[0]!.domains = ['mühle.example'])],
    ['workplaces[0].domains[0]', (m) => (m.workplaces[0]!.domains = ['example'])],
    ['workplaces[0].domains[0]', (m) => (m.workplaces[0]!.domains = ['*.larkspur.example'])],
    ['workplaces[0].domains[0]', (m) => (m.workplaces[0]!.domains = ['larkspur.example.'])],
    ['workplaces[0].domains[0]', (m) => (m.workplaces[0]!.domains = ['192.168.0.1'])],
    ['workplaces[0].domains[0]', (m) => (m.workplaces[0]!.domains = [`${'a'.repeat(64)}.example`])],
    ['workplaces[0].mailbox.dots', (m) => ((m.workplaces[0]!.mailbox as { dots: unknown }).dots = true)],
    ['workplaces[0].headcount', (m) => (m.workplaces[0]!.headcount = 0)],
    ['issuers', (m) => (m.issuers = [])],
    ['issuers[0].method', (m) => ((m.issuers[0] as { method: unknown }).method = 'sms')],
    ['issuers[0].url', (m) => (m.issuers[0]!.url = 'https://issuer.example/')],
    ['issuers[0].url', (m) => (m.issuers[0]!.url = 'https://*')],
    ['issuers[0].url', (m) => (m.issuers[0]!.url = 'https://a;b.example')],
    ['issuers[1].identityKey', (m) => (m.issuers[1]!.identityKey = `${key(3)}A`)],
    ['issuersRequired', (m) => (m.issuersRequired = 0)],
    ['threshold', (m) => (m.threshold = 1_000_001)],
    ['threshold', (m) => (m.threshold = 10.5)],
    ['opensAt', (m) => (m.opensAt = '2018-06-25T16:00:00.000Z')],
    ['signsFrom', (m) => (m.signsFrom = '2018-06-26')],
    ['closesAt', (m) => (m.closesAt = '2018-07-09T18:00:00+02:00')],
    ['releaseBy', (m) => (m.releaseBy = '2018-02-30T00:00:00Z')],
    ['epochSeconds', (m) => (m.epochSeconds = 0)],
    ['epochSeconds', (m) => (m.epochSeconds = 86_401)],
    ['countStep', (m) => (m.countStep = 0)],
    ['minimumCell', (m) => (m.minimumCell = 0)],
    ['signing', (m) => ((m as { signing: unknown }).signing = 'never')],
    ['roles[1]', (m) => (m.roles = ['Engineer', ''])],
    ['nameConditions[0]', (m) => (m.nameConditions = [0])],
    ['organizers', (m) => (m.organizers = m.organizers.slice(0, 1))],
    ['organizers[0].label', (m) => (m.organizers[0]!.label = 'Zoë')],
    ['organizers[2].signingKey', (m) => (m.organizers[2]!.signingKey = key(1).slice(1))],
    ['approvals', (m) => (m.approvals = 1)],
    ['releaseKey', (m) => (m.releaseKey = `${key(1)}=`)],
    ['sealing', (m) => ((m as { sealing: unknown }).sealing = 'X-Wing')],
  ];

  it.each(forms)('is refused at %s', async (place, change) => {
    const broken = canonicalBytes(changed(letter, change));
    expect(await refusedWith(() => decodeManifest(broken))).toBe(`malformed at manifest.${place}`);
  });

  it.each(forms)('isn’t written at %s either', async (_, change) => {
    const { code } = await refused(() => encodeManifest(changed(letter, change)));
    expect(['malformed', 'invalid_manifest']).toContain(code);
  });

  it('is refused before it is read when it is over 512 KiB', async () => {
    const long = changed(letter, (m) => {
      m.translations = ['fr', 'de', 'it'].map((language) => ({
        ...TRANSLATION,
        language,
        body: 'a'.repeat(199_000),
      }));
    });
    const encoded = canonicalBytes(long);
    expect(encoded.length).toBeGreaterThan(MAX_MANIFEST_BYTES);
    expect(await refusedWith(() => decodeManifest(encoded))).toBe('too_large at manifest');
    expect(await refusedWith(() => encodeManifest(long))).toBe('too_large at manifest');
  });
});

describe('the policy of an operator', () => {
  it('takes a full-size letter anywhere, and a small one only where small letters are allowed', async () => {
    const full = changed(letter, (m) => {
      m.minimumCell = 10;
      m.threshold = 10;
      m.epochSeconds = 600;
    });
    expect(() => {
      checkManifestPolicy(full, { smallLetters: false });
      checkManifestPolicy(letter.manifest, { smallLetters: true });
    }).not.toThrow();
    const smallCell = { ...full, minimumCell: 9 };
    const shortEpoch = { ...full, epochSeconds: 599 };
    expect(await refusedWith(() => checkManifestPolicy(smallCell, { smallLetters: false }))).toBe(
      'invalid_manifest at minimumCell',
    );
    expect(await refusedWith(() => checkManifestPolicy(shortEpoch, { smallLetters: false }))).toBe(
      'invalid_manifest at epochSeconds',
    );
  });
});
