// Every code of every refusal stands in the protocol's page, with its status, and in the API's description; and no other.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_CODES, HTTP_CODES } from '../src/problem-codes.js';
import { PROTOCOL_ERROR_CODES } from '../src/protocol/errors.js';
import { sourcesIn } from './support/import-graph.js';

const ROOT = join(import.meta.dirname, '..');
const PAGE = readFileSync(join(ROOT, 'docs/protocol.md'), 'utf8');

/** `status code` of every problem that the code makes. */
function written(): string[] {
  const forms = [/status: (\d{3}),\s*code: '([a-z_]+)'/g, /\b(\d{3}): \{\s*code: '([a-z_]+)'/g];
  const found = sourcesIn(ROOT, 'src')
    .filter((file) => !/^src\/(?:client|commands|web\/islands)\//.test(file))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .flatMap((text) => forms.flatMap((form) => [...text.matchAll(form)]))
    .map(([, status = '', code = '']) => `${status} ${code}`);
  return [...new Set(found)].sort();
}

describe('the codes of refusals', () => {
  it('over HTTP are all those that the code makes', () => {
    const listed = Object.entries(HTTP_CODES).flatMap(([status, codes]) =>
      codes.map((code) => `${status} ${code}`),
    );
    expect(listed.sort()).toEqual(written());
    expect(listed.length).toBeGreaterThan(75);
  });

  it('over HTTP stand in the protocol’s page', () => {
    const rows = PAGE.slice(PAGE.indexOf('<a id="http-codes">')).matchAll(/^\| (\d{3}) +\| (.*?) *\|$/gm);
    const said = Object.fromEntries(
      [...rows].map(([, status = '', codes = '']) => [status, codes.match(/[a-z_]+/g)]),
    );
    expect(said).toEqual({ ...HTTP_CODES });
  });

  it('of the protocol stand there, too', () => {
    const table = PAGE.slice(PAGE.indexOf('<a id="errors">'), PAGE.indexOf('<a id="http-codes">'));
    const said = [...table.matchAll(/^\| `([a-z_]+)` +\|/gm)].map(([, code]) => code);
    expect(said.sort()).toEqual([...PROTOCOL_ERROR_CODES].sort());
  });

  it('stand in the API’s description', () => {
    const { components } = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as {
      components: { schemas: { Problem: { properties: Record<'code' | 'status', { enum: unknown[] }> } } };
    };
    const { code, status } = components.schemas.Problem.properties;
    expect(code.enum).toEqual(ALL_CODES);
    expect(status.enum).toEqual(Object.keys(HTTP_CODES).map(Number));
  });
});
