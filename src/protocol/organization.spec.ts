import { describe, expect, it } from '@jest/globals';
import { isOfWorkplace, organizationMailbox } from './organization.js';
import type { Manifest } from './manifest.js';

const WORKPLACES = [{ domains: ['cumulus.example', 'eu.labs.example'] }] as unknown as Manifest['workplaces'];

describe('the mailbox of an organization', () => {
  it.each([
    ['Press@Union.Example', 'press@union.example', 'union.example'],
    [' info@union.example ', 'info@union.example', 'union.example'],
    ['büro@union.example', undefined, undefined],
    ['buero@gewerkschaft-süd.example', 'buero@xn--gewerkschaft-sd-dwb.example', undefined],
  ])('%s is %s', (typed, address, domain) => {
    const mailbox = organizationMailbox(typed);
    expect(mailbox?.address).toBe(address);
    if (domain !== undefined) expect(mailbox?.domain).toBe(domain);
  });

  it.each([
    ...['', 'union.example', '@union.example', 'a@', 'a@localhost', 'a@127.0.0.1', 'a@[::1]', 'a@2130706433'],
    ...[
      'a+b@union.example',
      '"a b"@union.example',
      'a@union.example/x',
      'a@b@union.example',
      'a@union.example:25',
    ],
    ...[`${'a'.repeat(65)}@union.example`, `a@${'b.'.repeat(130)}example`],
  ])('%j is none', (typed) => {
    expect(organizationMailbox(typed)).toBeUndefined();
  });
});

describe('a domain of a workplace', () => {
  it.each(['cumulus.example', 'mail.cumulus.example', 'eu.labs.example', 'labs.example'])(
    'is %s',
    (domain) => {
      expect(isOfWorkplace({ workplaces: WORKPLACES }, domain)).toBe(true);
    },
  );

  it.each(['union.example', 'notcumulus.example', 'cumulus.example.org', 'us.labs.example'])(
    'is not %s',
    (domain) => {
      expect(isOfWorkplace({ workplaces: WORKPLACES }, domain)).toBe(false);
    },
  );
});
