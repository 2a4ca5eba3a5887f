import { describe, expect, it } from '@jest/globals';
import { checkKeys, type KeysToCheck } from './keys-check.js';
import { StartError } from './start-error.js';

const letter = (character: string): string => character.repeat(32);
const DRAFT = 'd'.repeat(26);

function keys(vault: string[], known: string[], needed: string[] = []): KeysToCheck {
  return {
    folder: '/data/keys/origin',
    names: () => Promise.resolve(vault),
    known: (names) => Promise.resolve(new Set(known.filter((name) => names.includes(name)))),
    needed: () => Promise.resolve(needed),
  };
}

async function refusal(given: KeysToCheck): Promise<string> {
  const error: unknown = await checkKeys(given).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

describe('the keys of a vault', () => {
  it.each([
    ['nothing on either side', keys([], [])],
    ['every letter on both', keys([letter('a')], [letter('a')], [letter('a')])],
    ['a letter that ended, with keys still or without', keys([letter('a')], [letter('a'), letter('b')])],
    ['a draft that nobody knows', keys([DRAFT, letter('a')], [letter('a')], [letter('a')])],
  ])('may be: %s', async (_what, given) => {
    await expect(checkKeys(given)).resolves.toBeUndefined();
  });

  it('are refused if they are of a letter that nobody knows: which, and what to do', async () => {
    const message = await refusal(keys([letter('a'), letter('b')], [letter('a')], [letter('a')]));
    expect(message).toContain('/data/keys/origin');
    expect(message).toContain(`${letter('b')}.key`);
    expect(message).not.toContain(letter('a'));
    expect(message).toMatch(/restore a newer backup/);
    expect(message).toMatch(/move its file out/);
    expect(message).toMatch(/Nothing was changed\.$/);
  });

  it('are refused if those of a letter that has not ended are missing: which, and what to do', async () => {
    const message = await refusal(
      keys([letter('a')], [letter('a'), letter('b')], [letter('a'), letter('b')]),
    );
    expect(message).toContain('/data/keys/origin');
    expect(message).toContain(`${letter('b')}.key`);
    expect(message).not.toContain(letter('a'));
    expect(message).toMatch(/Restore that folder from its backup/);
  });

  it('are told as those of another database first: what is missing then follows from it', async () => {
    const message = await refusal(keys([letter('a')], [letter('b')], [letter('b')]));
    expect(message).toContain(letter('a'));
    expect(message).not.toContain(letter('b'));
  });

  it.each([
    [3, ''],
    [4, ' and others'],
    [26, ' and others'],
  ])('are named three at most, without how many they are (%d)', async (count, others) => {
    const names = [...'abcdefghijklmnopqrstuvwxyz'].slice(0, count).map(letter);
    const listed = `${letter('a')}.key, ${letter('b')}.key, ${letter('c')}.key${others}.`;
    for (const given of [keys(names, []), keys([], names, names)]) {
      const message = await refusal(given);
      expect(message).toContain(listed);
      expect(message.replaceAll(/[a-z]{32}/g, '')).not.toMatch(/\d/);
    }
  });

  it('are looked at twice: what another process is about to do is done then', async () => {
    let looks = 0;
    const opening: KeysToCheck = {
      ...keys([letter('a')], []),
      known: () => Promise.resolve(new Set(++looks === 1 ? [] : [letter('a')])),
    };
    await expect(checkKeys(opening)).resolves.toBeUndefined();
    const ending: KeysToCheck = {
      ...keys([], [letter('a')]),
      needed: () => Promise.resolve(++looks === 3 ? [letter('a')] : []),
    };
    await expect(checkKeys(ending)).resolves.toBeUndefined();
    expect(looks).toBe(4);
  });
});
