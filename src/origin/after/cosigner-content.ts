// What is kept of an organization: sealed, and of one size, until an organizer accepts it. protocol.md#organizations
import { nodePrimitives } from '../../common/node-primitives.js';
import { MasterKey } from '../../common/master-key.js';
import type { RandomSource } from '../../common/random.js';
import { openDocument, sealDocument, type DocumentSeal } from '../../common/sealed-document.js';
import { fromUtf8, toBase64url, utf8 } from '../../protocol/codec.js';
import type { CosignerEntity } from './cosigner.entity.js';
import type { Organization } from './cosigners.dto.js';

/** Name, domain, kind and what JSON puts around them, every byte of the name escaped. */
const LENGTH = 1000;

/** The entry of a domain beside a letter: whoever has no master key can't find out of which domain it is. */
export function entryOf(masterKey: MasterKey, letter: string, domain: string): string {
  const key = masterKey.derive('undersigned/cosigners');
  return toBase64url(nodePrimitives.hmacSha256(key, utf8(`${letter}/${domain}`)));
}

/** As it waits. */
export function sealedContent(
  masterKey: MasterKey,
  entry: string,
  organization: Organization,
  random: RandomSource,
): Uint8Array {
  const padded = new Uint8Array(LENGTH).fill(0x20);
  padded.set(contentOf(organization));
  return sealDocument(sealOf(masterKey, entry), padded, random);
}

/** As everybody may read it. */
export function contentOf({ name, kind, domain }: Organization): Uint8Array {
  return utf8(JSON.stringify({ name, kind, domain }));
}

/** Our own bytes. */
export function organizationOf(
  masterKey: MasterKey,
  { entry, accepted, content }: CosignerEntity,
): Organization {
  const bytes = accepted ? content : openDocument(sealOf(masterKey, entry), content);
  return JSON.parse(fromUtf8(new Uint8Array(bytes))) as Organization;
}

function sealOf(masterKey: MasterKey, place: string): DocumentSeal {
  return { key: masterKey.derive('undersigned/cosigners/content'), place };
}
