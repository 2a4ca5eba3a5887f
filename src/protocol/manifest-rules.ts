// The rules that a well-formed manifest must keep, each with a sentence that says what to change. protocol.md#manifest
import { inLowerCase } from './characters.js';
import { roleFits } from './choice-documents.js';
import { fromBase64url } from './codec.js';
import { ProtocolError } from './errors.js';
import { isSoundSealingKey, isSoundSigningKey } from './curve25519.js';
import { checkLetterLine, readLetterText } from './letter-text.js';
import type { Manifest } from './manifest.js';
import { decodeRsaPssSpki } from './rsa-spki.js';
import { toSeconds } from './shape.js';
import { isTorsionFree } from './torsion.js';

/** What only a demo or a test may have. */
export interface ManifestPolicy {
  /** Cells under 10 and epochs under 10 minutes. */
  readonly smallLetters: boolean;
}

const MOST_EPOCHS = 100_000;
const LEAST_CELL = 10;
const LEAST_EPOCH_SECONDS = 600;

/** Of organizers, issuers and origins: those of some hundred letters. */
const MOST_REMEMBERED = 1024;

/** Throws `invalid_manifest` at the first rule that the manifest breaks. */
export function checkManifest(manifest: Manifest): void {
  checkTexts(manifest);
  checkWorkplaces(manifest);
  checkIssuers(manifest);
  checkTimes(manifest);
  checkNumbers(manifest);
  checkMenus(manifest);
  checkKeys(manifest);
}

/**
 * Throws `invalid_manifest` unless every signing key lies in the group of the base point. A millisecond for each: so not in the
 * rules that are asked while organizers write, with keys that nobody has.
 */
export function checkSigningKeys(manifest: Manifest): void {
  demand(
    signingKeys(manifest).every(isGenuine),
    'organizers',
    'and issuers must have keys that Ed25519 makes',
  );
}

/** Throws `invalid_manifest` if the manifest is only fit for a demo and the policy isn't one of a demo. */
export function checkManifestPolicy(manifest: Manifest, policy: ManifestPolicy): void {
  if (policy.smallLetters) return;
  demand(
    manifest.minimumCell >= LEAST_CELL,
    'minimumCell',
    'must be at least 10, so that small groups are never counted apart',
  );
  demand(
    manifest.epochSeconds >= LEAST_EPOCH_SECONDS,
    'epochSeconds',
    'must be at least 600, so that the moment of a signature stays hidden',
  );
}

function checkTexts(manifest: Manifest): void {
  const { letter, translations, workplaces, issuers, organizers, roles } = manifest;
  [letter, ...translations].forEach(({ title, addressee, summary, body }, i) => {
    const place = i === 0 ? 'letter' : `translations[${i - 1}]`;
    checkLetterLine(title, `${place}.title`);
    checkLetterLine(addressee, `${place}.addressee`);
    checkLetterLine(summary, `${place}.summary`);
    readLetterText(body, `${place}.body`);
  });
  checkLetterLine(manifest.occasion ?? '', 'occasion');
  checkLetterLine(manifest.pressContact ?? '', 'pressContact');
  workplaces.forEach(({ name }, i) => checkLetterLine(name, `workplaces[${i}].name`));
  issuers.forEach(({ name }, i) => checkLetterLine(name, `issuers[${i}].name`));
  organizers.forEach(({ label }, i) => checkLetterLine(label, `organizers[${i}].label`));
  roles.forEach((role, i) => checkLetterLine(role, `roles[${i}]`));
  const languages = [letter, ...translations].map((one) => inLowerCase(one.language));
  demand(unique(languages), 'translations', 'must each have a language of their own');
}

function checkWorkplaces({ workplaces }: Manifest): void {
  demand(unique(workplaces.map((one) => one.id)), 'workplaces', 'must each have an id of their own');
  const domains = workplaces.flatMap((one) => one.domains);
  demand(unique(domains), 'workplaces', 'must not share a domain: one mailbox belongs to one workplace');
}

