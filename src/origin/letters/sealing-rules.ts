// What finished content must keep before keys are made for it: every rule of the manifest, and this server's own. protocol.md#manifest
import { isPublicMailProvider } from '../../common/public-providers.js';
import { encodeRsaPssSpki, MODULUS_LENGTH } from '../../protocol/rsa-spki.js';
import { toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { rehearseManifest, type IssuerEntry, type Manifest } from '../../protocol/manifest.js';
import { checkManifestPolicy } from '../../protocol/manifest-rules.js';
import { toSeconds } from '../../protocol/shape.js';
import { manifestOf, type DraftContent } from './draft-content.js';
import type { DraftOrganizer } from './draft.entity.js';
import { AllMustAgreeError, DraftRefusedError } from './letters.errors.js';

const LEAST_ORGANIZERS = 2;
const DAY_SECONDS = 86_400;

/** How long ago a letter may have been due to open when it is sealed: as long as signing it may take. */
const LATE_SECONDS = 7 * DAY_SECONDS;
/** Keys are kept from the sealing on, so a letter opens soon and doesn't stay open for ever. */
const MOST_AHEAD_SECONDS = 366 * DAY_SECONDS;
const LONGEST_SECONDS = 731 * DAY_SECONDS;
/** All slots of a letter are sealed anew at every epoch end, at least two for each signer of the threshold. */
const MOST_THRESHOLD = 2 ** 18;

/** What the server and the organizers say besides the content. */
export interface SealingTerms {
  readonly origin: string;
  readonly now: Date;
  /** Whether letters fit for demos only are allowed. */
  readonly smallLetters: boolean;
  /** Whether the organizers want that nothing is released without all of them. */
  readonly allMustAgree: boolean;
}

/** Throws `draft_refused` (422) with the place, or `all_must_agree` (409). */
export function checkSealable(
  content: DraftContent,
  organizers: readonly DraftOrganizer[],
  terms: SealingTerms,
): void {
  if (organizers.length < LEAST_ORGANIZERS) {
    throw new DraftRefusedError(
      'organizers',
      'A letter has at least two organizers: let somebody join by the invite.',
    );
  }
  const manifest = asDraftRefused(() => rehearsed(content, organizers, terms));
  checkTimes(manifest, terms.now);
  checkThreshold(manifest);
  checkTimeZone(manifest.timeZone);
  checkDomains(manifest);
  if (manifest.approvals === organizers.length && !terms.allMustAgree) throw new AllMustAgreeError();
}

/** Runs `make`; what the protocol refuses becomes `draft_refused` with its place in the content. */
export function asDraftRefused<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const place = error.place ?? '';
    throw new DraftRefusedError(place.startsWith('content') ? place : `content.${place}`, error.message);
  }
}

/** The manifest with keys that nobody has: so that all its rules are checked before a key is made. */
function rehearsed(
  content: DraftContent,
  organizers: readonly DraftOrganizer[],
  { origin, smallLetters }: SealingTerms,
): Manifest {
  const issuers = (content.workplaces ?? []).map(({ id }, i): IssuerEntry => ({
    workplace: id ?? '',
    method: 'email-code',
    name: 'Issuer',
    url: origin,
    key: toBase64url(encodeRsaPssSpki(modulus(i))),
    identityKey: toBase64url(filled(32, 2 * i + 1)),
  }));
  const keys = { receiptKey: toBase64url(filled(32, 2)), releaseKey: toBase64url(filled(32, 4)) };
  const manifest = manifestOf(content, { origin, organizers, issuers, ...keys });
  rehearseManifest(manifest);
  checkManifestPolicy(manifest, { smallLetters });
  return manifest;
}

function checkTimes(manifest: Manifest, now: Date): void {
  const seconds = now.getTime() / 1000;
  const [opens, closes] = [toSeconds(manifest.opensAt), toSeconds(manifest.closesAt)];
  demand(closes > seconds, 'closesAt', 'The closing time is over: choose one in the future.');
  demand(
    closes - opens <= LONGEST_SECONDS,
    'closesAt',
    'A letter is open for at most two years: close it earlier.',
  );
  demand(
    opens - seconds <= MOST_AHEAD_SECONDS,
    'opensAt',
    'A letter opens within a year: choose an earlier time.',
  );
  demand(
    opens >= seconds - LATE_SECONDS,
    'opensAt',
    'The opening time was more than a week ago: choose a new one.',
  );
}

function checkThreshold({ threshold }: Manifest): void {
  demand(
    threshold <= MOST_THRESHOLD,
    'threshold',
    `This server takes letters with a threshold of at most ${MOST_THRESHOLD.toString()}.`,
  );
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new DraftRefusedError(
      'content.timeZone',
      'There is no such time zone: take one such as Europe/Berlin.',
    );
  }
}

function checkDomains({ workplaces }: Manifest): void {
  for (const [i, { domains }] of workplaces.entries()) {
    const found = domains.findIndex((domain) => isPublicMailProvider(domain));
    if (found < 0) continue;
    throw new DraftRefusedError(
      `content.workplaces[${i.toString()}].domains[${found.toString()}]`,
      'Anybody can have a mailbox there, so it says nothing of where somebody works: name only domains of the workplace itself.',
    );
  }
}

function demand(holds: boolean, place: string, detail: string): void {
  if (!holds) throw new DraftRefusedError(`content.${place}`, detail);
}

function modulus(i: number): Uint8Array {
  const bytes = filled(MODULUS_LENGTH, 2 * i + 1);
  bytes[0] = 0x80;
  return bytes;
}

function filled(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value);
}
