// Bytes as they go over the wire: whole and compressed, made once for many answers.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export interface Body {
  readonly plain: Buffer;
  readonly gzip?: Buffer;
  readonly br?: Buffer;
  /** Of the content, base64url. */
  readonly digest: string;
}

export type Encoding = 'br' | 'gzip';

/** The body of these bytes. */
export async function bodyOf(plain: Buffer, compressed = true): Promise<Body> {
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  if (!compressed) return { plain, digest };
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return {
    plain,
    gzip: await promisify(gzip)(plain, { level: 9 }),
    br: await promisify(brotliCompress)(plain, { params }),
    digest,
  };
}

/** The form that a client takes, by its `accept-encoding`. */
export function encodingFor(body: Body, accepted: string | undefined): Encoding | undefined {
  const names = (accepted ?? '').split(',').map((one) => one.trim().toLowerCase());
  const takes = (name: string): boolean =>
    names.some((one) => one === name || (one.startsWith(`${name};`) && !/;\s*q=0(?:\.0*)?$/.test(one)));
  if (body.br !== undefined && takes('br')) return 'br';
  return body.gzip !== undefined && takes('gzip') ? 'gzip' : undefined;
}

/** A strong validator: another one for each form. RFC 9110, section 8.8.3.3. */
export function etagOf({ digest }: Body, encoding: Encoding | undefined): string {
  return `"${digest}${encoding === undefined ? '' : `-${encoding}`}"`;
}

/** Whether `if-none-match` names this form. Compared weakly: a proxy may have weakened it. RFC 9110, section 13.1.2. */
export function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  return (
    ifNoneMatch.trim() === '*' ||
    ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  );
}
