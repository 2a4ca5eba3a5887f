import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { edgesOf } from '../../../test/support/edges.js';
import {
  makeSigner,
  makeSigners,
  tokensForKey,
  type TestLetter,
  type TestSigner,
} from '../../../test/support/letters.js';
import { OriginApp, type Answer } from '../../../test/support/origin-app.js';
import { transaction } from '../../common/database/transaction.js';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { verifyReceipt, type Receipt } from '../../protocol/receipt.js';
import { sealedChoiceLength } from '../../protocol/sealed-choice.js';
import { encodeStatement, nullifierOf, statementHash } from '../../protocol/statement.js';
import { LettersService } from '../letters/letters.service.js';
import { SignatureStore, type StoredSignature } from './signature-store.service.js';

let origin: OriginApp;
let letter: TestLetter;

beforeAll(async () => {
  origin = await OriginApp.start();
  letter = await origin.openLetter({ threshold: 100 });
});

afterAll(async () => {
  await origin.stop();
});

/** Every row of the letter, as the tally would see it. */
async function rows(of = letter): Promise<StoredSignature[]> {
  const found = await origin.get(LettersService).get(of.id);
  return transaction(origin.dataSource, 'test', (manager) =>
    origin.get(SignatureStore).readAll(manager, found),
  );
}

async function rowOf(signer: TestSigner): Promise<StoredSignature['row'] | undefined> {
  const nullifier = toBase64url(nullifierOf(p, letter.digest, signer.publicKey));
  return (await rows()).find((one) => toBase64url(one.nullifier) === nullifier)?.row;
}

async function receiptOf({ status, body }: Answer): Promise<Receipt> {
  expect(status).toBe(202);
  return verifyReceipt(
    p,
    letter.manifest.receiptKey,
    fromBase64url(body.receipt),
    fromBase64url(body.signature),
  );
}

describe('posting a signature', () => {
  it('gives a receipt by the letter’s key, once the row is there', async () => {
    const signer = await makeSigner(letter, 'receipt');
    const posting = await origin.posting(letter, signer);
    const receipt = await receiptOf(await origin.postBody(letter, posting));
    expect(receipt).toEqual({
      format: 'undersigned/receipt/v1',
      letter: toBase64url(letter.digest),
      nullifier: toBase64url(nullifierOf(p, letter.digest, signer.publicKey)),
      statement: toBase64url(statementHash(p, fromBase64url(posting.statement as string))),
      sequence: 0,
      epoch: 1,
    });
    expect(await rowOf(signer)).toMatchObject({
      action: 'sign',
      sequence: 0,
      epoch: 1,
      firstSnapshot: 0,
      cell: 0,
      tokens: signer.tokens,
      key: signer.publicKey,
    });
  });

  it('answers a replay with the same receipt and changes nothing', async () => {
    const signer = await makeSigner(letter, 'replay');
    const posting = await origin.posting(letter, signer);
    const first = await origin.postBody(letter, posting);
    const before = (await rows()).length;
    expect(await origin.postBody(letter, posting)).toEqual(first);
    expect(await rows()).toHaveLength(before);
  });

  it('lets a signer withdraw and come back without a token', async () => {
    const signer = await makeSigner(letter, 'back');
    await receiptOf(await origin.post(letter, signer));
    const tokens: Uint8Array[] = [];
    await receiptOf(await origin.post(letter, signer, { action: 'withdraw', sequence: 1, tokens }));
    expect(await rowOf(signer)).toMatchObject({ action: 'withdraw', sequence: 1, tokens: signer.tokens });
    await receiptOf(await origin.post(letter, signer, { action: 'sign', sequence: 2, tokens }));
    expect(await rowOf(signer)).toMatchObject({ action: 'sign', sequence: 2, tokens: signer.tokens });
  });

  it('takes a first statement that withdraws', async () => {
    const signer = await makeSigner(letter, 'withdraws first');
    await receiptOf(await origin.post(letter, signer, { action: 'withdraw', sequence: 3 }));
    expect(await rowOf(signer)).toMatchObject({ action: 'withdraw', sequence: 3 });
  });

  it('gives a receipt for what ranks lower, and keeps what ranks higher', async () => {
    const signer = await makeSigner(letter, 'ranks');
    await receiptOf(await origin.post(letter, signer, { sequence: 5 }));
    const standing = await rowOf(signer);
    const lower = await receiptOf(await origin.post(letter, signer, { sequence: 4, action: 'withdraw' }));
    expect(lower.sequence).toBe(4);
    expect(await rowOf(signer)).toEqual(standing);
    await receiptOf(await origin.post(letter, signer, { sequence: 5, action: 'withdraw' }));
    expect(await rowOf(signer)).toMatchObject({ action: 'withdraw', sequence: 5 });
    await receiptOf(await origin.post(letter, signer, { sequence: 5, action: 'sign' }));
    expect(await rowOf(signer)).toMatchObject({ action: 'withdraw', sequence: 5 });
  });

  it('keeps, of two at equal sequence, the one with the smaller hash, in whatever order they come', async () => {
    for (const reverse of [false, true]) {
      const signer = await makeSigner(letter, `hash ${reverse.toString()}`);
      const postings = [await origin.posting(letter, signer), await origin.posting(letter, signer)].sort(
        (a, b) => Buffer.compare(hashOf(a), hashOf(b)),
      );
      const [smaller] = postings;
      for (const posting of reverse ? postings.reverse() : postings)
        await receiptOf(await origin.postBody(letter, posting));
      expect(toBase64url((await rowOf(signer))!.choice)).toBe(smaller!.choice);
    }
  });

  it('makes one row of 200 redemptions of one token at once', async () => {
    const signer = await makeSigner(letter, 'two hundred');
    const before = (await rows()).length;
    const answers = await Promise.all(
      Array.from({ length: 200 }, async () => origin.post(letter, signer, { sequence: 0 })),
    );
    const receipts = await Promise.all(answers.map(receiptOf));
    expect(new Set(receipts.map((receipt) => receipt.nullifier)).size).toBe(1);
    expect(await rows()).toHaveLength(before + 1);
  });

  it('grows when more write than it has slots for, and loses nobody', async () => {
    const small = await origin.openLetter({ threshold: 3 });
    await origin.signMany(small, 30, 'many');
    expect(await rows(small)).toHaveLength(30);
    expect(new Set((await rows(small)).map((one) => toBase64url(one.nullifier))).size).toBe(30);
  });
});

