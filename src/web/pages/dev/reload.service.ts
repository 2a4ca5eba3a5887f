// Has pages that are open load themselves again once they, or the server, were built anew. Only under `npm run dev`, which says so
// by DEV_RELOAD and sends a message after each build of the pages; never in production, whose policy would not let it.
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import process from 'node:process';
import { BehaviorSubject } from 'rxjs';
import { RandomSource } from '../../../common/random.js';
import { Assets } from '../assets.js';
import { PageCache } from '../page-cache.js';

/** Where the script is that every page gets; after a question mark the build of which the page is. */
export const SCRIPT_PATH = '/dev/reload.js';

@Injectable()
export class Reload implements OnModuleInit, OnModuleDestroy {
  /** A name of what is served, another one after each build of server or pages. Ends with the server. */
  readonly build: BehaviorSubject<string>;
  private readonly server: string;
  private builds = 0;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly assets: Assets,
    private readonly cache: PageCache,
    random: RandomSource,
  ) {
    this.server = Buffer.from(random.bytes(8)).toString('hex');
    this.build = new BehaviorSubject(this.server);
  }

  onModuleInit(): void {
    // Without one, the application is a command's.
    const adapter = this.host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (adapter === undefined) return;
    this.addTo(adapter.getInstance<FastifyInstance>());
    process.on('message', (message) => {
      // What can't be read is being built again, and told of after that.
      if (message === 'pages') this.readAnew().catch(() => undefined);
    });
    // Whoever builds is gone.
    process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  }

  onModuleDestroy(): void {
    this.build.complete();
  }

  private async readAnew(): Promise<void> {
    await this.assets.read();
    this.cache.forget('');
    this.build.next(`${this.server}-${(++this.builds).toString()}`);
  }

  private addTo(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, _reply, done) => {
      // A page is sent as it is, and anew.
      delete request.headers['accept-encoding'];
      delete request.headers['if-none-match'];
      done();
    });
    fastify.addHook('onSend', async (_request, reply, payload) => {
      if (!isPage(reply) || !(typeof payload === 'string' || Buffer.isBuffer(payload))) return payload;
      const policy = reply.getHeader('content-security-policy');
      void reply.header('content-security-policy', withOwnScript(String(policy)));
      const script = `<script type="module" src="${SCRIPT_PATH}?${this.build.value}"></script>`;
      return payload.toString().replace('</head>', `${script}</head>`);
    });
  }
}

function isPage(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/html');
}

/** The policy, but a script of this site may run, and ask this site. */
function withOwnScript(policy: string): string {
  const own = ['script-src', 'connect-src'].map((name) => {
    const given = new RegExp(`(?:^|; )${name} ([^;]*)`).exec(policy)?.[1]?.split(' ') ?? [];
    const others = given.filter((source) => source !== "'self'" && source !== "'none'");
    return [name, "'self'", ...others].join(' ');
  });
  const rest = policy.split('; ').filter((directive) => !/^(?:script|connect)-src /.test(directive));
  return [...rest, ...own].join('; ');
}
