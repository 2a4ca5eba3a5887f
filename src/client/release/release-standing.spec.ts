import { describe, expect, it } from '@jest/globals';
import { actingIn, standingIn, type Standing } from './release-standing.js';
import type { OpenProposal, ReleaseView } from './release-view.js';

const [HERON, KESTREL, WREN] = ['heron-key', 'kestrel-key', 'wren-key'] as const;
const TERMS = {
  approvals: 2,
  organizers: [
    { label: 'Heron', signingKey: HERON, sealingKey: '' },
    { label: 'Kestrel', signingKey: KESTREL, sealingKey: '' },
    { label: 'Wren', signingKey: WREN, sealingKey: '' },
  ],
  opensAt: '2018-06-25T16:00:00Z',
  closesAt: '2018-07-09T16:00:00Z',
  releaseBy: '2018-10-07T16:00:00Z',
  epochSeconds: 3600,
};
const NOW = new Date('2018-06-25T18:30:00Z');
const AFTER_CLOSE = new Date('2018-07-09T16:00:00Z');
const EMBARGO = '2018-07-05T18:00:00Z';
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

const CLOSED: ReleaseView = { ...REACHED, state: 'closed', tally: { ...REACHED.tally, state: 'closed' } };

function proposed(approvedBy: string[], ...drafts: string[][]): ReleaseView {
  const proposal: OpenProposal = {
    id: 'p',
    epoch: 3,
    dies: '2018-07-02T18:00:00Z',
    approvedBy,
    drafts: drafts.map((by, i) => ({ digest: `d${i}`, edition: Uint8Array.of(i), approvedBy: by })),
  };
  return { ...REACHED, proposal };
}

function standing(view: ReleaseView, opened?: string, now = NOW): Standing {
  return standingIn(TERMS, view, HERON, { opened, now });
}

/** What is told in each state of the protocol, to Heron, of three of whom two have to agree. */
const STATES: readonly (readonly [string, ReleaseView, Partial<Standing>, (string | undefined)?, Date?])[] = [
  ['not open yet', COLLECTING, { step: 'before' }, undefined, new Date('2018-06-25T15:59:59Z')],
  ['just open', COLLECTING, { step: 'collecting' }, undefined, new Date('2018-06-25T16:00:00Z')],
  ['collecting', COLLECTING, { step: 'collecting', isAgain: false }],
  [
    'collecting, and to close early',
    { ...COLLECTING, closesAt: '2018-06-25T19:00:00Z' },
    { step: 'collecting' },
  ],
  [
    'to have closed early a moment ago',
    { ...COLLECTING, closesAt: '2018-06-25T18:00:00Z' },
    { step: 'closing' },
  ],
  ['over since a moment', COLLECTING, { step: 'closing' }, undefined, AFTER_CLOSE],
  ['closed, and not evaluated', { ...COLLECTING, state: 'closed' }, { step: 'closing' }],
  ['announced', REACHED, { step: 'propose', isAgain: false, embargo: null }],
  ['announced, and over since a moment', REACHED, { step: 'closing' }, undefined, AFTER_CLOSE],
  [
    'proposed, until the epoch ends',
    { ...REACHED, snapshotAt: '2018-06-25T19:00:00Z' },
    { step: 'snapshot', at: '2018-06-25T19:00:00Z' },
  ],
  ['without a snapshot, as too few could be shown', { ...REACHED, noSnapshot: true }, { step: 'propose' }],
  ['signed by nobody', proposed([]), { step: 'check', left: 1, by: [] }],
  ['signed by another', proposed([KESTREL]), { step: 'check', left: 0, by: ['Kestrel'] }],
  ['signed by her', proposed([HERON]), { step: 'othersCheck', left: 1, by: [] }],
  ['reported: another proposal, which nobody has signed', proposed([]), { step: 'check', left: 1 }],
  ['dead, before the close', REACHED, { step: 'propose', isAgain: false }],
  ['dead, after the close', CLOSED, { step: 'proposeLast', isAgain: false }, undefined, AFTER_CLOSE],
  ['signed by enough', proposed([HERON, KESTREL]), { step: 'open', left: 1 }],
  ['signed by enough, without her', proposed([WREN, KESTREL]), { step: 'open', left: 1 }],
  ['opened here', proposed([HERON, KESTREL]), { step: 'read', left: 1 }, 'p'],
  ['replaced since it was opened here', proposed([HERON, KESTREL]), { step: 'open' }, 'another'],
  [
    'with an edition of hers',
    proposed([HERON, WREN], [HERON]),
    { step: 'othersReview', left: 1, by: [], isMine: true },
  ],
  [
    'with another’s',
    proposed([HERON, WREN], [WREN]),
    { step: 'review', left: 0, by: ['Wren'], isMine: false },
  ],
  [
    'with hers and another’s: two disagree',
    proposed([HERON, WREN], [HERON], [WREN]),
    { step: 'differ', by: ['Wren'], isMine: true, left: 0 },
  ],
  [
    'with those of two others, between whom she decides',
    proposed([KESTREL, WREN], [KESTREL], [WREN]),
    { step: 'differ', by: ['Kestrel', 'Wren'], isMine: false, left: 0 },
  ],
  [
    'published under embargo',
    { ...REACHED, embargoed: [{ edition: 'e', embargo: EMBARGO }] },
    { step: 'propose', isAgain: true, embargo: EMBARGO },
  ],
  [
    'published under two embargoes',
    {
      ...REACHED,
      embargoed: [
        { edition: 'f', embargo: '2018-07-06T18:00:00Z' },
        { edition: 'e', embargo: EMBARGO },
      ],
    },
    { embargo: EMBARGO },
  ],
  ['published', { ...REACHED, editions: ['e'] }, { step: 'propose', isAgain: true, embargo: null }],
  ['closed, with nothing released', CLOSED, { step: 'proposeLast', isAgain: false }, undefined, AFTER_CLOSE],
  [
    'closed, with something released',
    { ...CLOSED, editions: ['e'] },
    { step: 'proposeLast', isAgain: true },
    undefined,
    AFTER_CLOSE,
  ],
  [
    'closed with too few to be shown',
    { ...CLOSED, noSnapshot: true },
    { step: 'short' },
    undefined,
    AFTER_CLOSE,
  ],
  ['lapsed', { ...COLLECTING, state: 'lapsed', ended: true }, { step: 'over' }],
  ['cancelled', { ...REACHED, state: 'cancelled', ended: true }, { step: 'over' }],
  [
    'cancelled while an edition is under embargo',
    { ...REACHED, state: 'cancelled', ended: true, embargoed: [{ edition: 'e', embargo: EMBARGO }] },
    { step: 'over', embargo: EMBARGO },
  ],
  ['final', { ...CLOSED, ended: true, editions: ['e'] }, { step: 'over', isAgain: true }],
  [
    'past its release date, with nothing released',
    { ...CLOSED, ended: true },
    { step: 'over', isAgain: false },
  ],
  ['taken down', { ...REACHED, state: 'withheld' }, { step: 'over' }],
];

