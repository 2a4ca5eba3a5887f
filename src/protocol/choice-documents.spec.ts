import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refusal } from '../../test/support/fails-with.js';
import { nodePrimitives as p } from '../common/node-primitives.js';
import {
  type Choice,
  CHOICE_LENGTH,
  decodeChoice,
  decodeIdentity,
  decodeShare,
  encodeChoice,
  encodeIdentity,
  encodeShare,
  IDENTITY_LENGTH,
  type IdentityPlain,
  MAX_ROLE_BYTES,
  roleFits,
  SHARE_DOCUMENT_LENGTH,
} from './choice-documents.js';
import { concat, fromUtf8, utf8 } from './codec.js';

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const line = (limit: number) =>
  fc
    .string({ unit: 'binary', minLength: 1 })
    .map((text) => text.replace(/[\p{C}\p{Z}]/gu, ''))
    .filter((text) => text !== '' && text.isWellFormed() && utf8(text).length <= limit);
const secrets = { serverShare: bytesOf(32), commitment: bytesOf(32) };
const condition = fc.integer({ min: 1, max: 1_000_000 });
const role = line(MAX_ROLE_BYTES).filter(roleFits);

const choices: fc.Arbitrary<Choice> = fc.oneof(
  fc.record({
    appear: fc.constant('anonymous' as const),
    role: fc.constant(null),
    condition: fc.constant(null),
    ...secrets,
  }),
  fc.record({ appear: fc.constant('role' as const), role, condition: fc.constant(null), ...secrets }),
  fc.record({ appear: fc.constant('named' as const), role: fc.option(role), condition, ...secrets }),
);
const identities: fc.Arbitrary<IdentityPlain> = fc.record({
  address: fc.constantFrom('a@b.example', `${'a'.repeat(242)}@big.example`),
  certificateSignature: bytesOf(64),
  holderSecret: bytesOf(32),
  name: line(100),
  showAddress: fc.boolean(),
  title: fc.oneof(line(100), fc.constant('')),
});

const anonymous: Choice = {
  appear: 'anonymous',
  role: null,
  condition: null,
  serverShare: p.random(32),
  commitment: p.random(32),
};
const identity: IdentityPlain = {
  address: 'kim.doe@company.example',
  certificateSignature: p.random(64),
  holderSecret: p.random(32),
  name: 'Kim Doe',
  showAddress: true,
  title: '',
};

