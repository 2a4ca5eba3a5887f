// The script of pages that load themselves again, in a page of which only that much is there. The server's part: dev.e2e-spec.ts
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createContext, SourceTextModule } from 'node:vm';
import { DevReloadController } from './reload.controller.js';
import type { Reload } from './reload.service.js';

/** A stream of which the test is the server. */
class Stream {
  static readonly CLOSED = 2;
  static all: Stream[] = [];
  readyState = 1;
  onmessage: (event: { data: string }) => void = () => undefined;
  onerror: () => void = () => undefined;

  constructor(readonly path: string) {
    Stream.all.push(this);
  }

  close(): void {
    this.readyState = Stream.CLOSED;
  }
}

let loads: number;
let later: (() => void)[];
const page = {
  hidden: false,
  changes: (): void => undefined,
  addEventListener(_name: string, listener: () => void): void {
    this.changes = listener;
  },
};

beforeEach(async () => {
  Stream.all = [];
  loads = 0;
  later = [];
  page.hidden = false;
  const script = new SourceTextModule(new DevReloadController({} as Reload).script(), {
    initializeImportMeta: (meta: { url?: string }) => (meta.url = 'http://localhost/dev/reload.js?one-1'),
    context: createContext({
      URL,
      document: page,
      location: { reload: () => loads++ },
      EventSource: Stream,
      setTimeout: (listen: () => void) => later.push(listen),
    }),
  });
  await script.link(() => {
    throw new Error('It needs no other file.');
  });
  await script.evaluate();
});

function last(): Stream {
  return Stream.all.at(-1)!;
}

describe('a page that is open', () => {
  it('loads itself again when something else was built than what it is of', () => {
    expect(last().path).toBe('/dev/reload');
    last().onmessage({ data: 'one-1' });
    expect(loads).toBe(0);
    last().onmessage({ data: 'one-2' });
    expect(loads).toBe(1);
  });

  it('asks again when the stream ended for good, and leaves it to the browser when not', () => {
    last().onerror();
    expect(later).toEqual([]);
    last().close();
    last().onerror();
    later[0]?.();
    expect(Stream.all).toHaveLength(2);
    last().onmessage({ data: 'two' });
    expect(loads).toBe(1);
  });

  it('hears nothing while nobody sees it, and what was built meanwhile afterwards', () => {
    page.hidden = true;
    page.changes();
    expect(Stream.all.map(({ readyState }) => readyState)).toEqual([Stream.CLOSED]);
    page.hidden = false;
    page.changes();
    last().onmessage({ data: 'one-2' });
    expect([Stream.all.length, loads]).toEqual([2, 1]);
  });
});
