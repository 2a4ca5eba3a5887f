// The API's description says of every route what it answers, in which form.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

type Operations = Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>;

const text = readFileSync(join(import.meta.dirname, '../openapi.json'), 'utf8');
const { paths } = JSON.parse(text) as { paths: Readonly<Record<string, Operations>> };

const routes = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { responses }]) => ({
    route: `${method.toUpperCase()} ${path}`,
    responses,
  })),
);

describe('openapi.json', () => {
  it('knows the routes', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.map(({ route }) => route)).toContain('GET /health');
  });

  it.each(routes)('says what $route answers, and how it refuses', ({ responses }) => {
    const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    expect(good.length).toBeGreaterThan(0);
    for (const [status, { content }] of Object.entries(responses)) {
      if (status === '204') continue;
      const [form, ...others] = Object.entries(content ?? {});
      expect([status, form?.[0]]).toEqual([status, expect.stringMatching(/^(?:application|text)\//)]);
      expect(form?.[1].schema).toEqual(expect.any(Object));
      expect(others).toEqual([]);
    }
    expect(Object.keys(responses['default']?.content ?? {})).toEqual(['application/problem+json']);
  });

  it('has whole numbers only', () => {
    expect(text).toContain('"type": "integer"');
    expect(text).not.toContain('"type": "number"');
  });
});
