import { describe, expect, it } from '@jest/globals';
import { directivesOf } from '../../../test/support/http-answers.js';
import { headersOf, type Kind, type Needs } from './policy.js';

function policyOf(kind: Kind, needs?: Needs): Readonly<Record<string, readonly string[]>> {
  return directivesOf(headersOf(kind, needs)['content-security-policy'] ?? '');
}

describe('the headers of the pages', () => {
  it('let a page without a script run none, and talk to nobody', () => {
    const policy = policyOf('public');
    expect(policy['default-src']).toEqual(["'none'"]);
    expect(policy).not.toHaveProperty('script-src');
    expect(policy).not.toHaveProperty('connect-src');
    expect(policy['require-trusted-types-for']).toEqual(["'script'"]);
    expect(policy['trusted-types']).toEqual(["'none'"]);
  });

  it('let a page with a script talk to its own host, and to the issuers that are named', () => {
    expect(policyOf('public', { script: true })).toMatchObject({
      'script-src': ["'self'"],
      'connect-src': ["'self'"],
    });
    expect(policyOf('public', { script: true, connect: ['https://issuer.example'] })).toMatchObject({
      'script-src': ["'self'"],
      'connect-src': ["'self'", 'https://issuer.example'],
    });
  });

  it('let a page start workers of this site only, and a page that is loaded ask nobody any more', () => {
    expect(policyOf('public', { script: true, worker: true, offline: true })).toMatchObject({
      'script-src': ["'self'"],
      'connect-src': ["'none'"],
      'worker-src': ["'self'"],
      'trusted-types': ['undersigned'],
    });
    expect(policyOf('public', { script: true })).not.toHaveProperty('worker-src');
  });

  it.each<Kind>(['public', 'personal', 'asset'])('allow nothing unsafe on what is %s', (kind) => {
    const headers = headersOf(kind, { script: true, connect: ['https://issuer.example'] });
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|data:|blob:|http:/);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  it('keep what is personal nowhere, and what never changes for ever', () => {
    expect(headersOf('personal')['cache-control']).toBe('no-store');
    expect(headersOf('public')['cache-control']).toBe('no-cache');
    expect(headersOf('asset')['cache-control']).toBe('public, max-age=31536000, immutable');
  });
});
