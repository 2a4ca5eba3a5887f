// Issuer and origin as two servers, two databases, two organizations: neither has what the other knows.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { Databases } from '../../src/common/database/databases.js';
import { fetchTally } from '../../src/client/letter.js';
import { act } from '../../src/client/organize/organize.js';
import { approveEdition } from '../../src/client/release/editions.js';
import {
  approveProposal,
  checkProposal,
  fetchBundle,
  fetchProposals,
  propose,
} from '../../src/client/release/release.js';
import { askOrganizationCode, cosign } from '../../src/client/after/cosign.js';
import { fetchPass } from '../../src/client/sign/ask.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { refusal } from '../support/refusal.js';
import type { Opened } from '../support/world.js';
import { World } from '../support/world.js';

let world: World;
let opened: Opened;

beforeAll(async () => {
  world = await World.startTwoHosts();
  opened = await world.openLetter();
});

afterAll(async () => {
  await world.stop();
});

it('opens a letter whose issuer is the other host', () => {
  const [issuer] = opened.letter.manifest.issuers;
  expect(issuer).toMatchObject({ url: world.issuer.url, name: 'A Union' });
  expect(opened.letter.manifest.origin).toBe(world.server.url);
  expect(world.issuer.url).not.toBe(world.server.url);
});

it('serves each role’s routes on its own host only', async () => {
  const paths: [string, string, number][] = [
    [world.issuer.url, `/api/v1/letters/${opened.letter.id}`, 404],
    [world.server.url, `/api/v1/letters/${opened.letter.id}`, 200],
  ];
  for (const [host, path, status] of paths) expect((await fetch(host + path)).status).toBe(status);
  const asked = await fetch(`${world.server.url}/api/v1/attestations`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(asked.status).toBe(404);
  for (const authorization of ['', 'Bearer wrong']) {
    const stranger = await fetch(`${world.issuer.url}/api/v1/issuer/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({
        draft: 'a'.repeat(26),
        entries: [{ workplace: 'cumulus', method: 'email-code' }],
      }),
    });
    expect(stranger.status).toBe(401);
  }
});

it('counts, releases and verifies as one host does', async () => {
  const { letter, organizers } = opened;
  const [heron, kestrel] = organizers;
  await world.signMany(letter, 12);
  await world.endEpoch(letter, 1);
  await world.endEpoch(letter, 2);
  expect(await fetchTally(world.http, letter.id)).toMatchObject({ tally: 'reached', count: 12 });
  await propose(heron!, letter);
  await world.endEpoch(letter, 3);
  const [id] = await fetchProposals(heron!, letter);
  const checked = await checkProposal(heron!, letter, id!);
  for (const organizer of [heron!, kestrel!]) await approveProposal(organizer, letter, checked);
  await approveEdition(heron!, letter, checked);
  const edition = await approveEdition(kestrel!, letter, checked);
  const report = await verifyBundle(p, await fetchBundle(letter, edition!), letter.id);
  expect(report.count).toBe(12);
});

it('lets an organization co-sign: the issuer sees its mailbox, the origin its domain', async () => {
  const { letter } = opened;
  const mailbox = 'office@union.example';
  const challenge = await askOrganizationCode(letter, mailbox);
  const asked = { challenge, code: await world.nextCode(mailbox) };
  expect(await cosign(letter, { name: 'A Union', kind: 'union', ...asked })).toEqual({
    domain: 'union.example',
    accepted: false,
  });
  expect(
    await refusal(cosign(letter, { name: 'A Union', kind: 'union', challenge, code: '0000-0000' })),
  ).toMatchObject({ code: 'code_refused' });
});

it('has each role’s tables on its own host only', async () => {
  const schemas = async (server: World['server'], role: 'issuer' | 'origin'): Promise<unknown[]> =>
    server.app
      .get(Databases, { strict: false })
      .of(role)
      .query(
        `SELECT DISTINCT table_schema AS name FROM information_schema.tables WHERE table_schema IN ('issuer', 'origin')`,
      );
  expect(await schemas(world.issuer, 'issuer')).toEqual([{ name: 'issuer' }]);
  expect(await schemas(world.server, 'origin')).toEqual([{ name: 'origin' }]);
});

it('stops issuing when the organizers cancel, because the origin tells the issuer', async () => {
  const { letter, organizers } = await world.openLetter();
  const passed = await world.pass(letter);
  for (const organizer of organizers.slice(0, 2)) await act(organizer, letter, 'cancel');
  await world.tick();
  expect(await refusal(fetchPass(letter, passed.signer, passed.asked, passed.code))).toMatchObject({
    code: 'code_refused',
  });
});
