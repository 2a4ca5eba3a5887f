// Names under conditions, roles, and whoever doesn't play fair: from choices nobody can read to editions that show them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  composeEdition,
  fetchDrafts,
  openNames,
  previewNames,
  reviewEdition,
  signEdition,
} from '../../src/client/release/editions.js';
import {
  fetchEmbargoLinks,
  fetchUnderEmbargo,
  makeEmbargoLink,
  revokeEmbargoLink,
} from '../../src/client/release/embargo-links.js';
import {
  approveProposal,
  checkProposal,
  fetchBundle,
  fetchProposals,
} from '../../src/client/release/release.js';
import type { NameToShow } from '../../src/client/sign/sign.js';
import { byName, byRole, sign, signAgain, withdraw } from '../../src/client/sign/sign.js';
import { signContradicting } from '../../src/commands/demo/contradicting.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { decodeBundle } from '../../src/protocol/bundle.js';
import { decodeEdition, editionDigest, encodeEdition, type Edition } from '../../src/protocol/edition.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { announce, approveBy, proposeAt, publishBy } from '../support/names.js';
import { refusal } from '../support/refusal.js';
import type { Opened, Signed } from '../support/world.js';
import { World } from '../support/world.js';

type Passed = Omit<Signed, 'receipt'>;

let world: World;

beforeAll(async () => {
  world = await World.start();
});

afterAll(async () => {
  await world.stop();
});

/** Signs by name; the name is also the mailbox. */
async function signNamed(
  { letter }: Opened,
  name: string,
  choice: Partial<NameToShow> = {},
  certificateOf?: Passed,
): Promise<Passed> {
  const passed = await world.pass(letter, `${name.toLowerCase()}@cumulus.example`);
  const show = { name, condition: 3, showAddress: false, ...choice };
  await sign(letter, passed.signer, passed.pass, byName(show, (certificateOf ?? passed).pass));
  return passed;
}

/** Nullifiers of these, as a set. */
function keysOf(...signed: readonly Passed[]): Set<string> {
  return new Set(signed.map(({ signer }) => signer.nullifier));
}

async function report(opened: Opened, edition: string): ReturnType<typeof verifyBundle> {
  return verifyBundle(p, await fetchBundle(opened.letter, edition), opened.letter.id);
}

