import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeLetter, signDocument, type TestLetter, type TestOrganizer } from '../../test/support/letters.js';
import { refusedWith } from '../../test/support/refused.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import { type ActionName, actionDocument, type SignedAction, verifyAction, verifyActions } from './action.js';
import { fromBase64url, toBase64url, utf8 } from './codec.js';

const NOW = '2018-06-27T09:00:00Z';

let letter: TestLetter;
let a: TestOrganizer;
let b: TestOrganizer;
let stranger: TestOrganizer;

beforeAll(async () => {
  letter = await makeLetter();
  [a, b] = letter.organizers as [TestOrganizer, TestOrganizer];
  stranger = (await makeLetter({ seed: 'strangers' })).organizers[0]!;
});

async function signed(
  by: TestOrganizer,
  action: ActionName,
  about = letter.digest,
  time = NOW,
): Promise<SignedAction> {
  const document = actionDocument(about, action, time);
  return { ...(await signDocument(by.signingSeed, document)), document: toBase64url(document) };
}

const one = (action: SignedAction): Promise<string> =>
  refusedWith(() => verifyAction(p, letter.manifest, letter.digest, action));
const all = (...actions: SignedAction[]): Promise<ActionName> =>
  verifyActions(p, letter.manifest, letter.digest, actions);

describe('an action', () => {
  it.each(['close', 'cancel', 'final'] as const)('%s is what enough organizers signed', async (name) => {
    expect(await verifyAction(p, letter.manifest, letter.digest, await signed(a, name))).toMatchObject({
      action: name,
      time: NOW,
    });
    expect(await all(await signed(a, name), await signed(b, name))).toBe(name);
  });

  it('may be signed at different times, and twice by one organizer, if enough others do', async () => {
    const late = await signed(b, 'close', letter.digest, '2018-06-29T09:00:00Z');
    expect(await all(await signed(a, 'close'), late, await signed(a, 'close'))).toBe('close');
  });

  it('of another letter is refused, though its organizers are the same', async () => {
    const other = await makeLetter({ threshold: 9 });
    expect(await one(await signed(a, 'close', other.digest))).toBe('letter_mismatch at document.letter');
  });

  it('by anybody else is refused', async () => {
    expect(await one(await signed(stranger, 'close'))).toBe('invalid_approval at signature');
    expect(await one({ ...(await signed(stranger, 'close')), key: toBase64url(a.signingKey) })).toBe(
      'invalid_approval at signature',
    );
    const { issuers } = letter;
    const document = actionDocument(letter.digest, 'close', NOW);
    const issuer = await signDocument(issuers[0]!.identitySeed, document);
    expect(await one({ ...issuer, document: toBase64url(document) })).toBe('invalid_approval at signature');
  });

  it('over other bytes than the signed ones is refused', async () => {
    const [close, cancel] = [await signed(a, 'close'), await signed(a, 'cancel')];
    expect(await one({ ...close, document: cancel.document })).toBe('invalid_approval at signature');
    expect(await one({ ...close, signature: cancel.signature })).toBe('invalid_approval at signature');
  });

  it('in another form than its one is refused before any signature is looked at', async () => {
    const close = await signed(a, 'close');
    const spaced = utf8(`${Buffer.from(fromBase64url(close.document)).toString()} `);
    const resigned = { ...(await signDocument(a.signingSeed, spaced)), document: toBase64url(spaced) };
    expect(await one(resigned)).toBe('not_canonical at document');
    expect(await one({ ...close, document: `${close.document}=` })).toBe('malformed at document');
    expect(await one({ ...close, signature: 'QQ' })).toBe('malformed at signature');
  });

  it('isn’t written about no letter, or at no time', async () => {
    expect(await refusedWith(() => actionDocument(letter.digest.subarray(1), 'close', NOW))).toBe(
      'malformed at letter',
    );
    expect(await refusedWith(() => actionDocument(letter.digest, 'close', '2018-06-27'))).toBe(
      'malformed at time',
    );
    expect(await refusedWith(() => actionDocument(letter.digest, 'reopen' as 'close', NOW))).toBe(
      'malformed at action',
    );
  });
});

describe('what organizers do together', () => {
  it('takes as many different ones as the manifest says', async () => {
    const close = await signed(a, 'close');
    const again = await signed(a, 'close', letter.digest, '2018-06-28T09:00:00Z');
    expect(await refusedWith(() => all())).toBe('too_few_approvals at actions');
    expect(await refusedWith(() => all(close))).toBe('too_few_approvals at actions');
    expect(await refusedWith(() => all(close, close))).toBe('too_few_approvals at actions');
    expect(await refusedWith(() => all(close, again))).toBe('too_few_approvals at actions');
  });

  it('is one thing', async () => {
    const mixed = [await signed(a, 'close'), await signed(b, 'cancel')];
    expect(await refusedWith(() => all(...mixed))).toBe('too_few_approvals at actions');
  });

  it('is refused if one of them is not valid, however many are', async () => {
    const actions = [await signed(a, 'close'), await signed(b, 'close'), await signed(stranger, 'close')];
    expect(await refusedWith(() => all(...actions))).toBe('invalid_approval at signature');
  });
});
