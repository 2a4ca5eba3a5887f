// What a manifest says where its organizers said nothing. protocol.md#manifest
import type { Manifest, Workplace } from './manifest.js';
import { toTime } from './shape.js';

const RELEASE_DAYS = 90;
const DAY_MS = 86_400_000;

/** The fields that organizers may leave unsaid. */
export type DefaultedTerms = Pick<
  Manifest,
  | 'translations'
  | 'occasion'
  | 'timeZone'
  | 'pressContact'
  | 'supersedes'
  | 'signsFrom'
  | 'releaseBy'
  | 'epochSeconds'
  | 'countStep'
  | 'minimumCell'
  | 'signing'
  | 'roles'
  | 'nameConditions'
  | 'approvals'
>;

export const WORKPLACE_DEFAULTS: Pick<Workplace, 'mailbox' | 'headcount'> = {
  mailbox: { dots: 'kept' },
  headcount: null,
};

/** `closesAt` as it stands in the draft, `organizers` their number. `releaseBy` is empty until there is a closing time. */
export function manifestDefaults(closesAt: string | undefined, organizers: number): DefaultedTerms {
  return {
    translations: [],
    occasion: null,
    timeZone: 'UTC',
    pressContact: null,
    supersedes: null,
    signsFrom: null,
    releaseBy: toTime(new Date(Date.parse(closesAt ?? '') + RELEASE_DAYS * DAY_MS)),
    epochSeconds: 3600,
    countStep: 10,
    minimumCell: 10,
    signing: 'now',
    roles: [],
    nameConditions: [],
    approvals: Math.floor(organizers / 2) + 1,
  };
}
