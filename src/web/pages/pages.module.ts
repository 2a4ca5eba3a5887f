// The pages: what the origin's services say, drawn.
import { Global, Module } from '@nestjs/common';
import { ProblemPage } from '../../common/problem-page.js';
import { AfterModule } from '../../origin/after/after.module.js';
import { EditionsModule } from '../../origin/editions/editions.module.js';
import { LettersModule } from '../../origin/letters/letters.module.js';
import { TallyModule } from '../../origin/tally/tally.module.js';
import { AfterFactsService } from './after/after-facts.service.js';
import { CosignController } from './after/cosign.controller.js';
import { TimelineEntries } from './after/timeline-entries.service.js';
import { AssetsController } from './assets.controller.js';
import { Assets } from './assets.js';
import { ErrorPages } from './error-pages.service.js';
import { EditionEntries } from './feed/edition-entries.service.js';
import { FeedController } from './feed/feed.controller.js';
import { FeedSources } from './feed/feed-sources.js';
import { HomeController } from './home/home.controller.js';
import { IssuerHomeController } from './home/issuer-home.controller.js';
import { AroundLetterController } from './letter/around.controller.js';
import { LetterFactsService } from './letter/letter-facts.service.js';
import { LetterController } from './letter/letter.controller.js';
import { MineController } from './letter/mine.controller.js';
import { PageCache } from './page-cache.js';
import { OrganizePagesModule } from './organize/organize-pages.module.js';
import { Pages } from './pages.service.js';
import { PictureController } from './picture/picture.controller.js';
import { PictureService } from './picture/picture.service.js';
import { PressController } from './press/press.controller.js';
import { PressFactsService } from './press/press-facts.service.js';
import { ReportController } from './report/report.controller.js';
import { TextFiles } from './texts/text-files.js';
import { TextsController } from './texts/texts.controller.js';
import { VerifyController } from './verify/verify.controller.js';

/** What every page needs, in both roles. */
@Global()
@Module({
  controllers: [AssetsController, ReportController, TextsController, VerifyController],
  providers: [
    Assets,
    Pages,
    PageCache,
    TextFiles,
    ErrorPages,
    { provide: ProblemPage, useExisting: ErrorPages },
  ],
  exports: [Assets, Pages, PageCache, ProblemPage],
})
export class PagesModule {}

/** Letters: only where the origin is. */
@Module({
  imports: [OrganizePagesModule, LettersModule, TallyModule, EditionsModule, AfterModule],
  controllers: [
    HomeController,
    LetterController,
    AroundLetterController,
    MineController,
    PressController,
    PictureController,
    FeedController,
    CosignController,
  ],
  providers: [
    LetterFactsService,
    PressFactsService,
    PictureService,
    FeedSources,
    EditionEntries,
    AfterFactsService,
    TimelineEntries,
  ],
  exports: [FeedSources],
})
export class LetterPagesModule {}

/** An issuer's own: where there are no letters. */
@Module({ controllers: [IssuerHomeController] })
export class IssuerPagesModule {}
