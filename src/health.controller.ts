// Whether this process can do its work: for whoever watches it, and without a count of anything.
import { Controller, Get, Inject, Optional, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from './common/config.js';
import { Databases } from './common/database/databases.js';
import type { Condition } from './common/database/probe.js';
import { diskCondition, type DiskCondition } from './common/disk.js';
import { Mailer } from './common/mailer/mailer.js';

/** A database that doesn't answer within this time is as good as none. */
const PATIENCE_MS = 10_000;
/** However many ask, the database is asked this often. */
const GOOD_FOR_MS = 1_000;

export class Health {
  /** Whether everything works. */
  ok!: boolean;

  /** Whether it takes writes, each tried: `read_only` is a standby, `full` has no room or memory left. */
  @ApiProperty({ enum: ['ok', 'unreachable', 'read_only', 'full'] })
  database!: Condition;

  /** Of the data folder. */
  @ApiProperty({ enum: ['ok', 'full', 'unwritable'] })
  disk!: DiskCondition;

  /** The mail relay, as the last message found it; `none` where no mail is sent from. */
  @ApiProperty({ enum: ['ok', 'unreachable', 'none'] })
  mail!: 'ok' | 'unreachable' | 'none';
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  private last: { readonly until: number; readonly found: Promise<Health> } | undefined;

  constructor(
    private readonly config: Config,
    private readonly databases: Databases,
    @Optional() @Inject(Mailer) private readonly mailer: Mailer | undefined,
  ) {}

  /** 200 if everything works, 503 if something doesn't; at most a second old. */
  @Get()
  @ApiOkResponse({ type: Health, description: 'Everything works.' })
  @ApiServiceUnavailableResponse({ type: Health, description: 'Something doesn’t.' })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const now = performance.now();
    if (this.last === undefined || now >= this.last.until) {
      this.last = { until: now + GOOD_FOR_MS, found: this.look() };
    }
    const health = await this.last.found;
    void reply.status(health.ok ? 200 : 503);
    return health;
  }

  private async look(): Promise<Health> {
    const [database, disk] = await Promise.all([this.database(), diskCondition(this.config.dataDir)]);
    const mail = this.mail();
    return { ok: database === 'ok' && disk === 'ok' && mail !== 'unreachable', database, disk, mail };
  }

  private async database(): Promise<Condition> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Condition>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, 'unreachable');
    });
    try {
      return await Promise.race([this.databases.condition(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private mail(): Health['mail'] {
    if (this.mailer === undefined) return 'none';
    return this.mailer.health().reachable ? 'ok' : 'unreachable';
  }
}