describe('every document', () => {
  it('has one size, and is read back as it was written', () => {
    fc.assert(
      fc.property(choices, identities, condition, bytesOf(33), (choice, who, conditionOfShare, share) => {
        const written = [encodeChoice(choice), encodeIdentity(who)] as const;
        expect(written.map(({ length }) => length)).toEqual([CHOICE_LENGTH, IDENTITY_LENGTH]);
        expect(decodeChoice(written[0])).toEqual(choice);
        expect(decodeIdentity(written[1])).toEqual(who);
        for (const opened of [
          { share, condition: conditionOfShare },
          { share, condition: 'never' as const },
        ]) {
          expect(encodeShare(opened)).toHaveLength(SHARE_DOCUMENT_LENGTH);
          expect(decodeShare(encodeShare(opened))).toEqual(opened);
        }
      }),
    );
  });

  it('has room for the longest texts that are allowed', () => {
    const role = '"'.repeat(MAX_ROLE_BYTES / 2);
    const longest = { ...anonymous, appear: 'named' as const, condition: 1_000_000, role };
    expect(decodeChoice(encodeChoice(longest)).role).toBe(role);
    const full = { ...identity, address: 'a'.repeat(254), name: '"'.repeat(100), title: '\\'.repeat(100) };
    expect(decodeIdentity(encodeIdentity(full))).toEqual(full);
  });

  it('is refused in any form but its own', async () => {
    const text = fromUtf8(encodeChoice(anonymous)).trimEnd();
    const padded = (json: string, length = CHOICE_LENGTH): Uint8Array => utf8(json.padEnd(length));
    expect(decodeChoice(padded(text))).toEqual(anonymous);
    for (const [json, code] of [
      [text.replace('{', '{ '), 'not_canonical'],
      [text.replace('{', '{"a":1,'), 'malformed'],
      [text.replace('"role":null,', ''), 'malformed'],
      [text.replace('"role":null', '"role":"Engineer"'), 'malformed'],
      [text.replace('"condition":null', '"condition":5'), 'malformed'],
      [text.replace('anonymous', 'hidden'), 'malformed'],
      [text.replace('"anonymous"', '"role"'), 'malformed'],
      [text.replace('"anonymous"', '"named"'), 'malformed'],
      [text.replace(/"serverShare":"./, '"serverShare":"'), 'malformed'],
      [` ${text}`, 'not_canonical'],
      [`${text}\n`, 'not_canonical'],
      [text.slice(0, -1), 'malformed'],
      ['', 'malformed'],
    ] as const) {
      expect(await refusal(() => decodeChoice(padded(json)))).toBe(code);
    }
    expect(await refusal(() => decodeChoice(padded(text, CHOICE_LENGTH + 1)))).toBe('malformed');
    expect(await refusal(() => decodeChoice(utf8(text)))).toBe('malformed');
    expect(
      await refusal(() => decodeChoice(concat(utf8(text), new Uint8Array(CHOICE_LENGTH - text.length)))),
    ).toBe('malformed');
    expect(await refusal(() => decodeIdentity(padded(text, IDENTITY_LENGTH)))).toBe('malformed');
    expect(await refusal(() => decodeShare(p.random(SHARE_DOCUMENT_LENGTH)))).toBe('malformed');
  });
});

describe('what can be entered', () => {
  it('is bounded in UTF-8 bytes', async () => {
    for (const wrong of [
      { name: 'a'.repeat(101) },
      { name: 'é'.repeat(51) },
      { title: '漢'.repeat(34) },
      { address: `${'a'.repeat(250)}@b.example` },
    ]) {
      expect(await refusal(() => encodeIdentity({ ...identity, ...wrong }))).toBe('too_large');
    }
    expect(roleFits('a'.repeat(MAX_ROLE_BYTES))).toBe(true);
    for (const role of [
      'a'.repeat(MAX_ROLE_BYTES + 1),
      '"'.repeat(MAX_ROLE_BYTES / 2 + 1),
      '漢'.repeat(30),
    ]) {
      expect(roleFits(role)).toBe(false);
      expect(await refusal(() => encodeChoice({ ...anonymous, appear: 'role', role }))).toBe('too_large');
    }
  });

  it('is one line of text, and bytes of the right length', async () => {
    for (const wrong of [
      { name: '' },
      { name: ' Kim' },
      { name: 'Kim\nDoe' },
      { name: 'Kim\u202eeoD' },
      { name: '\ud800' },
      { title: '\u0000' },
      { address: 'kim@bücher.example' },
      { certificateSignature: p.random(63) },
      { holderSecret: p.random(33) },
    ]) {
      expect(await refusal(() => encodeIdentity({ ...identity, ...wrong }))).toBe('malformed');
    }
    for (const wrong of [
      { role: 'Engineer' },
      { condition: 3 },
      { appear: 'role' as const },
      { appear: 'named' as const },
      { appear: 'named' as const, condition: 0 },
      { appear: 'named' as const, condition: 1.5 },
      { appear: 'named' as const, condition: 1_000_001 },
      { serverShare: p.random(31) },
      { commitment: p.random(33) },
    ]) {
      expect(await refusal(() => encodeChoice({ ...anonymous, ...wrong }))).toBe('malformed');
    }
    for (const wrong of [
      { share: p.random(32), condition: 3 },
      { share: p.random(33), condition: 0 },
    ]) {
      expect(await refusal(() => encodeShare(wrong))).toBe('malformed');
    }
  });
});
