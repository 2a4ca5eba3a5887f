// The composition root: the only file that knows both roles, and where they meet. protocol.md#roles
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { issuerMigrations } from '../migrations/issuer/index.js';
import { originMigrations } from '../migrations/origin/index.js';
import { CommonModule } from './common/common.module.js';
import { Config } from './common/config.js';
import { DatabaseModule } from './common/database/database.module.js';
import type { DatabaseOptions } from './common/database/databases.js';
import { MailerModule } from './common/mailer/mailer.module.js';
import { ProblemFilter } from './common/problem.filter.js';
import { validationPipe } from './common/validation.js';
import { HealthController } from './health.controller.js';
import { issuerEntities, IssuerModule } from './issuer/issuer.module.js';
import { IssuerOriginService } from './issuer/opening/issuer-origin.service.js';
import { OpeningModule } from './issuer/opening/opening.module.js';
import { HttpIssuer } from './origin/letters/http-issuer.js';
import { IssuerLink } from './origin/letters/issuer-link.js';
import { originEntities, OriginModule } from './origin/origin.module.js';
import { WebModule } from './web/web.module.js';

@Module({})
export class AppModule {
  /** The whole application of one process, in the roles that the configuration says. */
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CommonModule.forRoot(config),
        DatabaseModule.forRoot(databaseOptions(config)),
        ...(config.has('issuer') ? [MailerModule.forRoot(config), IssuerModule.forRoot(config)] : []),
        ...(config.has('origin') ? [IssuerLinkModule.forRole(config.role), OriginModule] : []),
        WebModule.forRoot(config),
      ],
      controllers: [HealthController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
    };
  }
}

/** What the roles of a process keep in their databases. */
export function databaseOptions({ role }: Config): DatabaseOptions {
  return {
    role,
    entities: { issuer: issuerEntities, origin: originEntities },
    migrations: { issuer: issuerMigrations, origin: originMigrations },
  };
}

/** Where the origin finds its issuer. */
@Module({})
class IssuerLinkModule {
  static forRole(role: Config['role']): DynamicModule {
    const provider =
      role === 'all'
        ? { provide: IssuerLink, useExisting: IssuerOriginService }
        : { provide: IssuerLink, useFactory: (config: Config) => new HttpIssuer(config), inject: [Config] };
    return {
      module: IssuerLinkModule,
      global: true,
      imports: role === 'all' ? [OpeningModule] : [],
      providers: [provider],
      exports: [IssuerLink],
    };
  }
}
