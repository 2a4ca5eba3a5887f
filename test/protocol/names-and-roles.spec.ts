// What an edition says beyond the count, signed by t organizers from end to end: names, their proofs, the table of roles.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import type { Bundle } from '../../src/protocol/bundle.js';
import { toBase64url } from '../../src/protocol/codec.js';
import type { EditionName, RoleCount } from '../../src/protocol/edition.js';
import type { ProtocolError } from '../../src/protocol/errors.js';
import { sortByNullifier } from '../../src/protocol/named-set.js';
import { namedDigest } from '../../src/protocol/proposal.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { makeBundle, makeRecord, type TestRecord } from '../support/bundles.js';
import {
  certify,
  makeLetter,
  makeSigner,
  makeSigners,
  type TestLetter,
  type TestSigner,
} from '../support/letters.js';
import { refusedWith } from '../support/refused.js';

type Proof = Bundle['names'][number];

let letter: TestLetter;
let signers: TestSigner[];
let records: TestRecord[];
let ada: EditionName;
let bert: EditionName;
let adasProof: Proof;
let bertsProof: Proof;

beforeAll(async () => {
  letter = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 10 });
  signers = await makeSigners(letter, 12);
  records = await Promise.all(signers.map((signer) => makeRecord(letter, signer)));
  ada = {
    nullifier: nullifier(0),
    name: 'Ada Quist',
    title: 'Engineer',
    address: 'ada.quist@larkspur.example',
  };
  bert = {
    nullifier: nullifier(1),
    name: 'Bert Oyelaran',
    title: null,
    address: 'bertoyelaran@tidewater.example',
  };
  [adasProof, bertsProof] = [await proofOf(0, ada.address!), await proofOf(1, bert.address!)];
});

const nullifier = (index: number): string => toBase64url(records[index]!.nullifier);

async function proofOf(index: number, address: string, by = letter): Promise<Proof> {
  const { issuer, holderSecret, certificate } = await certify(by, signers[index]!, address);
  return {
    nullifier: nullifier(index),
    issuer,
    address,
    holderSecret: toBase64url(holderSecret),
    certificate: toBase64url(certificate),
  };
}

/** The names and proofs in the order of their nullifiers, whoever comes first. */
async function inOrder(names: EditionName[], proofs: Proof[], roles: RoleCount[] = []) {
  return verified(sortByNullifier(names), sortByNullifier(proofs), roles);
}

async function verified(
  names: EditionName[],
  proofs: Proof[],
  roles: RoleCount[] = [],
  named = names.length > 0,
  struck = 0,
) {
  const { file } = await makeBundle({
    letter,
    records,
    proposal: { named: namedDigest(p, named ? records.slice(0, 2).map((one) => one.nullifier) : []) },
    edition: { names, roles, struck },
    names: proofs,
  });
  return verifyBundle(p, file, letter.id);
}

const said = (names: EditionName[], proofs: Proof[] = []): Promise<string> =>
  refusedWith(() => verified(names, proofs));
const unproved = (name: EditionName): EditionName => ({ ...name, address: null });

