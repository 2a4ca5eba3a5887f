// Chromium, headless, with an empty profile, on a page of this machine that holds the protocol.
import { afterAll, beforeAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { bundled } from './bundled.js';
import type { Calls } from './page.js';
import { describeWithChromium, FLAGS } from './support/where.js';
import { pack, unpack } from './values.js';

const HTML = '<!doctype html><meta charset="utf-8"><title>A page</title>';

/** Calls a function of page.ts in the page. */
export type InPage = <Name extends keyof Calls>(
  name: Name,
  ...parameters: Parameters<Calls[Name]>
) => Promise<Awaited<ReturnType<Calls[Name]>>>;

/** Runs tests against a page; without Chromium they are skipped, but not in CI. */
export function describeInChromium(name: string, tests: (inPage: InPage) => void): void {
  describeWithChromium(name, (path) => {
    let page: Awaited<ReturnType<typeof openPage>> | undefined;
    beforeAll(async () => {
      page = await openPage(path);
    });
    afterAll(async () => {
      await page?.close();
    });
    tests((name, ...parameters) => page!.inPage(name, ...parameters));
  });
}

async function openPage(executablePath: string): Promise<{ inPage: InPage; close: () => Promise<void> }> {
  const server = await serve(await bundled(join(import.meta.dirname, 'page.ts')));
  const profile = mkdtempSync(join(tmpdir(), 'undersigned-chromium-'));
  let context: BrowserContext | undefined;
  const close = async (): Promise<void> => {
    await context?.close();
    await new Promise((closed) => server.close(closed));
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      args: FLAGS,
    });
    const page = await context.newPage();
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://localhost:${port}/`);
    await page.addScriptTag({ url: '/page.js', type: 'module' });
    await page.waitForFunction('globalThis.undersigned !== undefined');
    const inPage = async (name: string, ...parameters: unknown[]): Promise<unknown> => {
      const call = `undersigned(${[name, ...parameters].map((one) => JSON.stringify(pack(one))).join()})`;
      return unpack(await page.evaluate(call));
    };
    return { inPage: inPage as InPage, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function serve(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : HTML);
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  return server;
}
