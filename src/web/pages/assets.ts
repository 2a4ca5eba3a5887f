// What Vite built: scripts, styles and fonts, under names that change with their content. Read once, served from memory; compressed
// when somebody asks for it first, since compressing all of it would take longer than starting the rest.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { StartError } from '../../common/start-error.js';
import { type Body, bodyOf } from './body.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.html': 'text/html; charset=utf-8',
};

/** An entry of Vite's manifest, by the path of its source. */
interface Built {
  readonly file: string;
  readonly src?: string;
  readonly name?: string;
  readonly isEntry?: boolean;
  /** Files that it names by their addresses: workers' scripts. */
  readonly assets?: readonly string[];
}

/** The verifier as a file of its own. scripts/vite/verifier.ts */
const VERIFIER = 'undersigned-verify.html';

export interface Asset {
  readonly type: string;
  readonly body: Body;
}

/** A file to be kept, under the name that it has for ever. */
export interface KeptFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256, as `sha256sum` writes it. */
  readonly sha256: string;
  body(): Promise<Body>;
}

@Injectable()
export class Assets implements OnModuleInit {
  private readonly byName = new Map<string, () => Promise<Asset>>();
  private readonly entries = new Map<string, string>();
  private built: readonly Built[] = [];
  private kept: KeptFile | undefined;

  constructor() {
    this.readNames();
  }

  async onModuleInit(): Promise<void> {
    await this.read();
  }

  /** Reads what is built at this moment. What was read before is still found by its name. */
  async read(): Promise<void> {
    this.readNames();
    const folder = builtFolder();
    const verifier = await readFile(join(folder, VERIFIER)).catch(notBuilt);
    const sha256 = createHash('sha256').update(verifier).digest('hex');
    this.kept = { name: VERIFIER, size: verifier.length, sha256, body: once(() => bodyOf(verifier)) };
    for (const file of this.built.flatMap((one) => [one.file, ...(one.assets ?? [])])) {
      const type = TYPES[extname(file)];
      if (type === undefined || this.byName.has(file)) continue;
      const content = await readFile(join(folder, file));
      const compressed = !file.endsWith('.woff2');
      this.byName.set(
        file,
        once(async () => ({ type, body: await bodyOf(content, compressed) })),
      );
    }
  }

  /** The path of an entry (`main` is the style sheet, the others are islands), or of a file by its name. Throws if none was built. */
  path(entry: string): string {
    const path = this.entries.get(entry);
    if (path === undefined) throw new Error(`No entry named ${entry} was built.`);
    return path;
  }

  /** The verifier as a file of its own. */
  verifier(): KeptFile {
    if (this.kept === undefined) throw new Error('The verifier is read when the server starts.');
    return this.kept;
  }

  /** A built file by its name; undefined if there is none. */
  async find(name: string): Promise<Asset | undefined> {
    return this.byName.get(name)?.();
  }

  private readNames(): void {
    this.built = readManifest();
    for (const { src, name, file, isEntry } of this.built) {
      if (isEntry === true && name !== undefined) this.entries.set(name, `/assets/${file}`);
      else if (src !== undefined) this.entries.set(basename(src), `/assets/${file}`);
    }
  }
}

/** Made at the first call, for everybody who calls. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** `dist/web` of this package, whether this file runs from its source or from its build. */
export function builtFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'dist', 'web');
}

function readManifest(): Built[] {
  try {
    const manifest = JSON.parse(readFileSync(join(builtFolder(), 'manifest.json'), 'utf8')) as Record<
      string,
      Built
    >;
    return Object.values(manifest);
  } catch (error) {
    return notBuilt(error);
  }
}

function notBuilt(cause: unknown): never {
  throw new StartError('The pages are not built. Run: npm run build', { cause });
}
