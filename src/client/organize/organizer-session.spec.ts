import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from '../../../test/support/memory-storage.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { drawWords, organizerKeys, wordsPseudorandomKey } from '../../protocol/words.js';
import { myLetters } from './my-letters.js';
import { organizerSession } from './organizer-session.js';

const http = {
  baseUrl: 'https://letters.example',
  now: () => new Date(0),
  fetch: (async (url: string) =>
    new Response(
      JSON.stringify(
        url.endsWith('/session')
          ? { token: 'a-token' }
          : { nonce: 'a-nonce', expires: '2018-06-25T16:00:00Z' },
      ),
    )) as unknown as typeof fetch,
};

describe('an organizer’s session', () => {
  it('is there after a reload, without the words', async () => {
    const place = new MemoryStorage();
    const words = drawWords(p);
    const organizer = await organizerSession(p, http, () => place).signIn(words);
    const again = organizerSession(p, http, () => place).signedIn();
    expect(again?.key).toBe(organizer.key);
    expect(again?.keys).toEqual(await organizerKeys(p, wordsPseudorandomKey(p, words)));
    expect(again?.http.bearer).toBe('a-token');
    const kept = [...place.items.values()].join();
    for (const word of words.split(' ').filter((one) => one.length > 5)) expect(kept).not.toContain(word);
  });

  it('is gone after she signed out, with everything of ours that the tab held', async () => {
    const place = new MemoryStorage();
    const session = organizerSession(p, http, () => place);
    place.setItem('undersigned/invite/a', 'x');
    place.setItem('another/thing', 'y');
    await session.signIn(drawWords(p));
    place.setItem('undersigned/draft/a', 'z');
    place.setItem('undersigned/copied', 'z');
    session.signOut();
    expect(session.signedIn()).toBeUndefined();
    expect([...place.items]).toEqual([['another/thing', 'y']]);
  });

  it('leaves what she was doing when it is over', async () => {
    const place = new MemoryStorage();
    const session = organizerSession(p, http, () => place);
    await session.signIn(drawWords(p));
    place.setItem('undersigned/draft/a', 'z');
    session.end();
    expect(session.signedIn()).toBeUndefined();
    expect([...place.items]).toEqual([['undersigned/draft/a', 'z']]);
  });

  it('lives as long as the page where nothing can be kept', async () => {
    const session = organizerSession(p, http, () => {
      throw new Error('blocked');
    });
    await session.signIn(drawWords(p));
    expect(session.signedIn()).toBeDefined();
    session.signOut();
    expect(session.signedIn()).toBeUndefined();
  });

  it('is none with another server, or of another form', async () => {
    const place = new MemoryStorage();
    await organizerSession(p, http, () => place).signIn(drawWords(p));
    expect(
      organizerSession(p, { ...http, baseUrl: 'https://other.example' }, () => place).signedIn(),
    ).toBeUndefined();
    place.items.set('undersigned/organizer', '{"key":1}');
    expect(organizerSession(p, http, () => place).signedIn()).toBeUndefined();
  });

  it('refuses words that aren’t twelve', async () => {
    const session = organizerSession(p, http, () => new MemoryStorage());
    await expect(session.signIn('one two')).rejects.toMatchObject({ code: 'invalid_words' });
    expect(session.signedIn()).toBeUndefined();
  });
});

describe('the letters of a device', () => {
  const [a, b] = ['a'.repeat(26), 'b'.repeat(26)] as const;

  it('are remembered only if she wants it, newest first, each once', () => {
    const place = new MemoryStorage();
    const letters = myLetters(() => place);
    letters.add(a);
    expect(letters.read()).toBeUndefined();
    expect(place.items.size).toBe(0);
    letters.begin([]);
    letters.add(a);
    letters.add(b);
    letters.add(a);
    expect(letters.read()).toEqual([a, b]);
    letters.forget();
    expect(letters.read()).toBeUndefined();
  });

  it('are none where something else is kept, or nothing can be', () => {
    const place = new MemoryStorage();
    place.items.set('undersigned/organized', '["x"]');
    expect(myLetters(() => place).read()).toBeUndefined();
    const blocked = myLetters(() => {
      throw new Error('blocked');
    });
    blocked.begin([a]);
    expect(blocked.read()).toBeUndefined();
  });
});
