import { describe, expect, it } from '@jest/globals';
import { domainFrom, testAddress, workplaceId } from './mailbox-test.js';

const WORKPLACES = [
  { id: 'a', name: 'Cumulus', domains: ['cumulus.example'], mailbox: { dots: 'kept' as const } },
  { id: 'b', name: 'Dotless', domains: ['dotless.example'], mailbox: { dots: 'ignored' as const } },
];

describe('an address', () => {
  it.each([
    [
      ' Ada.Koch@CUMULUS.example ',
      { counts: true, address: 'ada.koch@cumulus.example', workplace: 'Cumulus' },
    ],
    ['Ada.Koch@dotless.example', { counts: true, address: 'adakoch@dotless.example', workplace: 'Dotless' }],
    ['ada', { counts: false, why: 'address' }],
    ['@cumulus.example', { counts: false, why: 'address' }],
    ['ada@', { counts: false, why: 'address' }],
    ['ada@mail.cumulus.example', { counts: false, why: 'domain' }],
    ['ada+letters@cumulus.example', { counts: false, why: 'plus' }],
    ['all@cumulus.example', { counts: false, why: 'shared' }],
    ['a.l.l@dotless.example', { counts: false, why: 'shared' }],
    ['"ada"@cumulus.example', { counts: false, why: 'characters' }],
    ['ädа@cumulus.example', { counts: false, why: 'characters' }],
    ['ada..koch@cumulus.example', { counts: false, why: 'characters' }],
  ])('%s: %j', (typed, tested) => {
    expect(testAddress(WORKPLACES, typed)).toEqual(tested);
  });

  it('counts nowhere while there is no workplace', () => {
    expect(testAddress([{}], 'ada@cumulus.example')).toEqual({ counts: false, why: 'domain' });
  });
});

describe('a domain', () => {
  it.each([
    ['Cumulus.Example', 'cumulus.example'],
    ['@cumulus.example', 'cumulus.example'],
    ['ada@cumulus.example', 'cumulus.example'],
    ['https://cumulus.example/about?x', 'cumulus.example'],
    ['köln.example', 'xn--kln-sna.example'],
    ['cumulus.example.', 'cumulus.example'],
    // Of an emoji, which some engines decode and others don’t.
    ['XN--LS8H.example', 'xn--ls8h.example'],
    ['', ''],
    ['two words', ''],
    ['[::1]', ''],
  ])('%s is %s', (typed, domain) => {
    expect(domainFrom(typed)).toBe(domain);
  });
});

describe('the id of a workplace', () => {
  it('is made of its name, and of no other’s', () => {
    expect(workplaceId('Cumulus Berlin', [])).toBe('cumulus-berlin');
    expect(workplaceId('Müller & Söhne', [])).toBe('muller-sohne');
    expect(workplaceId('東京', [])).toBe('workplace');
    expect(workplaceId('42', [])).toBe('workplace-42');
    expect(workplaceId('A', ['a', 'a-2'])).toBe('a-3');
    expect(workplaceId('x'.repeat(99), [])).toMatch(/^[a-z0-9-]{1,32}$/);
  });
});
