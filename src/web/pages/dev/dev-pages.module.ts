// What helps whoever works on this program; not part of a server in production.
import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '../../../common/config.js';
import { DevInboxController } from './inbox.controller.js';
import { DevReloadController } from './reload.controller.js';
import { Reload } from './reload.service.js';
import { DevStylesController } from './styles.controller.js';

@Module({})
export class DevPagesModule {
  /** The inbox is where mail is kept: without a relay, and where codes are mailed from. */
  static forRoot(config: Config): DynamicModule {
    if (config.production) throw new Error('There are no such pages in production.');
    const hasInbox = config.has('issuer') && config.smtpUrl === undefined;
    return {
      module: DevPagesModule,
      controllers: [
        DevStylesController,
        ...(hasInbox ? [DevInboxController] : []),
        ...(config.devReload ? [DevReloadController] : []),
      ],
      providers: config.devReload ? [Reload] : [],
    };
  }
}