describe('a letter that some signed by name', () => {
  let opened: Opened;
  let id: string;
  const people: Record<string, Passed> = {};
  const person = (name: string): Passed => people[name]!;
  const nullifier = (name: string): string => person(name).signer.nullifier;

  beforeAll(async () => {
    opened = await world.openLetter({ nameConditions: [3, 50] });
    const { letter } = opened;
    people['Ada'] = await signNamed(opened, 'Ada', {
      title: 'Engineer',
      role: 'Engineering',
      showAddress: true,
    });
    people['Ben'] = await signNamed(opened, 'Ben');
    people['Cleo'] = await signNamed(opened, 'Cleo', { title: 'Designer', showAddress: true });
    people['Dan'] = await signNamed(opened, 'Dan');
    people['Eve'] = await signNamed(opened, 'Eve', { condition: 50 });
    people['Fay'] = await signNamed(opened, 'Fay');
    people['Gus'] = await signNamed(opened, 'Gus', {}, person('Ada'));
    const mallory = await world.pass(letter);
    people['Mallory'] = mallory;
    const named = (condition: number) =>
      byName({ name: 'Mallory', condition, showAddress: false }, mallory.pass);
    await signContradicting(letter, mallory, named(3), named(50));
    for (const role of ['Engineering', 'Engineering', 'Engineering', 'Engineering'])
      await world.sign(letter, undefined, byRole(role));
    for (const role of ['Sales', 'Sales', 'Sales']) await world.sign(letter, undefined, byRole(role));
    id = await proposeAt(world, opened, await announce(world, opened));
  });

  it('refuses what its menus don’t offer before anything is sent', async () => {
    const { letter } = opened;
    const { signer, pass } = await world.pass(letter);
    const title = { name: 'Zoe', showAddress: false };
    expect(await refusal(sign(letter, signer, pass, byRole('Chief')))).toMatchObject({ code: 'malformed' });
    expect(await refusal(sign(letter, signer, pass, byName({ ...title, condition: 4 }, pass)))).toMatchObject(
      {
        code: 'malformed',
      },
    );
  });

  it('proposes those whose conditions hold together, and takes a share of each, or a report', async () => {
    const { letter, organizers } = opened;
    const [heron] = organizers;
    const checked = await checkProposal(heron!, letter, id);
    expect(checked.proposal.count).toBe(15);
    const all = ['Ada', 'Ben', 'Cleo', 'Dan', 'Fay', 'Gus', 'Mallory'].map(person);
    expect(new Set(checked.named.map((one) => one.nullifier))).toEqual(keysOf(...all));
    expect(checked.reports).toEqual([nullifier('Mallory')]);

    const some = { ...checked, reports: [], shares: checked.shares.slice(1) };
    expect(await refusal(approveProposal(heron!, letter, some))).toMatchObject({ code: 'shares_incomplete' });
    // Ten thousand names have room in a request.
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      nullifier: Buffer.alloc(32, i.toString()).toString('base64url'),
      share: new Uint8Array(33),
    }));
    expect(
      await refusal(approveProposal(heron!, letter, { ...checked, reports: [], shares: many })),
    ).toMatchObject({ code: 'shares_incomplete' });
    const forged = checked.named.map((one) => ({ nullifier: one.nullifier, share: p.random(33) }));
    expect(
      await refusal(approveProposal(heron!, letter, { ...checked, reports: [], shares: forged })),
    ).toMatchObject({ code: 'share_refused' });
    const outside = { ...checked, reports: [nullifier('Eve')] };
    expect(await refusal(approveProposal(heron!, letter, outside))).toMatchObject({ code: 'not_named' });

    const next = await approveProposal(heron!, letter, checked);
    expect(next.approvedBy).toEqual([]);
    expect(next.proposal).not.toBe(id);
    expect(await fetchProposals(heron!, letter)).toEqual([next.proposal]);
    expect(await refusal(checkProposal(heron!, letter, id))).toMatchObject({ code: 'proposal_not_found' });
    id = next.proposal;
  });

  it('opens nothing before enough organizers signed the proposal with their shares', async () => {
    const { letter, organizers } = opened;
    const [heron, kestrel] = organizers;
    const checked = await approveBy(letter, [heron!], id);
    expect(checked.named).toHaveLength(6);
    expect(await refusal(openNames(heron!, letter, checked))).toMatchObject({
      code: 'proposal_not_approved',
    });
    await approveBy(letter, [kestrel!], id);
    expect((await openNames(heron!, letter, checked)).members).toHaveLength(6);
  });

  it('lets the borrowed certificate and the changed choice leave, and strikes whom organizers strike', async () => {
    const { letter, organizers } = opened;
    const checked = await checkProposal(organizers[2]!, letter, id);
    await signAgain(letter, person('Fay').signer);
    const names = previewNames(await openNames(organizers[2]!, letter, checked), {
      struck: keysOf(person('Dan')),
    });
    expect(new Set(names.names.map((one) => one.name))).toEqual(new Set(['Ada', 'Ben', 'Cleo']));
    expect(new Map(names.left.map((one) => [one.nullifier, one.reason]))).toEqual(
      new Map([
        [nullifier('Dan'), 'struck'],
        [nullifier('Fay'), 'changed'],
        [nullifier('Gus'), 'uncertified'],
      ]),
    );
  });

  it('is released only as it was opened: any other edition is refused by organizers and server alike', async () => {
    const { letter, organizers } = opened;
    const [heron, kestrel] = organizers;
    const checked = await checkProposal(heron!, letter, id);
    const found = await openNames(heron!, letter, checked);
    const edition = composeEdition(letter, checked, found, { struck: keysOf(person('Dan')) });
    const { format: _, ...says } = decodeEdition(edition);
    const changed = (changes: Partial<Edition>): Uint8Array => encodeEdition({ ...says, ...changes });
    const renamed = says.names.map((one) => ({ ...one, name: 'Somebody' }));
    const eve = { nullifier: nullifier('Eve'), name: 'Eve', title: null, address: null };
    const others = [
      changed({ struck: 0 }),
      changed({ struck: 2 }),
      changed({ names: says.names.slice(1) }),
      changed({ names: renamed }),
      changed({ names: says.names.map((one) => ({ ...one, address: null })) }),
      changed({ names: [...says.names, eve] }),
      changed({ roles: says.roles.map((one) => ({ ...one, count: (one.count ?? 2) + 1 })) }),
    ];
    for (const other of others) {
      expect(() => reviewEdition(letter, checked, found, other)).toThrow();
      expect(await refusal(signEdition(kestrel!, letter, checked, other))).toMatchObject({
        code: 'not_opened',
      });
    }
    expect(await signEdition(heron!, letter, checked, edition)).toBeNull();
    const [draft] = await fetchDrafts(kestrel!, letter, id);
    const digest = Buffer.from(editionDigest(p, edition)).toString('base64url');
    expect(draft).toEqual({ digest, edition, approvedBy: [heron!.key] });
    // Whoever has the bytes isn't sent them again.
    const [known] = await fetchDrafts(kestrel!, letter, id, [{ ...draft!, approvedBy: [] }]);
    expect(known).toEqual(draft);
    expect(known!.edition).toBe(draft!.edition);
    const mine = await openNames(kestrel!, letter, checked);
    expect(reviewEdition(letter, checked, mine, draft!.edition).edition.names).toHaveLength(3);
    const published = await signEdition(kestrel!, letter, checked, draft!.edition);

    const { edition: shown, count } = await report(opened, published!);
    expect(count).toBe(15);
    expect(shown.struck).toBe(1);
    expect(shown.names).toHaveLength(3);
    expect(shown.names).toEqual(
      expect.arrayContaining([
        { nullifier: nullifier('Ada'), name: 'Ada', title: 'Engineer', address: 'ada@cumulus.example' },
        { nullifier: nullifier('Ben'), name: 'Ben', title: null, address: null },
        { nullifier: nullifier('Cleo'), name: 'Cleo', title: 'Designer', address: 'cleo@cumulus.example' },
      ]),
    );
    // The two roles that nobody has would tell of Sales, if it showed.
    expect(shown.roles.map(({ role, count }) => [role, count])).toEqual([
      ['Engineering', 5],
      ['Sales', null],
      ['Support', null],
      ['Design', null],
      [null, 7],
    ]);
    const { names } = decodeBundle(await fetchBundle(letter, published!));
    expect(new Set(names.map((one) => one.nullifier))).toEqual(keysOf(person('Ada'), person('Cleo')));
  });

  it('repeats the table of roles in a second edition, in which newcomers wait and a withdrawn name is gone', async () => {
    const { letter, organizers } = opened;
    await withdraw(letter, person('Eve').signer);
    people['Hal'] = await signNamed(opened, 'Hal');
    await world.sign(letter);
    await world.sign(letter);
    await world.sign(letter);
    await withdraw(letter, (await world.sign(letter)).signer);
    const checked = await approveBy(letter, organizers.slice(1), await proposeAt(world, opened, 4));
    expect(checked.proposal).toMatchObject({ count: 18, cells: [{ count: 18, waiting: false }] });
    const { edition } = await publishBy(letter, organizers.slice(1), checked);
    const { edition: shown } = await report(opened, edition);
    expect(new Set(shown.names.map((one) => one.name))).toEqual(
      new Set(['Ada', 'Ben', 'Cleo', 'Dan', 'Hal']),
    );
    expect(shown.roles.find(({ role }) => role === null)).toMatchObject({ count: 10 });
    expect(shown.roles.find(({ role }) => role === 'Engineering')).toMatchObject({ count: 5 });
  });

  it('leaves the table of roles out where it would tell of one person', async () => {
    const { letter, organizers } = opened;
    await world.sign(letter);
    await signAgain(
      letter,
      person('Ada').signer,
      byName({ name: 'Ada', condition: 3, showAddress: false }, person('Ada').pass),
    );
    const checked = await approveBy(letter, organizers.slice(0, 2), await proposeAt(world, opened, 5));
    expect(checked.proposal).toMatchObject({ count: 18, cells: [{ count: 18, waiting: true }] });
    const { edition, opened: found } = await publishBy(letter, organizers.slice(0, 2), checked);
    expect(found.roles).toEqual([]);
    const { edition: shown } = await report(opened, edition);
    expect(shown.roles).toEqual([]);
    expect(shown.names).toHaveLength(5);
    expect(shown.names.find((one) => one.name === 'Ada')).toMatchObject({ address: null, title: null });
  });

  it('doesn’t publish a name whose owner changes her mind after organizers approved it', async () => {
    const { letter, organizers } = opened;
    const [heron, kestrel] = organizers;
    const checked = await approveBy(letter, [heron!, kestrel!], await proposeAt(world, opened, 6));
    const edition = composeEdition(letter, checked, await openNames(heron!, letter, checked));
    await signEdition(heron!, letter, checked, edition);
    await signAgain(letter, person('Hal').signer, byRole('Support'));
    expect(await refusal(signEdition(kestrel!, letter, checked, edition))).toMatchObject({
      status: 409,
      code: 'not_opened',
    });
    const { edition: published } = await publishBy(letter, [heron!, kestrel!], checked);
    const { edition: shown } = await report(opened, published);
    expect(shown.names.map((one) => one.name)).not.toContain('Hal');
    expect(shown.names).toHaveLength(4);
  });
});