describe('where a release stands', () => {
  it.each(STATES)('%s', (_, view, expected, ...[opened, now]) => {
    expect(standing(view, opened, now)).toMatchObject(expected);
  });

  it('asks each of all that have to agree', () => {
    const terms = { ...TERMS, approvals: 3 };
    const at = (view: ReleaseView, me: string) =>
      standingIn(terms, view, me, { opened: undefined, now: NOW });
    expect(at(proposed([HERON, KESTREL]), WREN)).toMatchObject({
      step: 'check',
      left: 0,
      by: ['Heron', 'Kestrel'],
    });
    expect(at(proposed([HERON, KESTREL]), HERON)).toMatchObject({ step: 'othersCheck', left: 1 });
    const all = [HERON, KESTREL, WREN];
    expect(at(proposed(all, [KESTREL]), HERON)).toMatchObject({ step: 'review', left: 1 });
    // Of the one that most agreed to.
    expect(at(proposed(all, [KESTREL], [WREN, HERON]), HERON)).toMatchObject({ step: 'differ', left: 0 });
  });

  it.each<[string, Partial<ReleaseView>, Standing['until']]>([
    ['it dies', {}, { at: '2018-07-02T18:00:00Z', why: 'dies' }],
    ['the letter closes', { closesAt: '2018-06-28T16:00:00Z' }, { at: '2018-06-28T16:00:00Z', why: 'close' }],
    ['it dies, after the close', { state: 'closed' }, { at: '2018-07-02T18:00:00Z', why: 'dies' }],
  ])('says that a proposal has to be published until %s', (_, changes, until) => {
    expect(standing({ ...proposed([HERON]), ...changes }).until).toEqual(until);
    expect(standing(REACHED).until).toBeUndefined();
  });

  it('says that it has to be published until the keys die', () => {
    const terms = { ...TERMS, releaseBy: '2018-07-01T16:00:00Z' };
    const view: ReleaseView = { ...proposed([HERON]), state: 'closed' };
    expect(standingIn(terms, view, HERON, { opened: undefined, now: NOW }).until).toEqual({
      at: '2018-07-01T16:00:00Z',
      why: 'keys',
    });
  });
});

describe('what organizers can do together', () => {
  const acting = (view: ReleaseView, me: string = HERON, now = NOW) => actingIn(TERMS, view, me, now);
  const actions = (view: ReleaseView, now = NOW): string[] =>
    acting(view, HERON, now).map(({ action }) => action);

  it('is to close or to cancel an open letter, and to call a closed one final', () => {
    expect(actions(COLLECTING)).toEqual(['close', 'cancel']);
    expect(actions(COLLECTING, new Date('2018-06-25T15:59:59Z'))).toEqual(['cancel']);
    expect(actions({ ...REACHED, closesAt: '2018-06-25T19:00:00Z' })).toEqual(['cancel']);
    expect(actions(CLOSED, AFTER_CLOSE)).toEqual(['final']);
    expect(actions({ ...CLOSED, ended: true }, AFTER_CLOSE)).toEqual([]);
    expect(actions({ ...REACHED, state: 'cancelled', ended: true })).toEqual([]);
    expect(actions({ ...REACHED, state: 'withheld' })).toEqual([]);
  });

  it('is not to close early what closes at the next epoch end anyway, and nothing once its time is over', () => {
    expect(actions(COLLECTING, new Date('2018-07-09T14:59:59Z'))).toEqual(['close', 'cancel']);
    expect(actions(COLLECTING, new Date('2018-07-09T15:00:00Z'))).toEqual(['cancel']);
    expect(actions(COLLECTING, AFTER_CLOSE)).toEqual([]);
  });

  it('says who wants it, who doesn’t yet, and how many it still takes', () => {
    const view = { ...REACHED, actions: [{ action: 'cancel' as const, agreedBy: [KESTREL] }] };
    expect(acting(view)[1]).toEqual({
      action: 'cancel',
      by: ['Kestrel'],
      missing: ['Wren'],
      isMine: false,
      left: 1,
    });
    expect(acting(view, KESTREL)[1]).toEqual({
      action: 'cancel',
      by: [],
      missing: ['Heron', 'Wren'],
      isMine: true,
      left: 1,
    });
    expect(acting(view)[0]).toEqual({
      action: 'close',
      by: [],
      missing: ['Kestrel', 'Wren'],
      isMine: false,
      left: 2,
    });
  });
});
