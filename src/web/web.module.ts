// The pages of one process: of letters only where there are any.
import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '../common/config.js';
import { DevPagesModule } from './pages/dev/dev-pages.module.js';
import { IssuerPagesModule, LetterPagesModule, PagesModule } from './pages/pages.module.js';

@Module({})
export class WebModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WebModule,
      imports: [
        PagesModule,
        config.has('origin') ? LetterPagesModule : IssuerPagesModule,
        ...(config.production ? [] : [DevPagesModule.forRoot(config)]),
      ],
    };
  }
}
