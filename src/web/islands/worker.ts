// Workers: their scripts are files of this site, and nothing else can become one where Trusted Types are enforced.

/** What is used of `trustedTypes`, which the DOM's types don't have. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** What Vite calls the scripts that it builds. */
const OWN = /^\/assets\/[\w.-]+\.js$/;

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** Starts a worker: the address is what an import with `?worker&url` gives. Throws a TypeError on any other. */
export function startWorker(url: string): Worker {
  policy ??= makePolicy();
  return new Worker(policy.createScriptURL(url));
}

/** The policy may be made once in a page. */
function makePolicy(): ReturnType<TrustedTypes['createPolicy']> {
  const createScriptURL = (url: string): string => {
    if (!OWN.test(url)) throw new TypeError('A worker’s script is one of this site.');
    return url;
  };
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy('undersigned', { createScriptURL }) ?? { createScriptURL };
}
