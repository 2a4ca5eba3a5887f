// A signer's browser without the browser: what it keeps, and a connection that loses what a test tells it to.
import type { Http } from '../../src/client/http.js';
import { keptFor } from '../../src/client/kept.js';
import type { ClientLetter } from '../../src/client/letter.js';
import { Signing } from '../../src/client/sign/signing.js';
import { MemoryStorage } from './memory-storage.js';

export class Device {
  readonly storage = new MemoryStorage();
  /** Path and body of every request, in their order. */
  readonly sent: { readonly path: string; readonly body: unknown }[] = [];
  private losing: string | undefined;
  private answering: { readonly path: string; readonly response: () => Response } | undefined;

  constructor(private readonly of: ClientLetter) {}

  /** The letter, reached over this device's connection. */
  get letter(): ClientLetter {
    return { ...this.of, http: this.http };
  }

  get http(): Http {
    return { ...this.of.http, fetch: (url, init) => this.request(url, init) };
  }

  /** The page as it is opened, or opened again. */
  open(): Signing {
    return new Signing(
      this.letter,
      keptFor(this.of, () => this.storage),
    );
  }

  /** The server gets the next request to a path that ends like this, and nobody gets its answer. */
  loseReply(path: string): void {
    this.losing = path;
  }

  /** The next request to a path that ends like this is refused, and nothing but the test sees it. */
  refuse(path: string, status: number, code: string): void {
    const response = (): Response => new Response(JSON.stringify({ code, detail: 'Refused.' }), { status });
    this.answering = { path, response };
  }

  /** The bodies posted to paths that end like this. */
  bodies(path: string): unknown[] {
    return this.sent.filter((one) => one.path.endsWith(path)).map(({ body }) => body);
  }

  private async request(...[url, init]: Parameters<Http['fetch']>): Promise<Response> {
    const { pathname } = new URL(url instanceof Request ? url.url : url);
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    this.sent.push({ path: pathname, body });
    if (this.answering !== undefined && pathname.endsWith(this.answering.path)) {
      const { response } = this.answering;
      this.answering = undefined;
      return response();
    }
    const response = await fetch(url, init);
    if (this.losing === undefined || !pathname.endsWith(this.losing)) return response;
    this.losing = undefined;
    await response.arrayBuffer();
    throw new TypeError('The connection broke.');
  }
}
