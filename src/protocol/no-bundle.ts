// What was given for a bundle and is none: what it is instead, as far as its first bytes and its end tell. protocol.md#bundle
import { ProtocolError } from './errors.js';

/** `other`: it doesn't tell. */
export const FILE_KINDS = ['empty', 'cut_off', 'web_page', 'packed', 'saved_anew', 'other'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const MESSAGES: Readonly<Record<FileKind, string>> = {
  empty: 'The file is empty.',
  cut_off: 'The file ends before the bundle does.',
  web_page: 'This is a web page, not a bundle.',
  packed: 'This is a packed file, not a bundle.',
  saved_anew: 'This begins with a byte order mark: some program wrote it anew.',
  other: 'This is not a bundle.',
};

/** How files begin: of a text that is no JSON, and of what gzip, zip, zstd, xz and bzip2 make. */
const BEGINNINGS: readonly (readonly [FileKind, readonly number[]])[] = [
  ['saved_anew', [0xef, 0xbb, 0xbf]],
  ['saved_anew', [0xfe, 0xff]],
  ['saved_anew', [0xff, 0xfe]],
  ['packed', [0x1f, 0x8b]],
  ['packed', [0x50, 0x4b, 0x03, 0x04]],
  ['packed', [0x28, 0xb5, 0x2f, 0xfd]],
  ['packed', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['packed', [0x42, 0x5a, 0x68]],
];

const LESS_THAN = 0x3c;

/** The refusal of a file; `malformed`, like all that isn't in the form of a bundle. */
export class NoBundleError extends ProtocolError {
  constructor(
    readonly kind: FileKind,
    place?: string,
  ) {
    super('malformed', MESSAGES[kind], place);
  }
}

/** What a file is that begins so and can't be a bundle; undefined if it can. */
export function kindOf(beginning: Uint8Array): FileKind | undefined {
  const known = BEGINNINGS.find(([, bytes]) => bytes.every((byte, i) => beginning[i] === byte));
  if (known !== undefined) return known[0];
  const first = beginning.find((byte) => byte !== 0x20 && (byte < 0x09 || byte > 0x0d));
  return first === LESS_THAN ? 'web_page' : undefined;
}
