// What comes after a release, over HTTP: the timeline, links of supporters, and organizations that co-sign in public.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptCosigner,
  addEntry,
  type Cosigner,
  fetchCosigners,
  fetchTimeline,
  removeCosigner,
  removeEntry,
} from '../../src/client/after/after.js';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { fetchPass } from '../../src/client/sign/ask.js';
import { askOrganizationCode, cosign } from '../../src/client/after/cosign.js';
import { askOrganization, askOrganizationAgain, cosignWith } from '../../src/client/after/cosigning.js';
import { postJson } from '../../src/client/http.js';
import type { ClientLetter } from '../../src/client/letter.js';
import { doWork, fetchWork } from '../../src/client/work.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { toBase64url } from '../../src/protocol/codec.js';
import { textOf } from '../support/pages.js';
import { releasedLetter, type Released } from '../support/released.js';
import { World } from '../support/world.js';

const DELIVERED = { kind: 'delivered', day: '2018-06-25', text: 'Handed over at the front desk.' } as const;
const MAILBOX = 'press-office@union.example';

let world: World;
let released: Released;

beforeAll(async () => {
  world = await World.start();
  released = await releasedLetter(world);
});

afterAll(async () => {
  await world.stop();
});

async function page(path: string): Promise<string> {
  return (await fetch(world.server.url + path)).text();
}