describe('conditions that don’t hold any more', () => {
  it('take the names of all with them who asked for more', async () => {
    const opened = await world.openLetter({ nameConditions: [1, 3] });
    const { letter, organizers } = opened;
    const [ivy, jan] = [await signNamed(opened, 'Ivy'), await signNamed(opened, 'Jan')];
    const kim = await signNamed(opened, 'Kim', { condition: 1 });
    await world.signMany(letter, 9);
    const id = await proposeAt(world, opened, await announce(world, opened));
    const checked = await approveBy(letter, organizers, id);
    expect(new Set(checked.named.map((one) => one.nullifier))).toEqual(keysOf(ivy, jan, kim));
    const { edition, opened: found } = await publishBy(letter, organizers, checked, { struck: keysOf(ivy) });
    expect((await report(opened, edition)).edition).toMatchObject({ names: [{ name: 'Kim' }], struck: 1 });
    expect(previewNames(found, { struck: keysOf(ivy) }).left).toContainEqual({
      nullifier: jan.signer.nullifier,
      reason: 'condition',
    });
  });
});

describe('an edition under embargo', () => {
  const EMBARGO = 5 * 3600;

  it('is read through a private link alone, until the link is revoked or the embargo is over', async () => {
    const opened = await world.openLetter({ nameConditions: [1] });
    const { letter, organizers } = opened;
    const [heron, kestrel, wren] = organizers;
    await signNamed(opened, 'Lea', { condition: 1 });
    await world.signMany(letter, 11);
    const id = await proposeAt(world, opened, await announce(world, opened));
    const checked = await approveBy(letter, [heron!, kestrel!], id);
    const over = new Date(world.clock.now().getTime() + EMBARGO * 1000);
    const embargo = `${over.toISOString().slice(0, 19)}Z`;
    const { edition } = await publishBy(letter, [heron!, kestrel!], checked, { embargo });

    const unknown = await refusal(fetchBundle(letter, 'A'.repeat(43)));
    expect(await refusal(fetchBundle(letter, edition))).toEqual(unknown);
    const first = await makeEmbargoLink(heron!, letter, { edition, label: 'The Daily, Núria' });
    const second = await makeEmbargoLink(wren!, letter, { edition, label: 'A wire service' });
    const bundle = await fetchBundle(letter, edition, first.token);
    expect((await verifyBundle(p, bundle, letter.id)).edition.names).toMatchObject([{ name: 'Lea' }]);
    const other = await world.openLetter();
    for (const [where, digest, token] of [
      [letter, edition, ''],
      [letter, edition, 'A'.repeat(43)],
      [letter, edition, `${first.token}A`],
      [letter, edition, `${first.token}&access=${second.token}`],
      [letter, 'A'.repeat(43), first.token],
      [other.letter, edition, first.token],
    ] as const) {
      expect(await refusal(fetchBundle(where, digest, token))).toEqual(unknown);
    }

    expect(await refusal(fetchEmbargoLinks(other.organizers[0]!, letter))).toMatchObject({ status: 403 });
    await revokeEmbargoLink(kestrel!, letter, first.link);
    expect(await refusal(fetchBundle(letter, edition, first.token))).toEqual(unknown);
    expect(await fetchBundle(letter, edition, second.token)).toEqual(bundle);
    const links = await fetchEmbargoLinks(kestrel!, letter);
    expect(links).toHaveLength(2);
    expect((await fetchUnderEmbargo(heron!, letter)).editions).toEqual([{ edition, embargo }]);
    expect(links).toEqual(
      expect.arrayContaining([
        { link: first.link, edition, label: 'The Daily, Núria', revoked: true },
        { link: second.link, edition, label: 'A wire service', revoked: false },
      ]),
    );

    world.clock.set(over);
    await world.tick();
    expect(await fetchBundle(letter, edition)).toEqual(bundle);
    expect(await fetchBundle(letter, edition, first.token)).toEqual(bundle);
    expect(await fetchUnderEmbargo(heron!, letter)).toEqual({ editions: [], links: [] });
    const late = makeEmbargoLink(heron!, letter, { edition, label: 'Too late' });
    expect(await refusal(late)).toMatchObject({ status: 409, code: 'no_embargo' });
    const none = makeEmbargoLink(heron!, letter, { edition: 'A'.repeat(43), label: 'Nothing' });
    expect(await refusal(none)).toMatchObject({ status: 404, code: 'edition_not_found' });
    const missing = revokeEmbargoLink(heron!, letter, first.link);
    expect(await refusal(missing)).toMatchObject({ status: 404, code: 'link_not_found' });
  });
});
