// From the opened members of a named set to the names that are published: whoever's don't hold leaves. protocol.md#released-names
import type { NameProof } from './bundle.js';
import { toBase64url } from './codec.js';
import type { EditionName } from './edition.js';
import { ProtocolError } from './errors.js';
import { namedSet, sortByNullifier } from './named-set.js';
import type { Primitives } from './primitives.js';
import type { IdentityPlain, PostedShare } from './sealed-choice.js';
import { openIdentity } from './sealed-choice.js';
import { verifyNameProof } from './verify-names.js';
import type { VerifiedRecord } from './verify-records.js';
import type { LetterContext } from './vouching.js';

/** A member of the named set with all that opens her identity. */
export interface MemberToOpen {
  readonly record: VerifiedRecord;
  /** Her sealed choice. */
  readonly choice: Uint8Array;
  readonly condition: number;
  readonly role: string | null;
  /** 32 bytes each, of her opened choice. */
  readonly serverShare: Uint8Array;
  readonly commitment: Uint8Array;
  /** Of at least t organizers. */
  readonly shares: readonly PostedShare[];
  /** Whether she has said something that ranks higher since the snapshot. */
  readonly changed: boolean;
}

/** A member, opened. */
export interface OpenedMember {
  readonly nullifier: string;
  readonly condition: number;
  readonly changed: boolean;
  /** `unopened`: the seals don't open; `uncertified`: no issuer of her signature certified her mailbox for her key. */
  readonly opened: 'unopened' | 'uncertified' | OpenedIdentity;
}

export interface OpenedIdentity {
  readonly identity: IdentityPlain;
  /** The certificate beside what proves it. */
  readonly proof: NameProof;
}

/** Why a member isn't published; `condition`: too few others are. */
export type Leaving = 'unopened' | 'uncertified' | 'repeated' | 'changed' | 'struck' | 'condition';

/** Everything in ascending order of the nullifiers' bytes. */
export interface ReleasedNames {
  /** For the edition. */
  readonly names: EditionName[];
  /** For the bundle: of those names that show their address. */
  readonly proofs: NameProof[];
  /** How many were struck: the edition's `struck`. */
  readonly struck: number;
  readonly left: { readonly nullifier: string; readonly reason: Leaving }[];
}

/** Opens a member's identity and checks its certificate. Never throws on what a signer sealed. */
export async function openMember(
  p: Primitives,
  context: LetterContext,
  member: MemberToOpen,
): Promise<OpenedMember> {
  const { record, condition, changed } = member;
  const { nullifier } = record;
  const identity = await orRefused(openedIdentity(p, context, member));
  const opened = identity === undefined ? 'unopened' : await certified(p, context, record, identity);
  return { nullifier, condition, changed, opened };
}

/** The identity with the first proof, by an issuer of its record's cell, that holds for the record's key. */
export async function certified(
  p: Primitives,
  context: LetterContext,
  record: VerifiedRecord,
  identity: IdentityPlain,
): Promise<OpenedIdentity | 'uncertified'> {
  for (const issuer of context.cells[record.cell]?.issuers ?? []) {
    const proof = {
      nullifier: record.nullifier,
      issuer,
      address: identity.address,
      holderSecret: toBase64url(identity.holderSecret),
      certificate: toBase64url(identity.certificateSignature),
    };
    if (await orRefused(verifyNameProof(p, context, record, proof, 'names').then(() => true))) {
      return { identity, proof };
    }
  }
  return 'uncertified';
}

/**
 * The names to publish: of those whose identity opened and is certified, whose mailbox stands once, who said nothing else
 * since and aren't struck (nullifiers), again the named set. Only strikes of those who would be eligible without count.
 */
