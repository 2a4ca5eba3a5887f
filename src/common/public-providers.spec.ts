import { describe, expect, it } from '@jest/globals';
import { isPublicMailProvider } from './public-providers.js';

describe('public mail providers', () => {
  it.each(['gmail.com', 'outlook.com', 'web.de', 'proton.me', 'riseup.net', 'mailinator.com'])(
    'knows %s',
    (domain) => {
      expect(isPublicMailProvider(domain)).toBe(true);
    },
  );

  it('knows names under a provider, however deep', () => {
    expect(isPublicMailProvider('students.gmail.com')).toBe(true);
    expect(isPublicMailProvider('a.b.c.hotmail.com')).toBe(true);
  });

  it('knows names that the list holds in Unicode by their A-label', () => {
    expect(isPublicMailProvider('xn--instgram-cza.com')).toBe(true);
  });

  it.each(['salesforce.com', 'mail.acme.example', 'example.com', 'google.com', 'microsoft.com', 'gov.uk'])(
    'lets %s be a workplace',
    (domain) => {
      expect(isPublicMailProvider(domain)).toBe(false);
    },
  );

  it('takes whole labels only', () => {
    expect(isPublicMailProvider('notgmail.com')).toBe(false);
    expect(isPublicMailProvider('gmail.com.acme.example')).toBe(false);
    expect(isPublicMailProvider('com')).toBe(false);
    expect(isPublicMailProvider('')).toBe(false);
  });
});
