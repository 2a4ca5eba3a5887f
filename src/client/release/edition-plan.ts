// What an organizer has decided of an edition so far, kept in her tab until it is made. protocol.md#edition
import * as v from '../../protocol/schema.js';
import { type KeptStorage, tryStorage } from '../storage.js';
import { timeFrom } from '../zoned-time.js';
import type { EditionTerms } from './editions.js';

const schema = v.strictObject({
  /** Nullifiers, base64url. */
  struck: v.array(v.string),
  when: v.literal('now', 'embargo'),
  /** As it is typed, in the letter's zone: `2018-06-28T08:00`. */
  embargo: v.string,
  withRoles: v.boolean,
});

export type EditionPlan = v.Output<typeof schema>;

const NEW: EditionPlan = { struck: [], when: 'now', embargo: '', withRoles: true };

/** The plan for a proposal (its id). Never throws. */
export function readPlan(storage: () => KeptStorage, proposal: string): EditionPlan {
  return tryStorage(storage, (kept) => schema(JSON.parse(kept.getItem(placeOf(proposal)) ?? ''))) ?? NEW;
}

/** Never throws: a device that keeps nothing keeps it as long as the page. */
export function keepPlan(storage: () => KeptStorage, proposal: string, plan: EditionPlan): void {
  tryStorage(storage, (kept) => {
    kept.setItem(placeOf(proposal), JSON.stringify(plan));
  });
}

/** The same with this name struck, or not any more. */
export function withStrike(plan: EditionPlan, nullifier: string, isStruck: boolean): EditionPlan {
  const others = plan.struck.filter((one) => one !== nullifier);
  return { ...plan, struck: isStruck ? [...others, nullifier] : others };
}

/** The plan as terms of an edition; undefined if its embargo is no time to come. */
export function termsOf(
  { struck, when, embargo, withRoles }: EditionPlan,
  timeZone: string,
  now: Date,
): EditionTerms | undefined {
  const terms = { struck: new Set(struck), withRoles, embargo: null };
  if (when === 'now') return terms;
  const time = timeFrom(timeZone, embargo);
  return time !== '' && new Date(time) > now ? { ...terms, embargo: time } : undefined;
}

function placeOf(proposal: string): string {
  return `undersigned/edition/${proposal}`;
}
