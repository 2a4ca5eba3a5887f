// Below the threshold the count is nowhere to be read: not in an answer, not in the database, not in its sizes.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { Databases } from '../../src/common/database/databases.js';
import type { ClientLetter } from '../../src/client/letter.js';
import { withdraw } from '../../src/client/sign/sign.js';
import type { Opened, Signed } from '../support/world.js';
import { World } from '../support/world.js';

let world: World;
let opened: Opened;
let dataSource: DataSource;

beforeAll(async () => {
  world = await World.start();
  opened = await world.openLetter();
  dataSource = world.server.app.get(Databases, { strict: false }).of('origin');
});

afterAll(async () => {
  await world.stop();
});

/** Everything that anybody, or an organizer, can read of a letter: status, headers but the date, bytes. */
async function publicAnswers(letter: ClientLetter): Promise<Record<string, unknown>> {
  const paths = [
    '',
    '/tally',
    '/editions',
    '/proposals',
    `/proposals/${'A'.repeat(43)}/names`,
    '/embargo-links',
    `/editions/${'A'.repeat(43)}?access=${'A'.repeat(43)}`,
    `/editions/${'A'.repeat(43)}`,
    `/editions/${'A'.repeat(43)}.bundle`,
  ];
  const bearer = opened.organizers[0]?.http.bearer ?? '';
  const answers: Record<string, unknown> = {};
  for (const path of paths) {
    for (const headers of [undefined, { authorization: `Bearer ${bearer}` }]) {
      const response = await fetch(
        `${world.http.baseUrl}/api/v1/letters/${letter.id}${path}`,
        headers === undefined ? {} : { headers },
      );
      const { date: _date, ...kept } = Object.fromEntries(response.headers);
      answers[`${path} ${headers === undefined ? '' : 'as an organizer'}`] = [
        response.status,
        kept,
        await response.text(),
      ];
    }
  }
  const proposing = await fetch(`${world.http.baseUrl}/api/v1/letters/${letter.id}/proposals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: '{}',
  });
  answers['propose'] = [proposing.status, await proposing.text()];
  const health = await fetch(`${world.http.baseUrl}/health`);
  answers['health'] = [health.status, await health.text()];
  return answers;
}

/** What a dump shows of the sealed tables besides random bytes: how many rows, how long; and how much disk they take. */
async function shapeOfSealedTables(): Promise<unknown> {
  const tables: { name: string }[] = await dataSource.query(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('issuer', 'origin') AND c.relname <> 'migrations' ORDER BY 1`,
  );
  const shapes: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [row]: unknown[] = await dataSource.query(
      `SELECT count(*) AS rows, min(octet_length(t::text)) AS shortest, max(octet_length(t::text)) AS longest,
              pg_relation_size('${name}') AS size FROM ${name} t`,
    );
    shapes[name] = row;
  }
  return shapes;
}

/** What PostgreSQL counts of each sealed table for as long as it lives; any user of the database may read it. */
async function statistics(): Promise<unknown> {
  await dataSource.query('SELECT pg_stat_force_next_flush()');
  return dataSource.query(
    `SELECT relname, n_tup_ins, n_tup_upd, n_tup_del, n_dead_tup, n_live_tup FROM pg_stat_all_tables
     WHERE schemaname IN ('issuer', 'origin') AND relname ~ '_slots_[a-z2-7]{32}' ORDER BY 1`,
  );
}

/** Until it holds; what it fails with after twenty seconds is thrown. */
async function eventually(holds: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await holds();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((wait) => setTimeout(wait, 200));
    }
  }
}

async function everything(): Promise<string> {
  const tables: { name: string }[] = await dataSource.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('issuer', 'origin')`,
  );
  const rows: unknown[] = [];
  for (const { name } of tables) {
    const found: unknown[] = await dataSource.query(`SELECT t::text FROM ${name} t`);
    rows.push(...found);
  }
  return JSON.stringify(rows);
}

describe('a letter below its threshold', () => {
  let signed: Signed[];

  it('answers with the same bytes for 0 signatures and for one less than the threshold', async () => {
    const { letter } = opened;
    await world.endEpoch(letter, 1);
    const before = await publicAnswers(letter);
    const shapeBefore = await shapeOfSealedTables();
    const statisticsBefore = await statistics();

    signed = await world.signMany(letter, 11);
    expect(statisticsBefore).not.toEqual([]);
    // Within an epoch they differ, so they are what they should be; the server tells of another session's writes a while later.
    await eventually(async () => expect(await statistics()).not.toEqual(statisticsBefore));
    expect(await publicAnswers(letter)).toEqual(before);
    await world.endEpoch(letter, 2);
    expect(await publicAnswers(letter)).toEqual(before);
    await world.endEpoch(letter, 3);
    expect(await publicAnswers(letter)).toEqual(before);
    expect(await shapeOfSealedTables()).toEqual(shapeBefore);
    await eventually(async () => expect(await statistics()).toEqual(statisticsBefore));
  });

  it('answers with the same bytes when the threshold was met at one epoch end only', async () => {
    const { letter } = opened;
    const before = await publicAnswers(letter);
    const twelfth = await world.sign(letter);
    await world.endEpoch(letter, 4);
    expect(await publicAnswers(letter)).toEqual(before);
    await withdraw(letter, twelfth.signer);
    await world.endEpoch(letter, 5);
    expect(await publicAnswers(letter)).toEqual(before);
  });

  it('keeps no address, code, word, key or token in the database in any readable form', async () => {
    const all = await everything();
    expect(all.length).toBeGreaterThan(10_000);
    for (const { address, code, words, signer, pass } of signed) {
      const hidden = [
        address,
        code,
        code.replace('-', ''),
        words,
        ...[signer.publicKey, pass.token, pass.certificate, Buffer.from(address)].map((bytes) =>
          Buffer.from(bytes).toString('hex'),
        ),
        Buffer.from(address).toString('base64'),
      ];
      for (const text of hidden) expect(all.includes(text)).toBe(false);
    }
    expect(all).not.toMatch(/127\.0\.0\.1|::1|cumulus\.example.*@|person\d+@/);
  });
});

describe('the tables', () => {
  it('have no serial id and no time but the days of what organizers and the operator do', async () => {
    const columns: { name: string; type: string; default: string | null; identity: string }[] =
      await dataSource.query(
        `SELECT table_schema || '.' || table_name || '.' || column_name AS name, data_type AS type,
              column_default AS default, is_identity AS identity
       FROM information_schema.columns WHERE table_schema IN ('issuer', 'origin') AND table_name <> 'migrations'`,
      );
    expect(columns.length).toBeGreaterThan(20);
    expect(
      columns.filter((column) => column.default?.includes('nextval') ?? column.identity === 'YES'),
    ).toEqual([]);
    const times = columns.filter((column) => /time|date/.test(column.type)).map((column) => column.name);
    // Drafts, proposals, editions and entries of a timeline are acts of organizers, an invitation's last day is the
    // operator's; none is finer than its epoch or day.
    for (const name of times)
      expect(name).toMatch(/\.(drafts|invitations|letters|proposals|editions|timeline_entries)\./);
  });
});
