// JSON over HTTP, with problem details turned into errors that a person can act on.

/** What a client needs from its surroundings. */
export interface Http {
  /** Base URL of the API's host, without a path: `https://letters.example`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** An organizer's session, if there is one. */
  readonly bearer?: string;
}

/** A refusal by the server (RFC 9457). `code` is for machines, `message` says what to do. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly place?: string,
  ) {
    super(message);
  }
}

/** Whether the server looked at what was posted and didn't take it; one that is overloaded, broken or silent may have. */
export function isRefused(error: unknown): boolean {
  return error instanceof RequestError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/** The JSON that a path answers with. Throws `RequestError`; `unreachable` with status 0 when nothing answers. */
export async function getJson(http: Http, path: string): Promise<unknown> {
  return (await send(http, 'GET', path)).json();
}

/** The bytes that a path answers with. Throws as `getJson`. */
export async function getBytes(http: Http, path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await send(http, 'GET', path)).arrayBuffer());
}

/** The bytes that a path answers with, as they come. Throws as `getJson`; also while they are read, if the connection breaks. */
export async function* streamBytes(http: Http, path: string): AsyncGenerator<Uint8Array> {
  const reader = (await send(http, 'GET', path)).body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const next = await reader.read().catch(() => {
        throw unreachable();
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Posts JSON and returns the JSON answer. Throws as `getJson`. */
export async function postJson(http: Http, path: string, body: unknown): Promise<unknown> {
  return (await send(http, 'POST', path, body)).json();
}

/** Puts JSON and returns the JSON answer. Throws as `getJson`. */
export async function putJson(http: Http, path: string, body: unknown): Promise<unknown> {
  return (await send(http, 'PUT', path, body)).json();
}

async function send(http: Http, method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (http.bearer !== undefined) headers['authorization'] = `Bearer ${http.bearer}`;
  let response: Response;
  try {
    response = await http.fetch(`${http.baseUrl}/api/v1${path}`, {
      method,
      headers,
      redirect: 'error',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

function unreachable(): RequestError {
  const message = 'The server does not answer. Check your connection and try again.';
  return new RequestError(0, 'unreachable', message);
}

async function refusal(response: Response): Promise<RequestError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const fields = typeof problem === 'object' && problem !== null ? (problem as Record<string, unknown>) : {};
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' ? value : undefined;
  };
  return new RequestError(
    response.status,
    text('code') ?? 'unexpected',
    text('detail') ?? text('title') ?? 'The server answered in a way that this program does not know.',
    text('place'),
  );
}
