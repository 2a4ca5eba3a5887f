import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from '../../../test/support/memory-storage.js';
import { keptInvites } from './kept-invites.js';

describe('an invite', () => {
  it('is there after a reload, until she has joined', () => {
    const place = new MemoryStorage();
    keptInvites(() => place).keep('a', 'invite of a');
    const invites = keptInvites(() => place);
    invites.keep('b', 'invite of b');
    expect([invites.read('a'), invites.read('b')]).toEqual(['invite of a', 'invite of b']);
    invites.forget('a');
    expect([invites.read('a'), invites.read('b')]).toEqual([undefined, 'invite of b']);
    expect([...place.items.values()]).toEqual(['invite of b']);
    expect(keptInvites(() => place).read('a')).toBeUndefined();
  });

  it('lives as long as the page where nothing can be kept', () => {
    const invites = keptInvites(() => {
      throw new Error('blocked');
    });
    invites.keep('a', 'invite');
    expect(invites.read('a')).toBe('invite');
    invites.forget('a');
    expect(invites.read('a')).toBeUndefined();
  });

  it('is gone from the page, too, when all are dropped', () => {
    const place = new MemoryStorage();
    const invites = keptInvites(() => place);
    invites.keep('a', 'invite');
    place.items.clear();
    invites.drop();
    expect(invites.read('a')).toBeUndefined();
  });
});
