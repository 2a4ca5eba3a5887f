import { beforeAll, describe, expect, it } from '@jest/globals';
import { MemoryStorage } from '../../../test/support/memory-storage.js';
import { makeLetter, makeSigners, type TestLetter, type TestSigner } from '../../../test/support/letters.js';
import { identityOf, memberOf, sealNamed } from '../../../test/support/named.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { openMember, type OpenedMember } from '../../protocol/released-names.js';
import { prepareLetter } from '../../protocol/vouching.js';
import type { ClientLetter } from '../letter.js';
import { keepPlan, readPlan, termsOf, withStrike } from './edition-plan.js';
import { composeEdition, type OpenedNames, previewNames } from './editions.js';
import { lastSeen, type LastSeen } from './last-seen.js';
import { leavingCounts, leavingOf, nameRows, reviewDraft, searchNames, stretches } from './name-list.js';

const NAMES = ['Zoë Ägren', 'anna bell', 'Mateo Özil', 'Renée Noir'];
const CHECKED = { id: Buffer.alloc(32, 'p').toString('base64url') };

let made: TestLetter;
let letter: ClientLetter;
let opened: OpenedNames;
let keys: string[];

async function member(signer: TestSigner, i: number): Promise<OpenedMember> {
  const name = NAMES[i] ?? '';
  const identity = await identityOf(made, signer, {
    address: `person${i}@larkspur.example`,
    name,
    title: i === 2 ? 'Ingénieur' : '',
    showAddress: i === 0,
  });
  const choice = await sealNamed(made, signer, identity, i === 3 ? 4 : 1);
  return openMember(p, letter.context, await memberOf(made, signer, choice));
}

beforeAll(async () => {
  made = await makeLetter();
  const { id, digest, manifest } = made;
  const http = { baseUrl: manifest.origin, fetch, now: () => new Date() };
  const context = await prepareLetter(p, manifest, digest);
  letter = { p, http, id, digest, manifest, context, state: 'open' };
  const members: OpenedMember[] = [];
  for (const [i, signer] of (await makeSigners(made, NAMES.length)).entries())
    members.push(await member(signer, i));
  keys = members.map(({ nullifier }) => nullifier);
  members.sort((a, b) =>
    Buffer.compare(Buffer.from(a.nullifier, 'base64url'), Buffer.from(b.nullifier, 'base64url')),
  );
  opened = { members, roles: [] };
});

describe('names to read', () => {
  it('stand in their order, with an address only of who agreed to that', () => {
    const rows = nameRows(opened);
    expect(rows.map(({ name }) => name)).toEqual(['anna bell', 'Mateo Özil', 'Renée Noir', 'Zoë Ägren']);
    expect(rows.map(({ address }) => address)).toEqual([null, null, null, 'person0@larkspur.example']);
    expect(rows[1]?.title).toBe('Ingénieur');
    expect(leavingOf(previewNames(opened)).size).toBe(0);
  });

  it('leave when they are struck, and with them who asked for more', () => {
    const released = previewNames(opened, { struck: new Set([keys[1]!]) });
    const leaving = leavingOf(released);
    expect(nameRows(opened).map(({ nullifier }) => leaving.get(nullifier))).toEqual([
      'struck',
      undefined,
      'condition',
      undefined,
    ]);
    expect(leavingCounts(released)).toMatchObject({ struck: 1, condition: 1, changed: 0 });
  });

  it('are found by any part of name, title or shown address, whatever the accents', () => {
    const rows = nameRows(opened);
    const found = (query: string): string[] => searchNames(rows, query).map(({ name }) => name);
    expect(found('')).toHaveLength(4);
    expect(found('  ')).toHaveLength(4);
    expect(found('AGREN zoe')).toEqual(['Zoë Ägren']);
    expect(found('ingenieur')).toEqual(['Mateo Özil']);
    expect(found('person0')).toEqual(['Zoë Ägren']);
    expect(found('person1')).toEqual([]);
  });
});

describe('a list that is long', () => {
  it('is read in parts, each known by the names that it begins and ends with', () => {
    const rows = nameRows(opened);
    expect(stretches(rows, 3)).toEqual([
      { from: 0, first: 'anna bell', last: 'Renée Noir' },
      { from: 3, first: 'Zoë Ägren', last: 'Zoë Ägren' },
    ]);
    expect(stretches(rows, 4)).toHaveLength(1);
    expect(stretches([], 4)).toEqual([]);
  });
});

