// What the origin's operator takes down: no token while it is down, and the keys' life goes on.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askForCode, fetchPass } from '../../client/sign/ask.js';
import { newWords, signerOf } from '../../client/signer.js';
import { toBase64url } from '../../protocol/codec.js';
import {
  IssuerWorld,
  problem,
  type IssuerProcess,
  type SealedLetter,
} from '../../../test/support/issuer-world.js';
import { refusal } from '../../../test/support/refusal.js';
import { IssuanceService } from '../issuance/issuance.service.js';
import { IssuerLettersService } from '../letters/issuer-letters.service.js';

let world: IssuerWorld;
let people = 0;

beforeAll(async () => {
  world = await IssuerWorld.start();
});
afterAll(async () => {
  await world.stop();
});

async function withhold(letter: SealedLetter, withheld: boolean): Promise<void> {
  await world.process.issuer.withhold({ letter: toBase64url(letter.digest), withheld });
}

function newAddress(letter: SealedLetter): string {
  return `person${(++people).toString()}@${letter.manifest.workplaces[0]!.domains[0]!}`;
}

/** Tries to get a token with a blinded message of its own, past the check of any code. */
async function claim({ app }: IssuerProcess, letter: SealedLetter, address: string): Promise<unknown> {
  const shown = await app.get(IssuerLettersService, { strict: false }).issuing(letter.digest);
  if (shown === undefined) throw new Error('Not issuing.');
  return app
    .get(IssuanceService, { strict: false })
    .issue(
      { letter: shown, entry: shown.entries[0]!, address },
      { blindedMessage: toBase64url(new Uint8Array(256).fill(1)), holder: toBase64url(new Uint8Array(32)) },
    );
}

describe('a letter that is withheld', () => {
  it('gives no token, not even for a code that was mailed, and tells it apart from nothing else', async () => {
    const letter = await world.open();
    const client = await world.client(letter);
    const signer = await signerOf(client, newWords(client));
    const address = newAddress(letter);
    const asked = await askForCode(client, address);
    const code = await world.code(address);
    await withhold(letter, true);
    const wrong = await refusal(fetchPass(client, signer, { ...asked }, '0000-0000'));
    expect(await refusal(fetchPass(client, signer, asked, code))).toEqual(wrong);
    expect(wrong).toMatchObject({ status: 403, code: 'code_refused' });

    const stranger = await askForCode(client, 'stranger@elsewhere.example');
    const late = newAddress(letter);
    const again = await askForCode(client, late);
    expect(again.challenge).toHaveLength(stranger.challenge.length);
    await new Promise((wait) => setTimeout(wait, 200));
    expect(world.codes(late)).toEqual([]);

    await withhold(letter, false);
    expect(await fetchPass(client, signer, asked, code)).toBeDefined();
  });

  it('gives none to what was let in before, either', async () => {
    const letter = await world.open();
    const { app } = world.process;
    const shown = await app.get(IssuerLettersService, { strict: false }).issuing(letter.digest);
    await withhold(letter, true);
    await withhold(letter, true);
    const late = app
      .get(IssuanceService, { strict: false })
      .issue(
        { letter: shown!, entry: shown!.entries[0]!, address: newAddress(letter) },
        { blindedMessage: toBase64url(new Uint8Array(256)), holder: toBase64url(new Uint8Array(32)) },
      );
    expect(await problem(late)).toEqual({ status: 403, code: 'code_refused' });
  });

  it('lives and dies as any other: sealed anew, its keys destroyed at the close, never given again', async () => {
    const letter = await world.open({ overrides: { closesAt: '2018-06-25T18:00:00Z' } });
    await withhold(letter, true);
    const sealed = async (): Promise<number | undefined> => {
      const rows: { sealed_epoch: number }[] = await world.process.dataSource.query(
        'SELECT sealed_epoch FROM issuer.tag_slots_epochs WHERE letter LIKE $1',
        [`${letter.id}%`],
      );
      return rows[0]?.sealed_epoch;
    };
    const before = await sealed();
    world.process.clock.set('2018-06-25T17:30:00Z');
    await world.tick();
    expect(await sealed()).toBeGreaterThan(before!);
    expect(await world.vaultNames()).toContain(letter.id);
    world.process.clock.set('2018-06-25T18:00:00Z');
    await world.tick();
    expect(await world.vaultNames()).not.toContain(letter.id);
    await withhold(letter, false);
    expect(
      await world.process.app.get(IssuerLettersService, { strict: false }).issuing(letter.digest),
    ).toBeUndefined();
    world.process.clock.set('2018-06-25T16:00:00Z');
  });

  it('must be one that this issuer knows', async () => {
    const unknown = world.process.issuer.withhold({
      letter: toBase64url(new Uint8Array(32)),
      withheld: true,
    });
    expect(await problem(unknown)).toEqual({ status: 404, code: 'letter_unknown' });
  });
});

it('is withheld in every process: no token at once, no mail from the next tick on', async () => {
  const letter = await world.open();
  const second = await world.another();
  try {
    const address = newAddress(letter);
    expect(await claim(second, letter, address)).toBeDefined();
    await withhold(letter, true);
    expect(await problem(claim(second, letter, newAddress(letter)))).toMatchObject({ code: 'code_refused' });
    await world.tick(second);
    const letters = second.app.get(IssuerLettersService, { strict: false });
    expect(await letters.issuing(letter.digest)).toBeUndefined();
    await withhold(letter, false);
    await world.tick(second);
    expect(await claim(second, letter, address)).toBeDefined();
  } finally {
    await second.app.close();
  }
});
