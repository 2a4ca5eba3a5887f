import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Config, ConfigError, loadConfig } from './config.js';
import { Environment } from './environment.js';

const KEY = 'A'.repeat(43);
const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://letters.example.org',
  MASTER_KEY: KEY,
  SMTP_URL: 'smtps://mail.example.org',
  MAIL_FROM: 'Codes <codes@example.org>',
  OPERATOR_NAME: 'A union',
  OPERATOR_CONTACT: 'https://union.example.org',
};

describe('configuration', () => {
  it('starts without any variable, outside production', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      role: 'all',
      production: false,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataDir: resolve('data'),
      textsDir: resolve('texts'),
      mailFrom: 'codes@localhost',
      anyoneMayStart: true,
      smallLetters: false,
      devReload: false,
      scheduler: true,
      workCost: 15_000,
      logLevel: 'info',
    });
    expect(config.databaseUrlOf('issuer')).toBeUndefined();
  });

  it('is silent in tests, and takes empty values as not given', () => {
    expect(loadConfig({ NODE_ENV: 'test', PORT: '', SMTP_URL: '' })).toMatchObject({
      logLevel: 'silent',
      port: 3000,
    });
  });

  it('takes a complete production environment', () => {
    const config = loadConfig({ ...PRODUCTION, HOST: '::1', PORT: '0' });
    expect(config).toMatchObject({
      production: true,
      host: '::1',
      port: 0,
      publicUrl: 'https://letters.example.org',
    });
    expect(config.issuerName).toBe('A union');
  });

  it.each([
    ['PUBLIC_URL', /PUBLIC_URL is missing/],
    ['MASTER_KEY', /MASTER_KEY is missing/],
    ['SMTP_URL', /SMTP_URL is missing/],
    ['MAIL_FROM', /MAIL_FROM is missing/],
    ['OPERATOR_NAME', /OPERATOR_NAME is missing/],
    ['OPERATOR_CONTACT', /OPERATOR_CONTACT is missing/],
  ])('refuses production without %s, in one line', (name, message) => {
    const problems = problemsOf({ ...PRODUCTION, [name]: undefined });
    expect(problems).toEqual([expect.stringMatching(message)]);
  });

  it('names everything that is missing at once', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toHaveLength(6);
  });

  it.each([
    ['NODE_ENV', 'prod'],
    ['ROLE', 'both'],
    ['HOST', 'a b'],
    ['PORT', '65536'],
    ['PORT', '08'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'letters.example.com'],
    ['PUBLIC_URL', 'https://letters.example.com/path'],
    ['PUBLIC_URL', 'https://user:secret@letters.example.com'],
    ['DATABASE_URL', 'mysql://host/name'],
    ['ISSUER_DATABASE_URL', 'host'],
    ['ORIGIN_DATABASE_URL', 'host'],
    ['MASTER_KEY', 'A'.repeat(42)],
    ['MASTER_KEY', `${'A'.repeat(42)}B`],
    ['MASTER_KEY', `${'A'.repeat(42)}+`],
    ['SMTP_URL', 'https://mail.example.org'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'a@example.org, b@example.org'],
    ['MAIL_SUBJECT', 'one\r\nBcc: two'],
    ['ISSUER_NAME', 'a\nb'],
    ['ISSUER_URL', 'ftp://issuer.example.org'],
    ['ISSUER_TOKEN', 'x'.repeat(31)],
    ['ANYONE_MAY_START', 'yes'],
    ['OPERATOR_NAME', 'x'.repeat(201)],
    ['OPERATOR_CONTACT', 'a\nb'],
    ['SMALL_LETTERS', '1'],
    ['DEV_RELOAD', 'yes'],
    ['SCHEDULER', 'no'],
    ['WORK_COST', '0'],
    ['WORK_COST', '100001'],
    ['WORK_COST', '1e3'],
    ['LOG_LEVEL', 'verbose'],
  ])('refuses %s=%s, naming the variable and not the value', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toEqual([expect.stringContaining(name)]);
    expect(problems[0]).not.toContain(value.length > 6 ? value : '\0');
  });

  it('wants https in production, except on localhost and onion services', () => {
    expect(problemsOf({ ...PRODUCTION, PUBLIC_URL: 'http://letters.example.org' })).toEqual([
      expect.stringMatching(/PUBLIC_URL must begin with https/),
    ]);
    for (const host of ['localhost:3000', '127.0.0.1', `${'a'.repeat(56)}.onion`]) {
      expect(loadConfig({ ...PRODUCTION, PUBLIC_URL: `http://${host}` }).publicUrl).toBe(`http://${host}`);
    }
  });

  it('lets anyone start a letter everywhere but in production, unless the operator says otherwise', () => {
    expect(loadConfig(PRODUCTION).anyoneMayStart).toBe(false);
    expect(loadConfig({ ...PRODUCTION, ANYONE_MAY_START: 'true' }).anyoneMayStart).toBe(true);
    expect(loadConfig({ ...PRODUCTION, ANYONE_MAY_START: '' }).anyoneMayStart).toBe(false);
    expect(loadConfig({ NODE_ENV: 'test' }).anyoneMayStart).toBe(true);
    expect(loadConfig({ ANYONE_MAY_START: 'false' }).anyoneMayStart).toBe(false);
  });

  it('lets an issuer and an origin run, each without what is the other’s', () => {
    const token = { ISSUER_TOKEN: 'x'.repeat(32) };
    expect(loadConfig({ ...PRODUCTION, ...token, ROLE: 'issuer' }).has('origin')).toBe(false);
    const origin = { ROLE: 'origin', ISSUER_URL: 'https://issuer.example.org', SMTP_URL: '', MAIL_FROM: '' };
    expect(loadConfig({ ...PRODUCTION, ...token, ...origin }).issuerUrl).toBe('https://issuer.example.org');
  });

  it('wants a secret and an address where issuer and origin are apart', () => {
    expect(problemsOf({ ROLE: 'issuer' })).toEqual([expect.stringMatching(/ISSUER_TOKEN is missing/)]);
    expect(problemsOf({ ROLE: 'origin' })).toEqual([
      expect.stringMatching(/ISSUER_TOKEN is missing/),
      expect.stringMatching(/ISSUER_URL is missing/),
    ]);
  });

  it('refuses small letters in production', () => {
    expect(problemsOf({ ...PRODUCTION, SMALL_LETTERS: 'true' })).toEqual([
      expect.stringMatching(/SMALL_LETTERS/),
    ]);
  });

  it('refuses in production what is for those who work on this program', () => {
    expect(problemsOf({ ...PRODUCTION, DEV_RELOAD: 'true' })).toEqual([
      expect.stringMatching(/^DEV_RELOAD must not be set in production/),
    ]);
  });

  it('refuses an issuer in production whose codes cost nothing', () => {
    expect(problemsOf({ ...PRODUCTION, WORK_COST: '4999' })).toEqual([expect.stringMatching(/WORK_COST/)]);
    expect(loadConfig({ ...PRODUCTION, WORK_COST: '5000' }).workCost).toBe(5_000);
    const origin = { ROLE: 'origin', ISSUER_URL: 'https://issuer.example.org', ISSUER_TOKEN: 'x'.repeat(32) };
    expect(loadConfig({ ...PRODUCTION, ...origin, WORK_COST: '1' }).workCost).toBe(1);
  });

  it('refuses two master keys, and one inside the data folder', () => {
    expect(problemsOf({ MASTER_KEY: KEY, MASTER_KEY_FILE: '/run/key' })).toHaveLength(1);
    expect(problemsOf({ DATA_DIR: '/srv/data', MASTER_KEY_FILE: '/srv/data/keys/../key' })).toHaveLength(1);
    expect(loadConfig({ DATA_DIR: '/srv/data', MASTER_KEY_FILE: '/srv/data.key' })).toBeInstanceOf(Config);
  });

  it('puts a role into its own database where one is named', () => {
    const config = loadConfig({ DATABASE_URL: 'postgres://a/b', ISSUER_DATABASE_URL: 'postgresql://c/d' });
    expect(config.databaseUrlOf('issuer')).toBe('postgresql://c/d');
    expect(config.databaseUrlOf('origin')).toBe('postgres://a/b');
  });

  it('is documented in .env.example, every variable and no other', () => {
    const text = readFileSync(resolve(import.meta.dirname, '../../.env.example'), 'utf8');
    const documented = [...text.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1] ?? '');
    const wrong = Object.fromEntries(documented.map((name) => [name, '\n']));
    expect(problemsOf(wrong)).toHaveLength(documented.length);
    const source = readFileSync(resolve(import.meta.dirname, 'environment.ts'), 'utf8');
    const read = [...source.matchAll(/^ {2}([A-Z_]+)\?:/gm)].map((match) => match[1] ?? '');
    expect(new Environment()).toBeDefined();
    expect(documented.sort()).toEqual(read.sort());
  });
});

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      expect(error.message).toBe(error.problems.join('\n'));
      return error.problems;
    }
    throw error;
  }
  return [];
}
