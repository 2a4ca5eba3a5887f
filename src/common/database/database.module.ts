// Gives every feature its role's database: `TypeOrmModule.forFeature([Entity], 'origin')`, `@InjectDataSource('origin')`.
import { Module, type DynamicModule } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { Config, type Role } from '../config.js';
import { Log } from '../logger.js';
import { MasterKey } from '../master-key.js';
import { RandomSource } from '../random.js';
import { Databases, rolesOf, type DatabaseOptions } from './databases.js';

@Module({})
export class DatabaseModule {
  /** Needs `Config`, `MasterKey`, `RandomSource` and `Log` from global modules. */
  static forRoot(options: DatabaseOptions): DynamicModule {
    const sources = rolesOf(options.role).map((role: Role) => ({
      provide: getDataSourceToken(role),
      useFactory: (databases: Databases) => databases.of(role),
      inject: [Databases],
    }));
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: Databases,
          useFactory: (config: Config, masterKey: MasterKey, random: RandomSource, log: Log) =>
            Databases.open({ config, masterKey, random, poolError: brokenConnection(log) }, options),
          inject: [Config, MasterKey, RandomSource, Log],
        },
        ...sources,
      ],
      exports: [Databases, ...sources.map(({ provide }) => provide)],
    };
  }
}

/** What is done about an idle connection that breaks. */
export function brokenConnection(log: Log): (error: unknown) => void {
  return (error) => {
    log.failure('A database connection broke; a new one is made when needed', error);
  };
}