describe('an edition that another organizer made', () => {
  const draftOf = (struck: readonly string[], members = opened) => ({
    edition: composeEdition(letter, CHECKED, members, { struck: new Set(struck) }),
    approvedBy: ['kestrel'],
    digest: 'd',
  });

  it('is told apart by whom it leaves out', () => {
    const reviewed = reviewDraft(letter, CHECKED, opened, draftOf([keys[1]!]));
    expect(reviewed.refusal).toBeUndefined();
    expect(reviewed.without).toEqual(['anna bell', 'Renée Noir']);
    expect(reviewed.edition.struck).toBe(1);
    expect(reviewDraft(letter, CHECKED, opened, draftOf([])).without).toEqual([]);
  });

  it('must not be approved if it says something else than was opened', () => {
    const others = opened.members.map((one) =>
      typeof one.opened === 'string'
        ? one
        : { ...one, opened: { ...one.opened, identity: { ...one.opened.identity, name: 'Somebody' } } },
    );
    const { refusal } = reviewDraft(letter, CHECKED, opened, draftOf([], { ...opened, members: others }));
    expect(refusal?.code).toBe('invalid_name');
    const other = { id: Buffer.alloc(32, 'q').toString('base64url') };
    expect(reviewDraft(letter, other, opened, draftOf([])).refusal?.code).toBe('proposal_mismatch');
  });
});

describe('what she has decided', () => {
  const now = new Date('2018-06-25T16:00:00Z');

  it('is there again after a reload, for this proposal only', () => {
    const storage = new MemoryStorage();
    const plan = withStrike(
      withStrike(
        readPlan(() => storage, 'a'),
        'x',
        true,
      ),
      'y',
      true,
    );
    keepPlan(() => storage, 'a', withStrike(plan, 'x', false));
    expect(readPlan(() => storage, 'a').struck).toEqual(['y']);
    expect(readPlan(() => storage, 'b').struck).toEqual([]);
    storage.setItem('undersigned/edition/a', '{"struck":7}');
    expect(readPlan(() => storage, 'a').struck).toEqual([]);
  });

  it('is terms once its embargo is a time to come, in the letter’s zone', () => {
    const plan = readPlan(() => new MemoryStorage(), 'a');
    const at = (embargo: string) => termsOf({ ...plan, when: 'embargo', embargo }, 'Europe/Berlin', now);
    expect(termsOf(plan, 'Europe/Berlin', now)).toEqual({
      struck: new Set(),
      withRoles: true,
      embargo: null,
    });
    expect(at('2018-06-25T18:01')?.embargo).toBe('2018-06-25T16:01:00Z');
    expect(at('2018-06-25T18:00')).toBeUndefined();
    expect(at('')).toBeUndefined();
  });

  it('leaves the table of roles out of the edition if she wants that', () => {
    const roles = [{ workplace: 'cumulus', role: null, count: null }];
    const edition = (withRoles: boolean): string =>
      Buffer.from(composeEdition(letter, CHECKED, { ...opened, roles }, { withRoles })).toString();
    expect(edition(true)).toContain('"workplace"');
    expect(edition(false)).not.toContain('"workplace"');
  });
});

describe('a proposal that she knew', () => {
  const proposal = { id: 'p', epoch: 1, dies: '2018-07-02T16:00:00Z', approvedBy: [], drafts: [] };
  const nothing = { proposal: undefined, editions: [], embargoed: [] };

  it.each([
    ['died when its time was over', '2018-07-02T16:00:00Z', nothing, true],
    ['was replaced or withdrawn before', '2018-07-02T15:59:59Z', nothing, false],
    ['was published', '2018-07-03T16:00:00Z', { ...nothing, editions: ['e'] }, false],
  ])('%s', (_, now, view, died) => {
    const storage = new MemoryStorage();
    lastSeen('letter', () => storage).see({ ...nothing, proposal }, new Date('2018-06-25T16:00:00Z'));
    const again = lastSeen('letter', () => storage);
    again.see(view, new Date(now));
    expect(again.hasDied).toBe(died);
    again.see({ ...nothing, proposal }, new Date(now));
    expect(again.hasDied).toBe(false);
  });

  it('was replaced by another of the same snapshot, which stays so after a reload', () => {
    const storage = new MemoryStorage();
    const see = (view: Parameters<LastSeen['see']>[0]): boolean => {
      const seen = lastSeen('letter', () => storage);
      seen.see(view, new Date('2018-06-25T16:00:00Z'));
      return seen.wasReported;
    };
    expect(see({ ...nothing, proposal })).toBe(false);
    expect(see({ ...nothing, proposal })).toBe(false);
    expect(see({ ...nothing, proposal: { ...proposal, id: 'q' } })).toBe(true);
    expect(see({ ...nothing, proposal: { ...proposal, id: 'q' } })).toBe(true);
    expect(see({ ...nothing, proposal: { ...proposal, id: 'r', dies: '2018-07-03T16:00:00Z' } })).toBe(false);
  });

  it('is told nothing of where the device keeps nothing', () => {
    const seen = lastSeen('letter', () => {
      throw new DOMException('no', 'SecurityError');
    });
    seen.see({ ...nothing, proposal }, new Date());
    seen.see(nothing, new Date('2030-01-01T00:00:00Z'));
    expect(seen.hasDied).toBe(false);
  });
});