describe('names', () => {
  it('are shown with addresses and their proofs, or on the organizers’ word', async () => {
    const both = sortByNullifier([ada, bert]);
    expect((await inOrder([ada, bert], [adasProof, bertsProof])).edition.names).toEqual(both);
    expect((await inOrder([ada, unproved(bert)], [adasProof])).edition.names).toHaveLength(2);
    expect((await inOrder([unproved(ada), bert], [bertsProof])).edition.names).toHaveLength(2);
    expect((await inOrder([unproved(ada)], [])).edition.names).toHaveLength(1);
    expect((await verified([], [], [], true)).edition.names).toEqual([]);
  });

  it('stand in the order of their nullifiers', async () => {
    const [first, last] = sortByNullifier([unproved(ada), unproved(bert)]) as [EditionName, EditionName];
    expect((await verified([first, last], [])).edition.names).toEqual([first, last]);
    expect(await said([last, first])).toBe('invalid_name at edition.names');
    const proofs = sortByNullifier([adasProof, bertsProof]).toReversed();
    expect(await said(sortByNullifier([ada, bert]).toReversed(), proofs)).toBe(
      'invalid_name at edition.names',
    );
  });

  it('are as many as the least that could be asked for, and none where nothing could', async () => {
    const told = async (nameConditions: number[], names: number, struck = 0): Promise<string> => {
      const of = await makeLetter({ minimumCell: 3, overrides: { nameConditions } });
      const made = await Promise.all((await makeSigners(of, 5)).map((signer) => makeRecord(of, signer)));
      const { file } = await makeBundle({
        letter: of,
        records: made,
        proposal: {
          named: namedDigest(
            p,
            made.map((one) => one.nullifier),
          ),
        },
        edition: {
          names: sortByNullifier(
            made.slice(0, names).map((one, i) => ({
              nullifier: toBase64url(one.nullifier),
              name: `Signer ${i}`,
              title: null,
              address: null,
            })),
          ),
          struck,
        },
      });
      return verifyBundle(p, file, of.id).then(
        () => 'valid',
        (error: unknown) => {
          const { code, place } = error as ProtocolError;
          return `${code} at ${place ?? ''}`;
        },
      );
    };
    expect(await told([3, 5], 3)).toBe('valid');
    expect(await told([3, 5], 5)).toBe('valid');
    expect(await told([3, 5], 0)).toBe('valid');
    expect(await told([3, 5], 2)).toBe('invalid_name at edition.names');
    expect(await told([1], 1)).toBe('valid');
    expect(await told([], 0)).toBe('valid');
    expect(await told([], 5)).toBe('invalid_name at edition.names');
    expect(await told([], 0, 1)).toBe('invalid_name at edition.struck');
  });

  it('are struck only where some are named, and not more than could be', async () => {
    expect((await verified([unproved(ada)], [], [], true, 1)).edition.struck).toBe(1);
    expect((await verified([], [], [], true, 2)).edition.struck).toBe(2);
    expect((await verified([unproved(ada)], [], [], true, 11)).edition.struck).toBe(11);
    const refused = (...args: Parameters<typeof verified>) => refusedWith(() => verified(...args));
    expect(await refused([unproved(ada)], [], [], true, 12)).toBe('invalid_name at edition.struck');
    expect(await refused([], [], [], false, 1)).toBe('invalid_name at edition.struck');
  });

  it('prove nothing together with what belongs to somebody else', async () => {
    const swapped = [
      { ...adasProof, nullifier: bertsProof.nullifier },
      { ...bertsProof, nullifier: adasProof.nullifier },
    ];
    expect(await said(sortByNullifier([ada, bert]), sortByNullifier(swapped))).toBe(
      'invalid_name at names[0]',
    );
  });

  it('belong to a signature of the bundle', async () => {
    const ghost = await makeRecord(letter, await makeSigner(letter, 'ghost'));
    const name = { ...unproved(ada), nullifier: toBase64url(ghost.nullifier) };
    expect(await said([name])).toBe('invalid_name at edition.names[0]');
    expect(await said([unproved(bert), name])).toBe('invalid_name at edition.names[1]');
  });

  it('stand once for each signature, and each address once', async () => {
    expect(await said([unproved(ada), { ...unproved(ada), name: 'Ada Q.' }])).toBe(
      'invalid_name at edition.names',
    );
    const again = { ...bert, address: ada.address };
    const proof = await proofOf(1, ada.address!);
    expect(await said(sortByNullifier([ada, again]), sortByNullifier([adasProof, proof]))).toBe(
      'invalid_name at edition.names',
    );
  });

  it('are none where the proposal named nobody', async () => {
    expect(await refusedWith(() => verified([unproved(ada)], [], [], false))).toBe(
      'invalid_name at edition.names',
    );
  });
});

