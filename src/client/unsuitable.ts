// Whether this browser can sign at all, to be said before anything is typed. Imports nothing: a page asks it first.

/**
 * `insecure-context`: neither HTTPS nor localhost, so there is no WebCrypto. `in-app-browser`: a browser inside another
 * program, whose storage nobody finds again; advice, it may work. `no-webcrypto`: no Ed25519 or X25519.
 */
export type Unsuitable = 'insecure-context' | 'in-app-browser' | 'no-webcrypto';

/** What is looked at: `globalThis`. */
export interface Surroundings {
  readonly isSecureContext?: boolean;
  readonly crypto?: { readonly subtle?: unknown };
  readonly navigator?: { readonly userAgent?: string };
}

interface Subtle {
  importKey(
    format: 'pkcs8' | 'raw',
    key: Uint8Array,
    algorithm: string,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<unknown>;
}

/** Programs that open links in themselves, by what they add to the user agent. */
const IN_APP = [
  /\bFBA[NV]\/|\bFB_IAB\b/, // Facebook, Messenger
  /\bInstagram\b/,
  /\bBarcelona\b/, // Threads
  /\bLinkedInApp\b/,
  /\bSlack(?!bot)/,
  /\bTeams(?:Mobile)?[-/]/,
  /\bTwitter(?:Android| for i)/,
  /\bSnapchat\b/,
  /\bPinterest\/(?!bot)/,
  /\bmusical_ly\b|\bBytedanceWebview\b|\bTikTok\b/i,
  /\bMicroMessenger\b/,
  /\bLine\//,
  /\bWhatsApp\//,
  /; wv\)/, // any Android WebView
  /\b(?:iPhone|iPad|iPod)\b(?!.*\bSafari\/).*\bAppleWebKit\//, // any WKWebView: browsers on iOS say Safari
];

// RFC 8410: an Ed25519 seed and an X25519 secret of 32 times 0x55, as PKCS #8. Private keys are what old browsers can't import.
const KEYS = [
  ['Ed25519', 112, ['sign']],
  ['X25519', 110, ['deriveBits']],
] as const;

/** Why signing here can't work, or had better not; undefined if it can. Never throws. */
export async function whyUnsuitable(surroundings: Surroundings): Promise<Unsuitable | undefined> {
  const { isSecureContext, crypto, navigator } = surroundings;
  if (isSecureContext === false) return 'insecure-context';
  const agent = navigator?.userAgent ?? '';
  if (IN_APP.some((pattern) => pattern.test(agent))) return 'in-app-browser';
  try {
    const subtle = crypto?.subtle as Subtle;
    for (const [algorithm, id, usages] of KEYS) {
      const head = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, id, 4, 34, 4, 32];
      const key = Uint8Array.of(...head, ...new Uint8Array(32).fill(0x55));
      await subtle.importKey('pkcs8', key, algorithm, false, usages);
    }
    return undefined;
  } catch {
    return 'no-webcrypto';
  }
}
