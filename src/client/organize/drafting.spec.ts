import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from '../../../test/support/memory-storage.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { toBase64url } from '../../protocol/codec.js';
import { drawWords, organizerKeys, wordsPseudorandomKey } from '../../protocol/words.js';
import type { Organizer } from '../organizer.js';
import type { DraftFields } from './draft-fields.js';
import { Drafting } from './drafting.js';

const DRAFT = 'a'.repeat(26);

/** A server with one draft, which refuses what wasn't made from its revision. */
class Shelf {
  revision = 1;
  content: DraftFields = {};
  state = 'draft';
  /** Called before the next save is looked at. */
  before: (() => void) | undefined;
  answers = true;

  readonly fetch = async (_url: unknown, init?: { method?: string; body?: unknown }): Promise<Response> => {
    if (!this.answers) throw new Error('unreachable');
    if (init?.method !== 'PUT') return this.json(200, this.view());
    this.before?.();
    this.before = undefined;
    const { revision, content } = JSON.parse(String(init.body)) as { revision: number; content: DraftFields };
    if (this.state !== 'draft') return this.json(409, { code: 'draft_sealed', title: 'Sealed.' });
    if (revision !== this.revision) return this.json(409, { code: 'draft_changed', title: 'Changed.' });
    this.save(content);
    return this.json(200, { revision: this.revision });
  };

  save(content: DraftFields): void {
    this.content = content;
    this.revision += 1;
  }

  private view(): object {
    const { revision, content, state } = this;
    return {
      draft: DRAFT,
      state,
      revision,
      content,
      organizers: [],
      openings: [],
      manifest: null,
      letter: null,
    };
  }

  private json(status: number, body: object): Response {
    return new Response(JSON.stringify(body), { status });
  }
}

async function organizerAt(shelf: Shelf): Promise<Organizer> {
  const keys = await organizerKeys(p, wordsPseudorandomKey(p, drawWords(p)));
  const http = {
    baseUrl: 'https://letters.example',
    fetch: shelf.fetch as typeof fetch,
    now: () => new Date(0),
  };
  return { p, http, keys, key: toBase64url(keys.signingKey) };
}

async function open(shelf: Shelf, place = new MemoryStorage()): Promise<Drafting> {
  const organizer = await organizerAt(shelf);
  return Drafting.load(
    () => organizer,
    DRAFT,
    () => place,
  );
}

describe('a draft on one device', () => {
  it('is saved over what was seen', async () => {
    const shelf = new Shelf();
    const drafting = await open(shelf);
    drafting.edit({ threshold: 50 });
    expect(drafting.isSaved).toBe(false);
    await drafting.save();
    expect(drafting.isSaved).toBe(true);
    expect(shelf).toMatchObject({ revision: 2, content: { threshold: 50 } });
    expect(drafting.savedRevision).toBe(2);
  });

  it('holds what two wrote at once', async () => {
    const shelf = new Shelf();
    const [ada, ben] = [await open(shelf), await open(shelf)];
    ada.edit({ threshold: 50 });
    ben.edit({ occasion: 'A contract' });
    await Promise.all([ada.save(), ben.save()]);
    expect(shelf.content).toEqual({ threshold: 50, occasion: 'A contract' });
    await Promise.all([ada.refresh(), ben.refresh()]);
    expect(ada.content).toEqual(ben.content);
    expect([...ada.conflicts, ...ben.conflicts]).toEqual([]);
  });

  it('shows both where two wrote the same, and changes nothing until she chooses', async () => {
    const shelf = new Shelf();
    const [ada, ben] = [await open(shelf), await open(shelf)];
    ada.edit({ letter: { title: 'Ada’s' } });
    ben.edit({ letter: { title: 'Ben’s' } });
    await ada.save();
    await ben.save();
    expect(shelf.content.letter?.title).toBe('Ada’s');
    expect(ben.conflicts).toEqual([{ path: ['letter', 'title'], mine: 'Ben’s', theirs: 'Ada’s' }]);
    const [conflict] = ben.conflicts;
    ben.choose(conflict!, 'mine');
    await ben.save();
    expect(shelf.content.letter?.title).toBe('Ben’s');
    expect(ben.conflicts).toEqual([]);
    await ada.refresh();
    expect(ada.content.letter?.title).toBe('Ben’s');
    expect(ada.conflicts).toEqual([]);
  });

  it('keeps the others’ newest where she leaves it as it is', async () => {
    const shelf = new Shelf();
    const [ada, ben] = [await open(shelf), await open(shelf)];
    ada.edit({ letter: { title: 'Ada’s' } });
    ben.edit({ letter: { title: 'Ben’s' } });
    await ada.save();
    await ben.save();
    ada.edit({ letter: { title: 'Ada’s, again' } });
    await ada.save();
    await ben.refresh();
    ben.choose(ben.conflicts[0]!, 'theirs');
    await ben.save();
    expect(shelf.content.letter?.title).toBe('Ada’s, again');
  });

  it('survives a reload before it was saved, with what is to be chosen', async () => {
    const shelf = new Shelf();
    const place = new MemoryStorage();
    const first = await open(shelf, place);
    first.edit({ threshold: 50, occasion: 'Mine' });
    shelf.save({ occasion: 'Theirs' });
    const second = await open(shelf, place);
    expect(second.content).toEqual({ threshold: 50, occasion: 'Theirs' });
    expect(second.conflicts).toEqual([{ path: ['occasion'], mine: 'Mine', theirs: 'Theirs' }]);
    const third = await open(shelf, place);
    expect(third.conflicts).toHaveLength(1);
    third.choose(third.conflicts[0]!, 'mine');
    await third.save();
    expect(shelf.content).toEqual({ threshold: 50, occasion: 'Mine' });
    expect(place.items.size).toBe(0);
  });

  it('loses nothing while the server is away', async () => {
    const shelf = new Shelf();
    const place = new MemoryStorage();
    const drafting = await open(shelf, place);
    shelf.answers = false;
    drafting.edit({ threshold: 50 });
    await expect(drafting.save()).rejects.toMatchObject({ code: 'unreachable' });
    expect(drafting.isSaved).toBe(false);
    expect(place.items.size).toBe(1);
    shelf.answers = true;
    await drafting.save();
    expect(shelf.content).toEqual({ threshold: 50 });
  });

  it('takes its own save for what it is, when only the answer was lost', async () => {
    const shelf = new Shelf();
    const drafting = await open(shelf);
    drafting.edit({ threshold: 50 });
    shelf.before = () => {
      shelf.save({ threshold: 50 });
    };
    await drafting.save();
    expect(drafting.conflicts).toEqual([]);
    expect(drafting.isSaved).toBe(true);
  });

  it('goes on with what was typed while it was being saved', async () => {
    const shelf = new Shelf();
    const drafting = await open(shelf);
    drafting.edit({ threshold: 50 });
    shelf.before = () => {
      drafting.edit({ threshold: 60 });
    };
    await drafting.save();
    expect(shelf.content).toEqual({ threshold: 60 });
    expect(drafting.isSaved).toBe(true);
  });

  it('keeps what was not in when it was sealed', async () => {
    const shelf = new Shelf();
    const drafting = await open(shelf);
    drafting.edit({ threshold: 50 });
    shelf.state = 'sealed';
    await expect(drafting.save()).rejects.toMatchObject({ code: 'draft_sealed' });
    await drafting.refresh();
    expect(drafting.draft.state).toBe('sealed');
    expect(drafting.content).toEqual({ threshold: 50 });
  });
});