async function everything(): Promise<string> {
  const dataSource = world.server.app.get<DataSource>(getDataSourceToken('origin'), { strict: false });
  const tables: { name: string }[] = await dataSource.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('issuer', 'origin')`,
  );
  let rows = '';
  for (const { name } of tables) {
    const found: { row: string }[] = await dataSource.query(`SELECT t::text AS row FROM ${name} t`);
    rows += found.map(({ row }) => row + fromHex(row)).join('\n');
  }
  return rows;
}

/** What stands in a row's bytes, as far as it is text. */
function fromHex(row: string): string {
  return [...row.matchAll(/\\x([0-9a-f]+)/g)]
    .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
    .join();
}

async function letterPage(): Promise<string> {
  return page(`/l/${released.letter.id}`);
}

/** A code that came to a mailbox of an organization, with its challenge. */
async function shown(
  letter: ClientLetter,
  address: string,
  before = world.codes(address).length,
): Promise<{ challenge: string; code: string }> {
  const challenge = await askOrganizationCode(letter, address);
  return { challenge, code: await world.nextCode(address, before) };
}

describe('the timeline', () => {
  it('says by itself that there is no answer yet, until an entry says that there is', async () => {
    const [organizer, other] = released.organizers;
    expect(textOf(await letterPage())).toContain('No answer yet from');
    await addEntry(organizer!, released.letter, DELIVERED);
    expect((await fetchTimeline(world.http, released.letter)).noAnswerYet).toBe(true);
    await addEntry(other!, released.letter, {
      kind: 'answered',
      day: '2018-06-26',
      text: 'The company said no. <b>Really</b>',
      link: 'https://cumulus.example/answer',
    });
    const html = await letterPage();
    expect(textOf(html)).not.toContain('No answer yet from');
    expect(textOf(html)).toMatch(/Delivered\s*June 25, 2018\s*Handed over at the front desk\./);
    expect(html).toContain('href="https://cumulus.example/answer"');
    expect(html).not.toContain('<b>Really');
    expect(textOf(await page(`/l/${released.letter.id}/press/${released.edition}`))).toContain(
      'The company said no.',
    );
    const feed = await page(`/l/${released.letter.id}/feed.atom`);
    expect(feed).toContain('2018-06-26T00:00:00.000Z');
    expect(feed).toContain('Answered');
    expect([...feed.matchAll(/<entry>/g)].length).toBe(3);
  });

  it('is taken back by any organizer', async () => {
    const { entries } = await fetchTimeline(world.http, released.letter);
    const answered = entries.find(({ kind }) => kind === 'answered');
    await removeEntry(released.organizers[2]!, released.letter, answered!.entry);
    expect(textOf(await letterPage())).toContain('No answer yet from');
    await expect(
      removeEntry(released.organizers[2]!, released.letter, answered!.entry),
    ).rejects.toMatchObject({
      code: 'entry_not_found',
    });
  });

  it('lists supporters’ links apart', async () => {
    const [organizer] = released.organizers;
    const fund = { kind: 'support', day: '2018-06-26', text: 'A fund for those who were let go' } as const;
    await expect(addEntry(organizer!, released.letter, fund)).rejects.toMatchObject({ place: 'link' });
    await addEntry(organizer!, released.letter, { ...fund, link: 'https://fund.example/cumulus' });
    const { entries, support } = await fetchTimeline(world.http, released.letter);
    expect(entries.map(({ kind }) => kind)).toEqual(['delivered']);
    expect(support.map(({ link }) => link)).toEqual(['https://fund.example/cumulus']);
    expect(await page(`/l/${released.letter.id}/feed.atom`)).not.toContain('A fund for');
  });

  it.each([
    ['a day that there isn’t', { day: '2018-02-31' }, 'entry_refused'],
    ['tomorrow', { day: '2018-07-25' }, 'entry_refused'],
    ['a day before the letter', { day: '2018-05-01' }, 'entry_refused'],
    ['a moment', { day: '2018-06-25T10:00' }, 'invalid_input'],
    ['a link without TLS', { link: 'http://news.example/' }, 'entry_refused'],
    ['a script', { link: 'javascript:alert(1)' }, 'entry_refused'],
    ['a link with a password', { link: 'https://me:secret@news.example/' }, 'entry_refused'],
    ['several lines', { text: 'One\nTwo' }, 'malformed'],
    ['too much', { text: 'x'.repeat(501) }, 'invalid_input'],
    ['another kind', { kind: 'count' as 'other' }, 'invalid_input'],
  ])('refuses %s', async (_what, changes, code) => {
    const [organizer] = released.organizers;
    await expect(addEntry(organizer!, released.letter, { ...DELIVERED, ...changes })).rejects.toMatchObject({
      code,
    });
  });

  it('is for organizers of this letter, and for letters with an edition that everybody may read', async () => {
    const stranger = await world.organizer();
    await expect(addEntry(stranger, released.letter, DELIVERED)).rejects.toMatchObject({
      code: 'not_an_organizer',
    });
    await expect(
      addEntry({ ...stranger, http: world.http }, released.letter, DELIVERED),
    ).rejects.toMatchObject({ code: 'session_required' });
    const { letter, organizers } = await world.openLetter();
    await expect(addEntry(organizers[0]!, letter, DELIVERED)).rejects.toMatchObject({ code: 'not_released' });
    expect(await fetchTimeline(world.http, letter)).toEqual({ noAnswerYet: false, entries: [], support: [] });
    expect(await page(`/l/${letter.id}`)).not.toContain('Since then');
  });
});

describe('an organization', () => {
  it('shows a mailbox of its domain, waits for an organizer, and is listed apart', async () => {
    const { letter, organizers } = released;
    const asked = await shown(letter, MAILBOX);
    const union = { name: 'The Cloud Workers’ Union', kind: 'union' } as const;
    expect(await cosign(letter, { ...union, ...asked })).toEqual({
      domain: 'union.example',
      accepted: false,
    });
    expect(await letterPage()).not.toContain('Cloud Workers');
    const [waiting] = await fetchCosigners(organizers[1]!, letter);
    expect(waiting).toMatchObject({ ...union, domain: 'union.example', accepted: false });
    await acceptCosigner(organizers[1]!, letter, waiting!);
    const text = textOf(await letterPage());
    expect(text).toContain('One organization has co-signed in public');
    expect(text).toMatch(/The Cloud Workers’ Union\s*union\s*union\.example/);
    expect(text).toContain('17 signatures as of');
    expect(text).not.toContain('18 signatures');
  });

  it('has one entry for its domain: what waits is replaced, what is shown stays', async () => {
    const { letter, organizers } = released;
    const again = await shown(letter, 'somebody@union.example');
    expect(await cosign(letter, { name: 'Impostors', kind: 'other', ...again })).toMatchObject({
      accepted: true,
    });
    const first = await shown(letter, 'info@customer.example');
    await cosign(letter, { name: 'Custumer', kind: 'customer', ...first });
    await cosign(letter, { name: 'Customer', kind: 'customer', ...first });
    const all = await fetchCosigners(organizers[0]!, letter);
    expect(all.map(({ name }) => name)).toEqual(['Customer', 'The Cloud Workers’ Union']);
    await removeCosigner(organizers[0]!, letter, all[0]!.entry);
    expect(await fetchCosigners(organizers[0]!, letter)).toHaveLength(1);
  });

  it('is accepted as it was seen, or not at all', async () => {
    const { letter, organizers } = released;
    const asked = await shown(letter, 'info@baker.example');
    await cosign(letter, { name: 'Baker', kind: 'customer', ...asked });
    const of = async (domain: string): Promise<Cosigner | undefined> =>
      (await fetchCosigners(organizers[0]!, letter)).find((one) => one.domain === domain);
    const seen = await of('baker.example');
    for (const other of [
      { name: 'Cumulus', kind: 'customer' } as const,
      { name: 'Baker', kind: 'union' } as const,
    ]) {
      await cosign(letter, { ...other, ...asked });
      await expect(acceptCosigner(organizers[0]!, letter, seen!)).rejects.toMatchObject({
        status: 409,
        code: 'entry_changed',
      });
      expect(await of('baker.example')).toMatchObject({ ...other, accepted: false });
    }
    expect(await letterPage()).not.toContain('baker.example');
    for (const bad of [
      {},
      { name: 'Baker' },
      { name: 'Baker', kind: 'employee' },
      { name: 7, kind: 'union' },
    ]) {
      const path = `/letters/${letter.id}/cosigners/entries/${seen!.entry}/acceptance`;
      await expect(postJson(organizers[0]!.http, path, bad)).rejects.toMatchObject({ code: 'invalid_input' });
    }
    await acceptCosigner(organizers[0]!, letter, (await of('baker.example'))!);
    expect(textOf(await letterPage())).toMatch(/Baker\s*union\s*baker\.example/);
    await removeCosigner(organizers[0]!, letter, seen!.entry);
  });

  it('is not read from what waits where everybody may look', async () => {
    const { letter, organizers } = released;
    await cosign(letter, { name: 'Tanner', kind: 'other', ...(await shown(letter, 'info@tanner.example')) });
    const waiting = (await fetchCosigners(organizers[0]!, letter)).find((one) => one.name === 'Tanner');
    const { entry } = waiting!;
    // What can't be opened would fail whoever tries.
    const origin = world.server.app.get<DataSource>(getDataSourceToken('origin'), { strict: false });
    await origin.query('UPDATE origin.cosigners SET content = $1 WHERE entry = $2', [
      Buffer.alloc(1028),
      entry,
    ]);
    await expect(fetchCosigners(organizers[0]!, letter)).rejects.toMatchObject({ status: 500 });
    expect((await fetch(`${world.server.url}/api/v1/letters/${letter.id}/cosigners`)).status).toBe(200);
    await removeCosigner(organizers[0]!, letter, entry);
  });

  it('leaves neither its mailbox nor, while it waits, its name in the database', async () => {
    const { letter } = released;
    await cosign(letter, {
      name: 'Waiting Weavers',
      kind: 'other',
      ...(await shown(letter, 'loom@weavers.example')),
    });
    const dump = await everything();
    expect(dump).toContain('union.example');
    for (const secret of [MAILBOX, 'press-office', 'loom', 'Waiting Weavers', 'weavers.example'])
      expect(dump.includes(secret)).toBe(false);
  });

  it.each([
    // Nobody's: mailboxes there have six characters at least.
    ['a public provider', 'union@gmail.com'],
    ['one under a public provider', 'a@x.gmail.com'],
    ['a workplace of the letter', 'jdoe@cumulus.example'],
    ['a domain under one', 'jdoe@eu.cumulus.example'],
    ['an address of a machine', 'root@127.0.0.1'],
    ['no domain', 'root@localhost'],
    ['no address', 'union.example'],
  ])('is not shown by %s', async (_what, address) => {
    const { letter } = released;
    const work = await doWork(p, await fetchWork(letter));
    const request = { letter: toBase64url(letter.digest), address, work };
    await expect(postJson(world.http, '/attestations/organizations', request)).rejects.toMatchObject({
      code: 'domain_refused',
    });
    expect(world.codes(address)).toEqual([]);
  });

  it('asks nobody for anything with an address of a workplace', async () => {
    await expect(askOrganizationCode(released.letter, 'jdoe@cumulus.example')).rejects.toMatchObject({
      code: 'own_workplace',
    });
  });

  it('does the work first', async () => {
    const request = { letter: toBase64url(released.letter.digest), address: 'a@worker.example' };
    await expect(postJson(world.http, '/attestations/organizations', request)).rejects.toMatchObject({
      code: 'work_demanded',
    });
  });

  it('needs the code that was mailed, for this letter', async () => {
    const { letter } = released;
    const { challenge, code } = await shown(letter, 'info@guild.example');
    const guild = { name: 'Guild', kind: 'other' } as const;
    const wrong = code === '0000-0000' ? '1111-1111' : '0000-0000';
    await expect(cosign(letter, { ...guild, challenge, code: wrong })).rejects.toMatchObject({
      code: 'code_refused',
    });
    const other = await releasedLetter(world);
    await expect(cosign(other.letter, { ...guild, challenge, code })).rejects.toMatchObject({
      code: 'code_refused',
    });
    for (const name of [
      'Guild, info@guild.example',
      'Guild, info＠guild.example',
      'Guild, https：／／guild.example',
    ])
      await expect(cosign(letter, { ...guild, name, challenge, code })).rejects.toMatchObject({
        code: 'entry_refused',
        place: 'name',
      });
  });

  it('gets no pass for its code, and no signer becomes an organization by hers', async () => {
    const { letter } = await world.openLetter();
    const passed = await world.pass(letter);
    const asked = await shown(letter, 'info@guild.example');
    await expect(
      fetchPass(letter, passed.signer, { ...passed.asked, challenge: asked.challenge }, asked.code),
    ).rejects.toMatchObject({ code: 'code_refused' });
    const second = await releasedLetter(world);
    const signer = await world.pass(second.letter);
    const request = {
      name: 'X',
      kind: 'other',
      challenge: signer.asked.challenge,
      code: signer.code,
    } as const;
    await expect(cosign(second.letter, request)).rejects.toMatchObject({ code: 'code_refused' });
  });

  it('is answered alike, and mailed nothing, when its mailbox had its share', async () => {
    const { letter } = released;
    for (let i = 0; i < 4; i++) await askOrganizationCode(letter, 'often@mill.example');
    await world.nextCode('often@mill.example', 2);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(world.codes('often@mill.example')).toHaveLength(3);
  });

  it('has a code sent again after a minute; those before stay good, and so does the way back to them', async () => {
    const { letter } = released;
    const address = 'desk@weavers.example';
    const first = await askOrganization(letter, address);
    const code = await world.nextCode(address);
    await expect(askOrganizationAgain(letter, first)).rejects.toMatchObject({ code: 'wait' });
    expect(await askOrganization(letter, ' Desk@weavers.example', first)).toBe(first);
    world.clock.advance(60);
    const second = await askOrganizationAgain(letter, first);
    const newest = await world.nextCode(address, 1);
    expect(second.asked).toHaveLength(2);
    const weavers = { name: 'Weavers', kind: 'union' } as const;
    await expect(cosignWith(letter, second, weavers, '0000-0000')).rejects.toMatchObject({
      code: 'code_refused',
    });
    expect(await cosignWith(letter, second, weavers, code)).toEqual({
      domain: 'weavers.example',
      accepted: false,
    });
    expect((await cosignWith(letter, second, weavers, newest)).domain).toBe('weavers.example');
    world.clock.advance(600);
    await expect(cosignWith(letter, second, weavers, newest)).rejects.toMatchObject({ code: 'code_refused' });
    // Another mailbox begins anew.
    expect((await askOrganization(letter, 'press@weavers.example', second)).asked).toHaveLength(1);
  });

  it('is refused with a public provider’s mailbox, before anything is mailed', async () => {
    await expect(askOrganization(released.letter, 'union@gmail.com')).rejects.toMatchObject({
      code: 'domain_refused',
      place: 'address',
    });
  });

  it('is one of ten codes a day for its domain, whichever mailbox, and another day there are more', async () => {
    const { letter } = released;
    const mailboxes = Array.from({ length: 12 }, (_, i) => `desk${i}@glassworks.example`);
    for (const mailbox of mailboxes) await askOrganizationCode(letter, mailbox);
    await world.nextCode(mailboxes[9]!);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(mailboxes.map((mailbox) => world.codes(mailbox).length)).toEqual([
      ...Array<number>(10).fill(1),
      0,
      0,
    ]);
  });

  it('is for organizers to accept', async () => {
    const stranger = await world.organizer();
    await expect(fetchCosigners(stranger, released.letter)).rejects.toMatchObject({
      code: 'not_an_organizer',
    });
    const { letter } = await world.openLetter();
    await expect(
      cosign(letter, { name: 'X', kind: 'other', challenge: 'x', code: 'x' }),
    ).rejects.toMatchObject({ code: 'not_released' });
  });
});
