// The messages between Origin, Issuer and Client: all that the roles know of each other. protocol.md#roles
import * as v from './schema.js';
import type { SignedAction } from './action.js';
import { MAX_ISSUERS } from './manifest.js';
import { bytes, bytesUpTo, list } from './shape.js';
import { signedBy } from './signed.js';

/** A draft's random id: 16 bytes in lower-case base32. It names the keys until there is a letter digest. */
const draftId = v.pipe(
  v.string,
  v.check((text) => /^[a-z2-7]{26}$/.test(text), 'must be a draft id of 26 characters'),
);

const keyRequest = v.strictObject({
  workplace: v.pipe(v.string, v.upTo(32)),
  method: v.literal('email-code'),
});

const issuerKey = v.strictObject({ ...keyRequest.entries, key: bytesUpTo(400), identityKey: bytes(32) });

export const createKeysRequest = v.strictObject({
  draft: draftId,
  entries: list(keyRequest, 1, MAX_ISSUERS),
});
export const createKeysResponse = v.strictObject({
  name: v.string,
  url: v.string,
  entries: list(issuerKey, 1, MAX_ISSUERS),
});

export const countersignRequest = v.strictObject({
  draft: draftId,
  manifest: v.string,
  openings: v.array(signedBy),
});
export const countersignResponse = v.strictObject({ countersignings: v.array(signedBy) });

const signedAction = v.strictObject({ key: bytes(32), document: v.string, signature: bytes(64) });
export const actionRequest = v.strictObject({ letter: bytes(32), actions: list(signedAction, 1, 100) });

export const discardRequest = v.strictObject({ draft: draftId });

export const withholdRequest = v.strictObject({ letter: bytes(32), withheld: v.boolean });

export const organizationRequest = v.strictObject({
  letter: bytes(32),
  challenge: v.pipe(v.string, v.upTo(1024)),
  code: v.pipe(v.string, v.upTo(64)),
});
export const organizationResponse = v.strictObject({
  domain: v.pipe(v.string, v.upTo(253)),
});

/** For which workplaces, by which methods, an issuer is to vouch. */
export type CreateKeysRequest = v.Output<typeof createKeysRequest>;
/** The issuer's name and base URL, and for each entry, in order, its SPKI and its Ed25519 identity key. */
export type CreateKeysResponse = v.Output<typeof createKeysResponse>;
/** The canonical manifest in base64url, and every organizer's signature over its opening, in the manifest's order. */
export type CountersignRequest = v.Output<typeof countersignRequest>;
/** One signature for each of this issuer's entries, in the manifest's order. */
export type CountersignResponse = v.Output<typeof countersignResponse>;
/** The letter's digest, and the same action signed by enough organizers. */
export interface ActionRequest {
  readonly letter: string;
  readonly actions: readonly SignedAction[];
}
export type DiscardRequest = v.Output<typeof discardRequest>;
/** The letter's digest, and whether the origin's operator holds it back now. */
export type WithholdRequest = v.Output<typeof withholdRequest>;

/** The letter's digest, the challenge as it came from `POST /attestations/organizations`, and the code as it was typed. */
export type OrganizationRequest = v.Output<typeof organizationRequest>;
/** At which domain a mailbox was shown; the address stays with the issuer, which doesn't keep it. */
export type OrganizationResponse = v.Output<typeof organizationResponse>;

/** What the Origin asks of an Issuer. */
export interface IssuerForOrigin {
  /** Makes keys for a draft; asked again, gives the same. */
  createKeys(request: CreateKeysRequest): Promise<CreateKeysResponse>;
  /** Checks manifest, openings, own keys and own rules, and opens issuance; asked again, gives the same. */
  countersign(request: CountersignRequest): Promise<CountersignResponse>;
  /** Stops issuance and destroys the keys, if enough organizers signed `close` or `cancel`. */
  act(request: ActionRequest): Promise<void>;
  /** Destroys the keys of a draft that was never opened. */
  discard(request: DiscardRequest): Promise<void>;
  /** Rests issuance while the letter is withheld, and takes it up again when it isn't; no key is touched. */
  withhold(request: WithholdRequest): Promise<void>;
  /** The domain that an organization showed with a code; asked again, says the same until the challenge is too old. */
  organization(request: OrganizationRequest): Promise<OrganizationResponse>;
}

/**
 * `GET /api/v1/attestations/work?letter=<letterDigest>`: the work to be done before a code is mailed. The same for everybody,
 * whatever the letter; good for one request. Hexadecimal but `letter`, in the names of altcha-lib. protocol.md#work
 */
export interface WorkDemand {
  readonly parameters: {
    readonly algorithm: 'SHA-256';
    readonly cost: 1;
    readonly data: {
      /** UTC, to the second. */
      readonly expiresAt: string;
      /** 32 bytes, base64url. */
      readonly letter: string;
      /** The counter that is looked for is below. */
      readonly most: number;
    };
    readonly keyLength: 32;
    /** The first 16 bytes of SHA-256(salt ‖ nonce ‖ uint32(counter)). */
    readonly keyPrefix: string;
    /** 16 bytes. */
    readonly nonce: string;
    /** 16 bytes. */
    readonly salt: string;
  };
  /** The issuer's HMAC over the parameters: 32 bytes. */
  readonly signature: string;
}

/** `POST /api/v1/attestations`: the token key id of an issuer's entry, a work address, and the proof of work, without which it is refused. */
export interface AttestationRequest {
  readonly letter: string;
  readonly keyId: string;
  readonly address: string;
  readonly work?: string;
}
/** `POST /api/v1/attestations/organizations`: an organization's mailbox, and the proof of work. Answered as the above. */
export interface OrganizationAttestationRequest {
  readonly letter: string;
  readonly address: string;
  readonly work?: string;
}
/** Opaque, of one size for every address. */
export interface AttestationResponse {
  readonly challenge: string;
}

/** `POST /api/v1/tokens`: the blinded message is 256 bytes, the holder 32, both base64url. */
export interface TokenRequest {
  readonly challenge: string;
  readonly code: string;
  readonly blindedMessage: string;
  readonly holder: string;
}
/** 256 and 64 bytes, base64url; the certificate is over the canonical address. The same request gets the same answer. */
export interface TokenResponse {
  readonly blindSignature: string;
  readonly certificate: string;
}
