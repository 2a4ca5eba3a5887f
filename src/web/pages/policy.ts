// The headers of every kind of answer that the pages give. test/e2e/headers holds every route to this table.
import type { Manifest } from '../../protocol/manifest.js';

/**
 * - `public`: the same for everybody; may be kept if it is asked for anew each time.
 * - `personal`: what a person does there concerns only her; kept nowhere.
 * - `asset`: never changes under its name.
 */
export type Kind = 'public' | 'personal' | 'asset';

const CACHE: Readonly<Record<Kind, string>> = {
  public: 'no-cache',
  personal: 'no-store',
  asset: 'public, max-age=31536000, immutable',
};

/** What a page needs beyond being read. */
export interface Needs {
  /** Whether it has a script. */
  readonly script?: boolean;
  /** Origins besides its own that its script talks to: issuers at other hosts. */
  readonly connect?: readonly string[];
  /** Whether it starts workers: from scripts of this site only, by the policy of islands/worker.ts. */
  readonly worker?: boolean;
  /** Whether its script asks nobody for anything, this server neither. */
  readonly offline?: boolean;
  /** Whether it shows a page of this site in a frame. */
  readonly frames?: boolean;
  /** Whether a page of this site may show it in a frame. */
  readonly framed?: boolean;
}

/** The headers of a kind of answer. */
export function headersOf(kind: Kind, needs: Needs = {}): Readonly<Record<string, string>> {
  return {
    'cache-control': CACHE[kind],
    'content-security-policy': kind === 'asset' ? "default-src 'none'" : contentSecurityPolicy(needs),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': needs.framed === true ? 'SAMEORIGIN' : 'DENY',
  };
}

/** Origins of the letter's issuers that aren't its own: a page that asks for codes talks to them. */
export function issuersElsewhere({ issuers, origin }: Pick<Manifest, 'issuers' | 'origin'>): string[] {
  return [...new Set(issuers.map(({ url }) => url))].filter((url) => url !== origin);
}

function contentSecurityPolicy(needs: Needs): string {
  const { script = false, connect = [], worker = false, offline = false, frames = false } = needs;
  const asked = offline ? "'none'" : ["'self'", ...connect].join(' ');
  return [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    ...(script ? ["script-src 'self'", `connect-src ${asked}`] : []),
    ...(worker ? ["worker-src 'self'"] : []),
    ...(frames ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${needs.framed === true ? "'self'" : "'none'"}`,
    "require-trusted-types-for 'script'",
    `trusted-types ${worker ? 'undersigned' : "'none'"}`,
  ].join('; ');
}