function checkIssuers({ workplaces, issuers, issuersRequired }: Manifest): void {
  issuers.forEach((issuer, i) => {
    const place = `issuers[${i.toString()}]`;
    demand(
      workplaces.some((one) => one.id === issuer.workplace),
      place,
      'must belong to a workplace of the letter',
    );
    let modulus: Uint8Array | undefined;
    try {
      modulus = decodeRsaPssSpki(fromBase64url(issuer.key));
    } catch {
      modulus = undefined;
    }
    demand(modulus !== undefined, `${place}.key`, 'must be an RSA key of 2048 bits in the form of RFC 9578');
  });
  for (const workplace of workplaces) {
    const count = issuers.filter((one) => one.workplace === workplace.id).length;
    demand(count >= issuersRequired, 'issuers', 'must be at least issuersRequired for each workplace');
    demand(
      2 * issuersRequired > count,
      'issuersRequired',
      'must be more than half of the issuers of each workplace, so that no two disjoint sets can vouch for one person',
    );
  }
}

function checkTimes(manifest: Manifest): void {
  const opens = toSeconds(manifest.opensAt);
  const closes = toSeconds(manifest.closesAt);
  demand(closes > opens, 'closesAt', 'must be after opensAt');
  demand(
    (closes - opens) % manifest.epochSeconds === 0,
    'closesAt',
    'must be a whole number of epochs after opensAt',
  );
  demand(
    (closes - opens) / manifest.epochSeconds <= MOST_EPOCHS,
    'closesAt',
    'must be at most 100,000 epochs after opensAt',
  );
  demand(toSeconds(manifest.releaseBy) > closes, 'releaseBy', 'must be after closesAt');
  if (manifest.signsFrom !== null) {
    const signs = toSeconds(manifest.signsFrom);
    demand(signs >= opens && signs < closes, 'signsFrom', 'must be between opensAt and closesAt');
    demand(
      (signs - opens) % manifest.epochSeconds === 0,
      'signsFrom',
      'must be a whole number of epochs after opensAt',
    );
  }
}

function checkNumbers(manifest: Manifest): void {
  demand(
    manifest.threshold >= manifest.minimumCell,
    'threshold',
    'must be at least minimumCell: smaller groups are never counted',
  );
  demand(
    manifest.approvals <= manifest.organizers.length,
    'approvals',
    'must be at most the number of organizers',
  );
}

function checkMenus({ roles, nameConditions }: Manifest): void {
  demand(unique(roles), 'roles', 'must differ from each other');
  demand(roles.every(roleFits), 'roles', 'must be shorter: a sealed choice has room for 88 bytes');
  demand(ascending(nameConditions), 'nameConditions', 'must be in ascending order, each once');
}

function checkKeys(manifest: Manifest): void {
  const { organizers } = manifest;
  demand(
    unique(organizers.map((one) => inLowerCase(one.label))),
    'organizers',
    'must each have a label of their own',
  );
  const signing = signingKeys(manifest);
  demand(unique(signing), 'organizers', 'and issuers must each have a signing key of their own');
  const sealing = [...organizers.map((one) => one.sealingKey), manifest.releaseKey];
  demand(unique(sealing), 'organizers', 'must each have a sealing key of their own');
  demand(unique(manifest.issuers.map((one) => one.key)), 'issuers', 'must each have a key of their own');
  const isReal =
    signing.every((key) => isSoundSigningKey(fromBase64url(key))) &&
    sealing.every((key) => isSoundSealingKey(fromBase64url(key)));
  demand(isReal, 'organizers', 'must have real keys');
}

function signingKeys({ organizers, issuers, receiptKey }: Manifest): string[] {
  return [
    ...organizers.map(({ signingKey }) => signingKey),
    ...issuers.map(({ identityKey }) => identityKey),
    receiptKey,
  ];
}

/** The same manifests are read again and again. */
const genuine = new Set<string>();

function isGenuine(key: string): boolean {
  if (genuine.has(key)) return true;
  const holds = isTorsionFree(fromBase64url(key));
  if (genuine.size === MOST_REMEMBERED) genuine.clear();
  if (holds) genuine.add(key);
  return holds;
}

function demand(holds: boolean, place: string, rule: string): asserts holds {
  if (!holds) throw new ProtocolError('invalid_manifest', `${place} ${rule}.`, place);
}

function unique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function ascending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] ?? value));
}
