// What this issuer demands of a letter before it countersigns, beyond what makes a manifest valid. protocol.md#opening
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { Config } from '../../common/config.js';
import { isPublicMailProvider } from '../../common/public-providers.js';
import { checkManifestPolicy } from '../../protocol/manifest-rules.js';
import type { Manifest } from '../../protocol/manifest.js';
import { toSeconds } from '../../protocol/shape.js';
import type { PublicKeys } from '../issuance/issuance-keys.service.js';
import { tagCapacity } from '../issuance/tags.service.js';
import {
  KeysDifferError,
  LetterTooLargeError,
  PublicProviderError,
  TimesRefusedError,
} from './opening.errors.js';

/** All of a letter’s slots are sealed anew at every epoch end: these take some seconds. */
const MAX_TAG_SLOTS = 2 ** 18;

const DAY_SECONDS = 86_400;
const MOST_AHEAD_DAYS = 366;
const LONGEST_DAYS = 731;

@Injectable()
export class OpeningRules {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a manifest against this operator's rules, and its issuers against the keys that were made for its draft.
   * Throws `invalid_manifest`, or the refusal that says what to change.
   */
  check(manifest: Manifest, keys: readonly PublicKeys[]): void {
    checkManifestPolicy(manifest, this.config);
    checkProviders(manifest);
    checkTimes(manifest, this.clock.now());
    checkOwnEntries(manifest, keys, { name: this.config.issuerName, url: this.config.publicUrl });
    if (tagCapacity(manifest.threshold) * keys.length > MAX_TAG_SLOTS) throw new LetterTooLargeError();
  }
}

function checkProviders({ workplaces }: Manifest): void {
  workplaces.forEach(({ domains }, i) => {
    domains.forEach((domain, j) => {
      if (isPublicMailProvider(domain)) throw new PublicProviderError(`workplaces[${i}].domains[${j}]`);
    });
  });
}

function checkTimes(manifest: Manifest, now: Date): void {
  const seconds = now.getTime() / 1000;
  const [opens, closes] = [toSeconds(manifest.opensAt), toSeconds(manifest.closesAt)];
  if (closes <= seconds) {
    throw new TimesRefusedError(
      'closesAt',
      'The letter is over already. Copy it to a new draft that closes later.',
    );
  }
  if (opens > seconds + MOST_AHEAD_DAYS * DAY_SECONDS) {
    throw new TimesRefusedError('opensAt', 'Open the letter within a year: its keys are kept from now on.');
  }
  if (closes > opens + LONGEST_DAYS * DAY_SECONDS) {
    throw new TimesRefusedError(
      'closesAt',
      'Close the letter within two years: keys must not live for long.',
    );
  }
}

/** Whatever is this issuer's, by address or by key, must be exactly what was made, in the order it was made in. */
function checkOwnEntries(
  { issuers }: Manifest,
  keys: readonly PublicKeys[],
  { name, url }: { readonly name: string; readonly url: string },
): void {
  const made = new Set(keys.flatMap((one) => [one.key, one.identityKey]));
  const own = [...issuers.entries()].filter(
    ([, entry]) => entry.url === url || made.has(entry.key) || made.has(entry.identityKey),
  );
  if (own.length !== keys.length) throw new KeysDifferError('issuers');
  own.forEach(([index, entry], position) => {
    const wanted = keys[position];
    const same =
      entry.method === 'email-code' &&
      entry.name === name &&
      entry.url === url &&
      entry.workplace === wanted?.workplace &&
      entry.key === wanted.key &&
      entry.identityKey === wanted.identityKey;
    if (!same) throw new KeysDifferError(`issuers[${index}]`);
  });
}
