import { describe, expect, it } from '@jest/globals';
import { actingIn, standingIn, type Standing } from './release-standing.js';
import { asOf, nextEpochEnd } from './release-times.js';
import type { OpenProposal, ReleaseView } from './release-view.js';

const [HERON, KESTREL, WREN] = ['heron-key', 'kestrel-key', 'wren-key'] as const;
const TERMS = {
  approvals: 2,
  organizers: [
    { label: 'Heron', signingKey: HERON, sealingKey: '' },
    { label: 'Kestrel', signingKey: KESTREL, sealingKey: '' },
    { label: 'Wren', signingKey: WREN, sealingKey: '' },
  ],
};
const REACHED: ReleaseView = {
  state: 'open',
  tally: { tally: 'reached', state: 'open', count: 15 },
  snapshotAt: null,
  noSnapshot: false,
  proposal: undefined,
  editions: [],
  embargoed: [],
  links: [],
  actions: [],
  closesAt: null,
  ended: false,
};
const COLLECTING: ReleaseView = { ...REACHED, tally: { tally: 'collecting', state: 'open' } };

function proposed(approvedBy: string[], ...drafts: string[][]): ReleaseView {
  const proposal: OpenProposal = {
    id: 'p',
    epoch: 3,
    dies: '2018-07-05T18:00:00Z',
    approvedBy,
    drafts: drafts.map((by, i) => ({ edition: Uint8Array.of(i), approvedBy: by })),
  };
  return { ...REACHED, proposal };
}

function standing(view: ReleaseView, me: string = HERON, opened?: string): Standing {
  return standingIn(TERMS, view, me, { opened });
}

describe('where a release stands', () => {
  it.each<[string, ReleaseView, Partial<Standing>]>([
    ['is collecting before the announcement, whatever was asked', COLLECTING, { step: 'collecting' }],
    ['can be proposed afterwards', REACHED, { step: 'propose', isAgain: false }],
    ['can be proposed again', { ...REACHED, editions: ['e'] }, { step: 'propose', isAgain: true }],
    [
      'can be proposed again while an edition is under embargo',
      { ...REACHED, embargoed: [{ edition: 'e', embargo: '2018-07-05T18:00:00Z' }] },
      { step: 'propose', isAgain: true },
    ],
    [
      'waits for the snapshot',
      { ...REACHED, snapshotAt: '2018-06-25T19:00:00Z' },
      { step: 'snapshot', at: '2018-06-25T19:00:00Z' },
    ],
    ['can be proposed anew if there was none', { ...REACHED, noSnapshot: true }, { step: 'propose' }],
    [
      'ends if the last one can’t be taken',
      { ...REACHED, state: 'closed', noSnapshot: true },
      { step: 'short' },
    ],
    ['is over when the letter lapsed', { ...COLLECTING, state: 'lapsed', ended: true }, { step: 'over' }],
    ['is over when it was cancelled', { ...REACHED, state: 'cancelled', ended: true }, { step: 'over' }],
    ['is over when it is final', { ...REACHED, state: 'closed', ended: true }, { step: 'over' }],
    ['is to be checked by her and one other', proposed([]), { step: 'check', left: 1, by: [] }],
    ['is to be checked by her alone', proposed([KESTREL]), { step: 'check', left: 0, by: ['Kestrel'] }],
    ['is to be checked by another', proposed([HERON]), { step: 'othersCheck', left: 1, by: [] }],
    ['can be opened by who signed', proposed([HERON, KESTREL]), { step: 'open', left: 1 }],
    ['can be opened by who didn’t', proposed([WREN, KESTREL]), { step: 'open', left: 1 }],
    ['has an edition of hers', proposed([HERON, WREN], [HERON]), { step: 'othersReview', left: 1, by: [] }],
    ['has another’s', proposed([HERON, WREN], [WREN]), { step: 'review', left: 0, by: ['Wren'] }],
    ['has several', proposed([HERON, WREN], [HERON], [WREN]), { step: 'differ', by: ['Wren'] }],
  ])('%s', (_, view, expected) => {
    expect(standing(view)).toMatchObject(expected);
  });

  it('goes on once the names of this proposal are open here, and not those of another', () => {
    const view = proposed([HERON, KESTREL]);
    expect(standing(view, HERON, 'p').step).toBe('read');
    expect(standing(view, HERON, 'another').step).toBe('open');
  });

  it('asks each of all that have to agree', () => {
    const terms = { ...TERMS, approvals: 3 };
    const at = (view: ReleaseView, me: string) => standingIn(terms, view, me, { opened: undefined });
    expect(at(proposed([HERON, KESTREL]), WREN)).toMatchObject({
      step: 'check',
      left: 0,
      by: ['Heron', 'Kestrel'],
    });
    expect(at(proposed([HERON, KESTREL]), HERON)).toMatchObject({ step: 'othersCheck', left: 1 });
    expect(at(proposed([HERON, KESTREL, WREN], [KESTREL]), HERON)).toMatchObject({ step: 'review', left: 1 });
  });
});

describe('what organizers can do together', () => {
  const acting = (view: ReleaseView, me: string = HERON, isBegun = true) =>
    actingIn(TERMS, view, me, isBegun);

  it('is to close or to cancel an open letter, and to call a closed one final', () => {
    expect(acting(COLLECTING).map(({ action }) => action)).toEqual(['close', 'cancel']);
    expect(acting(COLLECTING, HERON, false).map(({ action }) => action)).toEqual(['cancel']);
    expect(acting({ ...REACHED, closesAt: '2018-06-25T19:00:00Z' }).map(({ action }) => action)).toEqual([
      'cancel',
    ]);
    expect(acting({ ...REACHED, state: 'closed' }).map(({ action }) => action)).toEqual(['final']);
    expect(acting({ ...REACHED, state: 'closed', ended: true })).toEqual([]);
    expect(acting({ ...REACHED, state: 'cancelled', ended: true })).toEqual([]);
  });

  it('says who wants it, and how many it still takes', () => {
    const view = { ...REACHED, actions: [{ action: 'cancel' as const, agreedBy: [KESTREL] }] };
    expect(acting(view)[1]).toEqual({ action: 'cancel', by: ['Kestrel'], isMine: false, left: 1 });
    expect(acting(view, KESTREL)[1]).toEqual({ action: 'cancel', by: [], isMine: true, left: 1 });
    expect(acting(view)[0]).toEqual({ action: 'close', by: [], isMine: false, left: 2 });
  });
});

describe('the next epoch end', () => {
  const terms = {
    opensAt: '2018-06-25T16:00:00Z',
    closesAt: '2018-06-25T19:00:00Z',
    epochSeconds: 3600,
  };
  const at = (time: string, view: Partial<ReleaseView> = {}) =>
    nextEpochEnd(terms, { ...REACHED, ...view }, new Date(time));

  it('is the first one to come, until the letter closes', () => {
    expect(at('2018-06-25T15:00:00Z')).toBe('2018-06-25T17:00:00Z');
    expect(at('2018-06-25T16:59:59Z')).toBe('2018-06-25T17:00:00Z');
    expect(at('2018-06-25T17:00:00Z')).toBe('2018-06-25T18:00:00Z');
    expect(at('2018-06-25T19:00:00Z')).toBeUndefined();
    expect(at('2018-06-25T18:30:00Z', { closesAt: '2018-06-25T18:00:00Z' })).toBeUndefined();
    expect(at('2018-06-25T16:30:00Z', { state: 'closed' })).toBeUndefined();
    expect(asOf(terms, 2)).toBe('2018-06-25T18:00:00Z');
  });
});
