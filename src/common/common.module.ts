// What every feature may ask for by type: configuration, time, randomness, the log, the master key, the scheduler.
import { Module, type DynamicModule } from '@nestjs/common';
import { Clock, SystemClock } from './clock.js';
import { Config, ConfigModule } from './config.js';
import { Log } from './logger.js';
import { MasterKey } from './master-key.js';
import { RandomSource, SystemRandomSource } from './random.js';
import { Scheduler } from './scheduler.js';

@Module({})
export class CommonModule {
  /** Global. Tests override `Clock` and `RandomSource`. */
  static forRoot(config: Config): DynamicModule {
    return {
      module: CommonModule,
      global: true,
      imports: [ConfigModule.forRoot(config)],
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: RandomSource, useClass: SystemRandomSource },
        {
          provide: MasterKey,
          useFactory: (from: Config, random: RandomSource) => MasterKey.load(from, random),
          inject: [Config, RandomSource],
        },
        { provide: Log, useFactory: (from: Config) => new Log(from), inject: [Config] },
        Scheduler,
      ],
      exports: [Clock, RandomSource, MasterKey, Log, Scheduler],
    };
  }
}
