// Copies of the bundle, each changed in one way, each refused with its own code. protocol.md#bundle
import type { Bundle } from '../../protocol/bundle.js';
import { decodeBundle, sortRecords } from '../../protocol/bundle.js';
import { canonicalBytes, parseCanonical } from '../../protocol/canonical-json.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import type { ProtocolErrorCode } from '../../protocol/errors.js';
import { ProtocolError } from '../../protocol/errors.js';
import type { BundleRecord } from '../../protocol/record.js';
import { verifyBundle } from '../../protocol/verify-bundle.js';
import { p } from './world.js';

interface Tampering {
  readonly what: string;
  readonly code: ProtocolErrorCode;
  readonly change: (bundle: Bundle) => Bundle;
}

type Json = Record<string, unknown>;

/** Verifies each tampered copy; what was changed and the code it was refused with. Throws if one passes, or with another code. */
export async function refuseTampered(
  file: Uint8Array,
  letter: string,
  foreign: BundleRecord,
): Promise<{ what: string; code: string }[]> {
  const refused = [];
  for (const { what, code, change } of tamperings(foreign)) {
    const got = await verdict(canonicalBytes(change(decodeBundle(file))), letter);
    if (got !== code) throw new Error(`A bundle with ${what} was answered with ${got}, not ${code}.`);
    refused.push({ what, code });
  }
  return refused;
}

function tamperings(foreign: BundleRecord): Tampering[] {
  return [
    {
      what: 'another text',
      code: 'letter_mismatch',
      change: inManifest((manifest) => ({
        ...manifest,
        letter: { ...(manifest['letter'] as Json), title: 'Another title' },
      })),
    },
    {
      what: 'a lower threshold',
      code: 'letter_mismatch',
      change: inManifest((manifest) => ({ ...manifest, threshold: 10 })),
    },
    {
      what: 'a changed token',
      code: 'invalid_token',
      change: inRecord((record) => ({ ...record, tokens: record.tokens.map(flipLast) })),
    },
    {
      what: 'another key',
      code: 'invalid_token',
      change: (bundle) => sorted(bundle, (record) => ({ ...record, key: toBase64url(p.random(32)) })),
    },
    {
      what: 'a statement signed by nobody',
      code: 'invalid_statement',
      change: inRecord((record) => ({ ...record, signature: flipLast(record.signature) })),
    },
    {
      what: 'a signature twice',
      code: 'duplicate_record',
      change: (bundle) => ({ ...bundle, records: [...bundle.records.slice(0, 1), ...bundle.records] }),
    },
    {
      what: 'a signature left out',
      code: 'count_mismatch',
      change: (bundle) => ({ ...bundle, records: bundle.records.slice(1) }),
    },
    {
      what: 'a higher count',
      code: 'proposal_mismatch',
      change: (bundle) => ({
        ...bundle,
        proposal: rewritten(bundle.proposal, (json) => ({ ...json, count: (json['count'] as number) + 1 })),
      }),
    },
    {
      what: 'an approval by nobody',
      code: 'invalid_approval',
      change: (bundle) => ({
        ...bundle,
        editionApprovals: bundle.editionApprovals.map((one) => ({
          ...one,
          signature: flipLast(one.signature),
        })),
      }),
    },
    {
      what: 'another name',
      code: 'invalid_approval',
      change: (bundle) => ({
        ...bundle,
        edition: rewritten(bundle.edition, (json) => ({
          ...json,
          names: (json['names'] as Json[]).map((name) => ({ ...name, name: 'Somebody Else' })),
        })),
      }),
    },
    {
      what: 'another’s certificate for an address',
      code: 'invalid_certificate',
      change: (bundle) => ({
        ...bundle,
        names: bundle.names.map((proof, i) => ({
          ...proof,
          certificate: bundle.names.at(i - 1)?.certificate ?? '',
        })),
      }),
    },
    {
      what: 'a signature under another letter',
      code: 'letter_mismatch',
      change: (bundle) => sorted(bundle, () => foreign),
    },
  ];
}

async function verdict(file: Uint8Array, letter: string): Promise<string> {
  try {
    await verifyBundle(p, file, letter);
    return 'valid';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

function inManifest(change: (manifest: Json) => Json): Tampering['change'] {
  return (bundle) => ({ ...bundle, manifest: rewritten(bundle.manifest, change) });
}

function inRecord(change: (record: BundleRecord) => BundleRecord): Tampering['change'] {
  return (bundle) => ({
    ...bundle,
    records: bundle.records.map((record, i) => (i === 0 ? change(record) : record)),
  });
}

/** Changes the first record and puts the records back into their order, so that only the change itself is wrong. */
function sorted(bundle: Bundle, change: (record: BundleRecord) => BundleRecord): Bundle {
  const letter = p.sha256(fromBase64url(bundle.manifest));
  return { ...bundle, records: sortRecords(p, letter, inRecord(change)(bundle).records) };
}

function rewritten(document: string, change: (json: Json) => Json): string {
  return toBase64url(canonicalBytes(change(parseCanonical(fromBase64url(document)) as Json)));
}

/** One bit of the last byte but one changed; still base64url. */
function flipLast(text: string): string {
  const bytes = fromBase64url(text);
  bytes[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 1;
  return toBase64url(bytes);
}