describe('what is invalid', () => {
  let signer: TestSigner;
  let other: TestSigner;
  let valid: Record<string, unknown>;

  beforeAll(async () => {
    [signer, other] = (await makeSigners(letter, 2, 'invalid')) as [TestSigner, TestSigner];
    valid = await origin.posting(letter, signer);
  });

  it.each([
    [
      'a forged token',
      async () => ({ ...valid, tokens: [changed((valid.tokens as string[])[0]!)] }),
      'invalid_token',
    ],
    [
      'another signer’s token',
      async () => origin.posting(letter, signer, { tokens: other.tokens }),
      'invalid_token',
    ],
    [
      'two tokens',
      async () => ({ ...valid, tokens: [...signer.tokens, ...signer.tokens].map(toBase64url) }),
      'wrong_issuers',
    ],
    [
      'a token with a byte more',
      async () => ({ ...valid, tokens: [`${(valid.tokens as string[])[0]!}AA`] }),
      'invalid_input',
    ],
    [
      'a forged signature',
      async () => ({ ...valid, signature: changed(valid.signature as string) }),
      'invalid_statement',
    ],
    ['another choice', async () => ({ ...valid, choice: changed(valid.choice as string) }), 'invalid_choice'],
    [
      'a choice of another size',
      async () => origin.posting(letter, signer, { choice: p.random(100) }),
      'invalid_choice',
    ],
    ['a statement that is no JSON', async () => ({ ...valid, statement: 'AAAA' }), 'malformed'],
    ['padding', async () => ({ ...valid, key: `${valid.key as string}=` }), 'invalid_input'],
    ['a field more', async () => ({ ...valid, name: 'x' }), 'invalid_input'],
    ['a field less', async () => ({ ...valid, choice: undefined }), 'invalid_input'],
    ['no token and no row', async () => origin.posting(letter, signer, { tokens: [] }), 'invalid_token'],
  ])('is refused: %s', async (_what, make, code) => {
    const before = await rows();
    const answer = await origin.postBody(letter, await make());
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(await rows()).toHaveLength(before.length);
  });

  it('is refused: a statement for another letter', async () => {
    const another = await origin.openLetter({ threshold: 50 });
    const foreign = await makeSigner(another, 'foreign');
    const answer = await origin.postBody(letter, await origin.posting(another, foreign));
    expect(answer).toMatchObject({ status: 400, body: { code: 'letter_mismatch' } });
  });

  it('is refused: a signature at an edge, where implementations differ', async () => {
    const choice = p.random(sealedChoiceLength(3));
    const sealed = toBase64url(p.sha256(choice));
    const says = { letter: toBase64url(letter.digest), action: 'sign', sequence: 0, sealed } as const;
    const before = await rows();
    for (const { what, key, message, signature, enters, verdict } of edgesOf('posted', () =>
      encodeStatement(says),
    )) {
      const answer = await origin.postBody(letter, {
        tokens: (await tokensForKey(letter, key)).map(toBase64url),
        key: toBase64url(key),
        statement: toBase64url(message),
        signature: toBase64url(signature),
        choice: toBase64url(choice),
      });
      const expected = enters && verdict ? [202, undefined] : [400, 'invalid_statement'];
      expect([what, answer.status, answer.body.code]).toEqual([what, ...expected]);
    }
    expect(await rows()).toHaveLength(before.length + 1);
  });

  it('tells a missing row in the very words of an invalid token', async () => {
    const unknown = await origin.postBody(letter, await origin.posting(letter, signer, { tokens: [] }));
    const forged = await origin.postBody(letter, {
      ...valid,
      tokens: [changed((valid.tokens as string[])[0]!)],
    });
    expect(unknown).toEqual(forged);
  });

  it('tells nothing of a key to whoever does not hold it', async () => {
    await origin.post(letter, other);
    const [theirs, nobodys] = await Promise.all(
      [other, signer].map(async (one) => {
        const posting = await origin.posting(letter, one, { sequence: 9, tokens: [] });
        return origin.postBody(letter, { ...posting, signature: toBase64url(p.random(64)) });
      }),
    );
    expect(theirs).toMatchObject({ status: 400, body: { code: 'invalid_statement' } });
    expect(theirs).toEqual(nobodys);
  });
});