describe('proofs', () => {
  it('are those of the addresses shown, one for each, in their order', async () => {
    const [both, theirs] = [sortByNullifier([ada, bert]), sortByNullifier([adasProof, bertsProof])];
    const wrong: [EditionName[], Proof[]][] = [
      [both, []],
      [both, [adasProof]],
      [both, theirs.toReversed()],
      [both, [adasProof, adasProof]],
      [sortByNullifier([ada, unproved(bert)]), theirs],
      [[unproved(ada)], [adasProof]],
      [[], [adasProof]],
      [[ada], [{ ...adasProof, nullifier: nullifier(1) }]],
      [[ada], [{ ...adasProof, nullifier: nullifier(5) }]],
    ];
    for (const [names, proofs] of wrong) expect(await said(names, proofs)).toBe('invalid_name at names');
  });

  it('prove that address', async () => {
    const other = await proofOf(0, 'ada@larkspur.example');
    expect(await said([ada], [other])).toBe('invalid_name at names[0]');
    expect(await said([ada], [{ ...other, address: ada.address! }])).toBe('invalid_certificate');
    expect(await said([{ ...ada, address: 'ada@larkspur.example' }], [adasProof])).toBe(
      'invalid_name at names[0]',
    );
  });

  it('are bound to the signer’s key by her holder secret', async () => {
    const foreign = await certify(letter, signers[2]!, ada.address!);
    const holderSecret = toBase64url(foreign.holderSecret);
    const certificate = toBase64url(foreign.certificate);
    // somebody else's certificate for the address, with and without her secret
    expect(await said([ada], [{ ...adasProof, certificate }])).toBe('invalid_certificate');
    expect(await said([ada], [{ ...adasProof, certificate, holderSecret }])).toBe('invalid_certificate');
    expect(await said([ada], [{ ...adasProof, holderSecret }])).toBe('invalid_certificate');
  });

  it('are by an issuer of that signature, under its identity key', async () => {
    expect(await said([ada], [{ ...adasProof, issuer: 1 }])).toBe('invalid_name at names[0]');
    expect(await said([ada], [{ ...adasProof, issuer: 2 }])).toBe('invalid_name at names[0]');
    const turned = { ...letter, issuers: letter.issuers.toReversed() };
    expect(await said([ada], [await proofOf(0, ada.address!, turned)])).toBe('invalid_certificate');
  });

  it('are by an issuer of that signature, not by another of its workplace', async () => {
    const two = await makeLetter({ issuersEach: 3, issuersRequired: 2, threshold: 3 });
    const three = await Promise.all(['a', 'b', 'c'].map((name) => makeSigner(two, name, [0, 1])));
    const made = await Promise.all(three.map((signer) => makeRecord(two, signer)));
    const name = { ...ada, nullifier: toBase64url(made[0]!.nullifier) };
    const bundleBy = async (issuer: number): Promise<Uint8Array> => {
      const held = await certify(two, { ...three[0]!, issuers: [issuer] }, ada.address!);
      const { file } = await makeBundle({
        letter: two,
        records: made,
        proposal: { named: namedDigest(p, [made[0]!.nullifier]) },
        edition: { names: [name] },
        names: [
          {
            nullifier: name.nullifier,
            issuer,
            address: ada.address!,
            holderSecret: toBase64url(held.holderSecret),
            certificate: toBase64url(held.certificate),
          },
        ],
      });
      return file;
    };
    for (const issuer of [0, 1]) {
      expect((await verifyBundle(p, await bundleBy(issuer), two.id)).edition.names).toEqual([name]);
    }
    const third = await bundleBy(2);
    expect(await refusedWith(() => verifyBundle(p, third, two.id))).toBe('invalid_name at names[0]');
  });

  it('are of this letter', async () => {
    const other = await makeLetter({ workplaces: 2, minimumCell: 3, threshold: 11 });
    expect(await said([ada], [await proofOf(0, ada.address!, other)])).toBe('invalid_certificate');
  });

  it.each([
    ['of another workplace', 'ada@tidewater.example'],
    ['of no workplace', 'ada@evil.example'],
    ['in another form than its canonical one', 'Ada.Quist@larkspur.example'],
    ['with an alias', 'ada+1@larkspur.example'],
    ['that is none', 'ada'],
  ])('don’t prove an address %s, even if the issuer certified it', async (_, address) => {
    const proof = await proofOf(0, address);
    expect(await said([{ ...ada, address }], [proof])).toBe('invalid_name at names[0]');
  });

  it('don’t prove an address with dots where they don’t matter', async () => {
    const address = 'bert.oyelaran@tidewater.example';
    expect(await said([{ ...bert, address }], [await proofOf(1, address)])).toBe('invalid_name at names[0]');
  });
});

describe('the table of roles', () => {
  const row = (workplace: string, role: string | null, count: number | null): RoleCount => ({
    workplace,
    role,
    count,
  });
  const roles = (...rows: RoleCount[]): Promise<unknown> => verified([], [], rows);

  const table = (...counts: (number | null)[]): RoleCount[] =>
    ['larkspur', 'tidewater'].flatMap((workplace, i) =>
      ['Engineer', 'Designer', null].map((role, j) => row(workplace, role, counts[3 * i + j] ?? null)),
    );
  const [, ...rest] = table(3, null, null);

  // Six signed in each of the two workplaces, and the least cell is three.
  it.each([
    ['nothing', []],
    ['only suppressed groups', table(null, null, null, null, null, null)],
    ['one that shows, beside two that are large enough together', table(3, null, null, null, null, null)],
    ['any of them', table(null, null, 3, null, 3, null)],
  ])('may hold %s', async (_, rows) => {
    await expect(roles(...rows)).resolves.toMatchObject({ edition: { roles: rows } });
  });

  it.each([
    ['a workplace that the letter doesn’t have', [row('elsewhere', 'Engineer', 3), ...rest]],
    ['a role that isn’t on the menu', [row('larkspur', 'Manager', 3), ...rest]],
    ['a group twice', [row('larkspur', 'Engineer', 3), ...table(3, null, null)]],
    ['a group less', rest],
    ['one workplace only', table(3, null, null).slice(0, 3)],
    ['its groups in another order', table(3, null, null).toReversed()],
    ['a group that is too small', table(2, null, null)],
    ['a group of nobody', table(0, null, null)],
    ['fewer people than signed', table(3, 3, 0)],
    ['more people than signed', table(3, 4, 0)],
    ['more people than signed, beside suppressed groups', table(7, null, null)],
    ['one suppressed group, which is the rest', table(3, 3, null)],
    ['suppressed groups that are nobody', table(6, null, null)],
    ['suppressed groups that are a small one together', table(4, null, null)],
    ['everything of one workplace, so that the others are the rest', table(6, 6, null, null, null, null)],
  ])('may not hold %s', async (_, rows) => {
    expect(await refusedWith(() => roles(...rows))).toBe('invalid_role_table at edition.roles');
  });
});
