// The verifier as a file of its own: the same sources give the same bytes, and nothing in it leads to a network.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from './support/built.js';
import { directivesOf } from './support/http-answers.js';

/** 105 kB: it is mailed, and kept beside what it checks. */
const MOST_BYTES = 105_000;

/** Names of XML's vocabularies, and an address in an error's advice (RFC 2606): nobody fetches them. */
const NO_NETWORK = /^https?:\/\/(?:www\.w3\.org\/|[a-z]+\.example$)/;

let folder: string;
let html: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'undersigned-built-'));
  html = await build('one', 'production');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function build(name: string, environment: string): Promise<string> {
  const out = join(folder, name);
  await buildPages(out, environment);
  return readFileSync(join(out, 'undersigned-verify.html'), 'utf8');
}

describe('undersigned-verify.html', () => {
  it('is built the same twice, whatever the environment is called', async () => {
    expect(await build('two', 'development')).toBe(html);
  });

  it('runs its own script and its own style, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const [script, style] = [content('script type="module"'), content('style')];
    expect(directivesOf(policy)).toEqual({
      'default-src': ["'none'"],
      'script-src': [hashOf(script)],
      'style-src': [hashOf(style)],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'require-trusted-types-for': ["'script'"],
      'trusted-types': ["'none'"],
    });
    // Stands before all that it rules.
    expect(html.indexOf('http-equiv')).toBeLessThan(html.indexOf('<style>'));
    expect(html.match(/<(?:script|style)\b/g)).toHaveLength(2);
  });

  it('names no other file and no network', () => {
    const script = content('script type="module"');
    expect(html.replace(script, '').match(/\s(?:src|href)=|@import|url\((?!["']?data:)/g)).toBeNull();
    const calls =
      /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\bimport\(|new Worker\b|localStorage|indexedDB/;
    expect(script).not.toMatch(calls);
    const addresses = script.match(/https?:\/\/[\w./-]+/g) ?? [];
    expect(addresses.filter((one) => !NO_NETWORK.test(one))).toEqual([]);
  });

  it('is small', () => {
    const bytes = Buffer.byteLength(html);
    process.stdout.write(`undersigned-verify.html: ${bytes} of at most ${MOST_BYTES} bytes\n`);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });
});

function content(tag: string): string {
  const [name = ''] = tag.split(' ');
  return new RegExp(`<${tag}>(.*?)</${name}>`, 's').exec(html)?.[1] ?? '';
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