describe('when a letter takes signatures', () => {
  it('is from opensAt, or signsFrom, until closesAt; before and after, it says so whatever is posted', async () => {
    const timed = await origin.openLetter({ overrides: { signsFrom: '2018-06-26T16:00:00Z' } });
    const signer = await makeSigner(timed, 'timed');
    const at = async (time: string): Promise<[number, string]> => {
      origin.now = time;
      const { status, body } = await origin.post(timed, signer);
      const forged = await origin.postBody(timed, {
        ...(await origin.posting(timed, signer)),
        signature: 'AAAA',
      });
      if (status !== 202) expect(forged.body).toEqual(body);
      return [status, body.code];
    };
    expect(await at('2018-06-25T15:59:59Z')).toEqual([409, 'not_open_yet']);
    expect(await at('2018-06-26T15:59:59Z')).toEqual([409, 'not_signing_yet']);
    expect(await at('2018-06-26T16:00:00Z')).toEqual([202, undefined]);
    expect(await at('2018-07-09T15:59:59Z')).toEqual([202, undefined]);
    expect(await at('2018-07-09T16:00:00Z')).toEqual([409, 'letter_closed']);
    origin.now = letter.manifest.opensAt;
  });

  it('is never for a letter that there is not', async () => {
    const answer = await origin.call('POST', `/letters/${'a'.repeat(32)}/signatures`, {
      body: await origin.posting(letter, await makeSigner(letter, 'nowhere')),
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'letter_not_found' } });
  });
});

describe('asking for the latest sequence', () => {
  it('is answered to whoever holds the key: the highest, or null', async () => {
    const signer = await makeSigner(letter, 'asks');
    expect(await origin.latest(letter, signer)).toMatchObject({ status: 200, body: { sequence: null } });
    await origin.post(letter, signer, { sequence: 4 });
    await origin.post(letter, signer, { sequence: 2 });
    expect((await origin.latest(letter, signer)).body).toEqual({ sequence: 4 });
  });

  it('is refused if it was signed at another time, for another letter, or by another key', async () => {
    const [signer, other] = (await makeSigners(letter, 2, 'stale')) as [TestSigner, TestSigner];
    for (const seconds of [-301, 301]) {
      const at = new Date(origin.now.getTime() + seconds * 1000);
      expect(await origin.latest(letter, signer, at)).toMatchObject({
        status: 400,
        body: { code: 'stale_question' },
      });
    }
    for (const seconds of [-300, 300]) {
      const at = new Date(origin.now.getTime() + seconds * 1000);
      expect(await origin.latest(letter, signer, at)).toMatchObject({ status: 200 });
    }
    expect(await origin.latest(letter, { ...signer, publicKey: other.publicKey })).toMatchObject({
      status: 400,
      body: { code: 'invalid_signature' },
    });
  });
});

function hashOf(posting: Record<string, unknown>): Uint8Array {
  return statementHash(p, fromBase64url(posting.statement as string));
}

/** Another value of the same form. */
function changed(value: string): string {
  const bytes = fromBase64url(value);
  bytes[bytes.length - 1]! ^= 1;
  return toBase64url(bytes);
}
