// Whether this process can do its work: for whoever watches it, and without a count of anything.
import { Controller, Get, Inject, Optional, Res } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from './common/config.js';
import { Databases } from './common/database/databases.js';
import { Mailer } from './common/mailer/mailer.js';

/** A database that doesn't answer within this time is as good as none. */
const PATIENCE_MS = 10_000;

export class Health {
  /** Whether everything works. */
  ok!: boolean;

  @ApiProperty({ enum: ['ok', 'unreachable'] })
  database!: 'ok' | 'unreachable';

  /** The mail relay, as the last message found it; `none` where no mail is sent from. */
  @ApiProperty({ enum: ['ok', 'unreachable', 'none'] })
  mail!: 'ok' | 'unreachable' | 'none';
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly config: Config,
    private readonly databases: Databases,
    @Optional() @Inject(Mailer) private readonly mailer: Mailer | undefined,
  ) {}

  /** 200 if everything works, 503 if something doesn't. */
  @Get()
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const database = (await this.databaseAnswers()) ? 'ok' : 'unreachable';
    const mail = this.mail();
    const ok = database === 'ok' && mail !== 'unreachable';
    void reply.status(ok ? 200 : 503);
    return { ok, database, mail };
  }

  private async databaseAnswers(): Promise<boolean> {
    const roles = (['issuer', 'origin'] as const).filter((role) => this.config.has(role));
    const asked = Promise.all(roles.map((role) => this.databases.of(role).query('SELECT 1')));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, false);
    });
    try {
      return await Promise.race([asked.then(() => true), late]);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  private mail(): Health['mail'] {
    if (this.mailer === undefined) return 'none';
    return this.mailer.health().reachable ? 'ok' : 'unreachable';
  }
}
