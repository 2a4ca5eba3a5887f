import { describe, expect, it } from '@jest/globals';
import { ClientError, type ClientErrorCode } from '../../../client/client-error.js';
import { RequestError } from '../../../client/http.js';
import { ProtocolError, type ProtocolErrorCode } from '../../../protocol/errors.js';
import { LOCALES } from '../../locales/locales.js';
import { problemOf } from './problem.js';

const GENERAL = 'sign.error.general';

/** What the servers say to a signer; the issuer's and the origin's. */
const REFUSALS = [
  ...['unreachable', 'unavailable', 'too_many_requests', 'work_demanded', 'code_refused', 'letter_closed'],
  ...[
    'letter_unknown',
    'letter_not_found',
    'letter_withheld',
    'not_signing_yet',
    'not_open_yet',
    'stale_question',
  ],
];

/** What a signer's device says no to when a server lies, or she mistypes. */
const CHECKS: readonly ProtocolErrorCode[] = [
  ...([
    'letter_mismatch',
    'invalid_opening',
    'invalid_countersigning',
    'invalid_words',
    'invalid_token',
  ] as const),
  ...(['invalid_blind_signature', 'invalid_certificate', 'invalid_receipt'] as const),
];

const OWN: readonly ClientErrorCode[] = [
  ...([
    'pass_unreadable',
    'pass_cut_off',
    'pass_damaged',
    'pass_other_letter',
    'wait',
    'incomplete_code',
  ] as const),
  ...(['out_of_order', 'already_begun', 'cannot_wait'] as const),
];

describe('what is said of an error', () => {
  it.each([
    ...REFUSALS.map((code) => new RequestError(400, code, 'The server’s own words.')),
    ...CHECKS.map((code) => new ProtocolError(code, 'The protocol’s own words.')),
    ...OWN.map((code) => new ClientError(code, 'The client’s own words.')),
  ])('has a sentence of its own for $name $code', (error) => {
    const { key } = problemOf(error);
    expect(key).not.toBe(GENERAL);
    expect(LOCALES[0].islands[key]).toMatch(/\.$/);
  });

  it('stands at the field that it is about', () => {
    expect(problemOf(new ProtocolError('malformed', 'x', 'role'))).toMatchObject({
      key: 'sign.error.role',
      field: 'role',
    });
    expect(problemOf(new RequestError(403, 'code_refused', 'x')).field).toBe('code');
    expect(problemOf(new ProtocolError('invalid_words', 'x')).field).toBe('words');
    expect(problemOf(new ProtocolError('malformed', 'x', 'manifest.letter'))).toMatchObject({ key: GENERAL });
  });

  it('never is what was thrown', () => {
    expect(problemOf(new RequestError(500, 'something_new', 'jane@cumulus.example')).key).toBe(GENERAL);
    expect(problemOf(new TypeError('x is undefined')).key).toBe(GENERAL);
    expect(problemOf('text').key).toBe(GENERAL);
  });

  it('tells whether trying again may help', () => {
    expect(problemOf(new RequestError(0, 'unreachable', 'x')).isUnreachable).toBe(true);
    expect(problemOf(new RequestError(403, 'code_refused', 'x')).isUnreachable).toBeFalsy();
  });
});
