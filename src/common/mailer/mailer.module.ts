// The mailer, over the operator's relay; outside production without one, over the development inbox.
import { Module, type DynamicModule } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { Log } from '../logger.js';
import { isPrivateHost } from '../environment.js';
import { DevInbox } from './dev-inbox.js';
import { Mailer } from './mailer.js';

@Module({})
export class MailerModule {
  /** Global. The development inbox exists only outside production and without SMTP_URL. */
  static forRoot(config: Config): DynamicModule {
    const { smtpUrl } = config;
    return {
      module: MailerModule,
      global: true,
      ...(smtpUrl === undefined ? viaDevInbox(config) : viaRelay(config, smtpUrl)),
    };
  }
}

function viaRelay(config: Config, url: string): Omit<DynamicModule, 'module'> {
  const requireTls = config.production && !isPrivateHost(url);
  return {
    providers: [
      {
        provide: Mailer,
        useFactory: (clock: Clock, log: Log) =>
          new Mailer({ url, from: config.mailFrom, requireTls }, clock, log),
        inject: [Clock, Log],
      },
    ],
    exports: [Mailer],
  };
}

function viaDevInbox(config: Config): Omit<DynamicModule, 'module'> {
  if (config.production) throw new Error('There is no development inbox in production.');
  return {
    providers: [
      DevInbox,
      {
        provide: Mailer,
        useFactory: async (inbox: DevInbox, clock: Clock, log: Log) =>
          new Mailer({ url: await inbox.start(), from: config.mailFrom, requireTls: false }, clock, log),
        inject: [DevInbox, Clock, Log],
      },
    ],
    exports: [Mailer, DevInbox],
  };
}
