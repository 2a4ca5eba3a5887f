import { describe, expect, it } from '@jest/globals';
import type { Surroundings } from './unsuitable.js';
import { whyUnsuitable } from './unsuitable.js';

const browser = (userAgent: string): Surroundings => ({
  isSecureContext: true,
  crypto: globalThis.crypto,
  navigator: { userAgent },
});

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)';
const CHROME = 'Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';

const BROWSERS = [
  `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`,
  `${IPHONE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`,
  `${IPHONE} FxiOS/141.0 Mobile/15E148 Safari/605.1.15`,
  `${ANDROID} Chrome/140.0.0.0 Mobile Safari/537.36`,
  'Mozilla/5.0 (Android 15; Mobile; rv:141.0) Gecko/141.0 Firefox/141.0',
  'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
];

const IN_APPS = [
  `${IPHONE} Mobile/15E148 Instagram 390.0.0.28.85 (iPhone16,1; iOS 18_5; en_US)`,
  `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0.38.101;FBBV/1;FBDV/iPhone16,1]`,
  `${IPHONE} Mobile/15E148 [LinkedInApp]/9.31.4290`,
  `${IPHONE} Mobile/15E148 Safari/604.1 Slack/25.07.30`,
  `${IPHONE} Mobile/15E148`,
  `${ANDROID.replace('Pixel 9', 'Pixel 9; wv')} ${CHROME}`,
  `${ANDROID} ${CHROME} [FB_IAB/FB4A;FBAV/520.0.0.44.99;]`,
  `${ANDROID} ${CHROME} MicroMessenger/8.0.60`,
  `${ANDROID} ${CHROME} musical_ly_2024 BytedanceWebview/d8a21c6`,
];

describe('a browser', () => {
  it.each(BROWSERS)('that can sign is let: %s', async (agent) => {
    expect(await whyUnsuitable(browser(agent))).toBeUndefined();
  });

  it.each(IN_APPS)('inside another program is told: %s', async (agent) => {
    expect(await whyUnsuitable(browser(agent))).toBe('in-app-browser');
  });

  it('needs HTTPS or localhost before anything else', async () => {
    const said = await whyUnsuitable({ ...browser(IN_APPS[0]!), isSecureContext: false, crypto: {} });
    expect(said).toBe('insecure-context');
  });

  it.each(['Ed25519', 'X25519'])('without %s can’t sign', async (missing) => {
    const importKey = (
      format: 'pkcs8',
      key: Uint8Array<ArrayBuffer>,
      algorithm: string,
      ...rest: [boolean, ['sign']]
    ) =>
      algorithm === missing
        ? Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'))
        : crypto.subtle.importKey(format, key, algorithm, ...rest);
    const crippled = { ...browser(BROWSERS[0]!), crypto: { subtle: { importKey } } };
    expect(await whyUnsuitable(crippled)).toBe('no-webcrypto');
  });

  it.each([{}, { crypto: {} }, { crypto: { subtle: null } }])(
    'with %j for WebCrypto can’t sign',
    async (surroundings) => {
      expect(await whyUnsuitable(surroundings)).toBe('no-webcrypto');
    },
  );
});
