// Gives every feature its role's database: `TypeOrmModule.forFeature([Entity], 'origin')`, `@InjectDataSource('origin')`.
import { Module, type DynamicModule } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { Config, type Role } from '../config.js';
import { Log } from '../logger.js';
import { Databases, type DatabaseOptions } from './databases.js';
import { EmbeddedDatabase } from './embedded-database.js';

@Module({})
export class DatabaseModule {
  /** Needs `Config` and `Log` from global modules. Tests give their own database by overriding `EmbeddedDatabase`. */
  static forRoot(options: DatabaseOptions): DynamicModule {
    const roles = (['issuer', 'origin'] as const).filter((role) => [role, 'all'].includes(options.role));
    const sources = roles.map((role: Role) => ({
      provide: getDataSourceToken(role),
      useFactory: (databases: Databases) => databases.of(role),
      inject: [Databases],
    }));
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        EmbeddedDatabase,
        {
          provide: Databases,
          useFactory: (config: Config, embedded: EmbeddedDatabase, log: Log) =>
            Databases.open(config, embedded, options, (error) => {
              log.failure('A database connection broke; a new one is made when needed', error);
            }),
          inject: [Config, EmbeddedDatabase, Log],
        },
        ...sources,
      ],
      exports: [Databases, ...sources.map(({ provide }) => provide)],
    };
  }
}
