import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostOf, isBaseUrl, isDomain } from './hosts.js';

const LABEL_63 = 'a'.repeat(63);

describe('a base URL', () => {
  it.each([
    ['https://letters.example', 'letters.example'],
    ['http://localhost:3000', 'localhost:3000'],
    ['https://letters.example:8443', 'letters.example:8443'],
    ['https://letters.example:80', 'letters.example:80'],
    ['http://letters.example:443', 'letters.example:443'],
    ['https://a-b--c.x', 'a-b--c.x'],
    ['https://1.example', '1.example'],
    ['https://0x.example', '0x.example'],
    ['https://xn--mhle-0ra.example', 'xn--mhle-0ra.example'],
    // Of an emoji, of nothing, of what decodes to ASCII, of what doesn't decode: letters and digits, all of them.
    ['https://xn--ls8h.example', 'xn--ls8h.example'],
    ['https://xn--a.example', 'xn--a.example'],
    ['https://xn--abc-.x-0', ''],
    ['https://xn--99999999999.example', 'xn--99999999999.example'],
    ['https://192.168.0.1', '192.168.0.1'],
    ['https://0.0.0.0', '0.0.0.0'],
    ['https://[::1]', '[::1]'],
    ['https://[::]:1', '[::]:1'],
    ['https://[2001:db8::1:0:0:1]', '[2001:db8::1:0:0:1]'],
    ['https://[1:0:2:3:4:5:6:7]', '[1:0:2:3:4:5:6:7]'],
    ['https://[1:2:3:4:5:6:7:8]:65535', '[1:2:3:4:5:6:7:8]:65535'],
    [`https://${LABEL_63}.example`, `${LABEL_63}.example`],
  ])('%s', (url, host) => {
    expect(isBaseUrl(url)).toBe(host !== '');
    if (host !== '') expect(hostOf(url)).toBe(host);
  });

  it.each([
    '',
    'letters.example',
    'https://',
    'https://.',
    'https://a.',
    'https://.a',
    'https://a..b',
    'https://-a.example',
    'https://a-.example',
    `https://${LABEL_63}a.example`,
    `https://${`${'a'.repeat(62)}.`.repeat(4)}example`,
    'https://a_b.example',
    'https://A.example',
    'https://mühle.example',
    'https://ａ.example',
    'HTTPS://a.example',
    'ftp://a.example',
    'https://a.example/',
    'https://a.example?',
    'https://a.example#',
    'https://a.example:',
    'https://a.example:0',
    'https://a.example:08443',
    'https://a.example:443',
    'http://a.example:80',
    'https://a.example:65536',
    'https://a.example\n',
    ' https://a.example',
    'https://u@a.example',
    'https://*',
    'https://a;b.example',
    'https://1',
    'https://1.2.3',
    'https://1.2.3.4.5',
    'https://256.1.1.1',
    'https://01.2.3.4',
    'https://0x7f.1.1.0x1',
    'https://a.0x',
    'https://a.1',
    'https://[1::2:3:4:5:6:7:8]',
    'https://[1::2:0:0:0:3]',
    'https://[1::2::3]',
    'https://[1:2:3:4:5:6:7]',
    'https://[1:2:3:4:5:6:7:8:9]',
    'https://[01::1]',
    'https://[::0]',
    'https://[::A]',
    'https://[:::]',
    'https://[:]',
    'https://[]',
    'https://[::1',
    'https://[::ffff:1.2.3.4]',
    'https://[::1%1]',
  ])('not %j', (url) => {
    expect(isBaseUrl(url)).toBe(false);
  });

  const part = fc.oneof(
    fc.constantFrom('a', '1', '0', '-', 'xn--', 'xn--a', '0x', '0xf', '255', '256', '01', '_', 'é', 'A', ''),
    fc.string({ unit: fc.constantFrom(...'ab01-x'), maxLength: 4 }),
  );
  const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
  const group = fc.constantFrom('0', '0', '0', '1', 'a', '00', 'ffff', 'fffff', '', 'A');
  const ipv6 = fc.array(group, { minLength: 1, maxLength: 9 }).map((groups) => `[${groups.join(':')}]`);
  const port = fc.constantFrom('', '', ':443', ':80', ':8443', ':0', ':65535', ':65536', ':01');

  it('is one to every URL parser too, with this host, but for names that it can’t decode', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom('https', 'http'), fc.oneof(name, ipv6), port, (scheme, host, at) => {
        const url = `${scheme}://${host}${at}`;
        if (!isBaseUrl(url)) return;
        taken += 1;
        if (url.includes('xn--')) return;
        expect(new URL(url).origin).toBe(url);
        expect(new URL(url).host).toBe(hostOf(url));
      }),
      { numRuns: 20_000, seed: 2018 },
    );
    expect(taken).toBeGreaterThan(500);
  });

  it('is whatever a URL parser finds to be one, but for odd names', () => {
    const odd = /(?:^|[./])-|-(?:$|[.:])|[./]\.|\.(?:$|:)|_|xn--|:0$/;
    fc.assert(
      fc.property(fc.constantFrom('https', 'http'), fc.oneof(name, ipv6), port, (scheme, host, at) => {
        const url = `${scheme}://${host}${at}`;
        if (odd.test(url) || !URL.canParse(url) || new URL(url).origin !== url) return;
        expect([url, isBaseUrl(url)]).toEqual([url, true]);
      }),
      { numRuns: 20_000, seed: 2018 },
    );
  });
});

describe('a domain', () => {
  it.each(['a.example', 'a.b.co', 'xn--ls8h.example', '1.example', 'a--b.x1', `${LABEL_63}.example`])(
    '%s',
    (domain) => expect(isDomain(domain)).toBe(true),
  );

  it.each([
    ...['example', 'a.b', 'a.1b', 'a.example.', '.example', 'a..example', '-a.example', 'a.example-'],
    ...['A.example', 'ü.example', '192.168.0.1', '*.example', 'a.example\n', `${LABEL_63}a.example`],
    `${`${'a'.repeat(62)}.`.repeat(4)}example`,
  ])('not %j', (domain) => {
    expect(isDomain(domain)).toBe(false);
  });
});
