// What the client may use beyond the protocol's own: HTTP, as browsers and Node both have it.

declare class AbortSignal {
  static any(signals: readonly AbortSignal[]): AbortSignal;
  static timeout(milliseconds: number): AbortSignal;
  private constructor();
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare class Headers {
  constructor(headers?: Readonly<Record<string, string>>);
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
}

interface RequestInit {
  body?: string | Uint8Array | null;
  cache?: 'no-store';
  credentials?: 'omit';
  headers?: Headers | Readonly<Record<string, string>>;
  method?: string;
  redirect?: 'error' | 'manual';
  referrerPolicy?: 'no-referrer';
  signal?: AbortSignal | null;
}

interface BytesReader {
  read(): Promise<{ readonly done: false; readonly value: Uint8Array } | { readonly done: true }>;
  cancel(): Promise<void>;
}

declare class Response {
  private constructor();
  readonly body: { getReader(): BytesReader } | null;
  readonly headers: Headers;
  readonly ok: boolean;
  readonly status: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

declare function fetch(url: string | URL, init?: RequestInit): Promise<Response>;

declare const performance: { now(): number };

declare function setTimeout(run: () => void, milliseconds: number): unknown;