export function releasedNames(
  members: readonly OpenedMember[],
  struck: ReadonlySet<string> = new Set(),
): ReleasedNames {
  const eligible = eligibleMembers(members);
  const kept = namedSet(eligible.filter(({ nullifier }) => !struck.has(nullifier)));
  const reasons = reasonsToLeave(members, { eligible, kept, struck });
  return {
    names: kept.map(({ nullifier, identity }) => ({
      nullifier,
      name: identity.name,
      title: identity.title === '' ? null : identity.title,
      address: identity.showAddress ? identity.address : null,
    })),
    proofs: kept.flatMap(({ identity, proof }) => (identity.showAddress ? [proof] : [])),
    struck: eligible.filter(({ nullifier }) => struck.has(nullifier)).length,
    left: reasons,
  };
}

/**
 * Whom to strike, `struck` in number, so that exactly these nullifiers are published: `undefined` if no such strikes exist.
 * An edition says how many were struck, not who; this tells whether what it names can be right.
 */
export function strikesFor(
  members: readonly OpenedMember[],
  published: readonly string[],
  struck: number,
): Set<string> | undefined {
  const eligible = eligibleMembers(members);
  const names = new Set(published);
  // Whoever asks for least comes back first: if any strikes keep the others out, these do.
  const others = eligible
    .filter(({ nullifier }) => !names.has(nullifier))
    .sort((a, b) => a.condition - b.condition);
  if (struck > others.length) return undefined;
  const strikes = new Set(others.slice(0, struck).map(({ nullifier }) => nullifier));
  const kept = namedSet(eligible.filter(({ nullifier }) => !strikes.has(nullifier)));
  const same = kept.length === published.length && kept.every(({ nullifier }) => names.has(nullifier));
  return same ? strikes : undefined;
}

type EligibleMember = OpenedIdentity & Pick<OpenedMember, 'nullifier' | 'condition'>;

/** Of several keys that are certified for one mailbox none is shown: nobody can tell which is whose. */
function eligibleMembers(members: readonly OpenedMember[]): EligibleMember[] {
  const repeated = repeatedAddresses(members);
  return members.flatMap(({ nullifier, condition, changed, opened }) =>
    changed || typeof opened === 'string' || repeated.has(opened.identity.address)
      ? []
      : [{ nullifier, condition, ...opened }],
  );
}

function repeatedAddresses(members: readonly OpenedMember[]): Set<string> {
  const once = new Set<string>();
  const repeated = new Set<string>();
  for (const { opened } of members) {
    if (typeof opened === 'string') continue;
    const { address } = opened.identity;
    (once.has(address) ? repeated : once).add(address);
  }
  return repeated;
}

function reasonsToLeave(
  members: readonly OpenedMember[],
  sets: {
    eligible: readonly EligibleMember[];
    kept: readonly EligibleMember[];
    struck: ReadonlySet<string>;
  },
): ReleasedNames['left'] {
  const eligible = new Set(sets.eligible.map(({ nullifier }) => nullifier));
  const kept = new Set(sets.kept.map(({ nullifier }) => nullifier));
  const reasonOf = ({ nullifier, opened, changed }: OpenedMember): Leaving => {
    if (typeof opened === 'string') return opened;
    if (changed) return 'changed';
    if (!eligible.has(nullifier)) return 'repeated';
    return sets.struck.has(nullifier) ? 'struck' : 'condition';
  };
  return sortByNullifier(members.filter(({ nullifier }) => !kept.has(nullifier))).map((member) => ({
    nullifier: member.nullifier,
    reason: reasonOf(member),
  }));
}

async function openedIdentity(
  p: Primitives,
  { manifest, digest }: LetterContext,
  { record, choice, condition, role, serverShare, commitment, shares }: MemberToOpen,
): Promise<IdentityPlain> {
  const opened = { appear: 'named' as const, role, condition, serverShare, commitment };
  return openIdentity(p, choice, shares, opened, {
    letterDigest: digest,
    publicKey: record.key,
    organizers: manifest.organizers.length,
    approvals: manifest.approvals,
  });
}

/** `undefined` where the protocol refuses: the signer's own doing, and no error of who opens. */
async function orRefused<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
