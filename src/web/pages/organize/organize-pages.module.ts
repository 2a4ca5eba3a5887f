// The pages on which letters are made. Who is signed in is known in her browser alone; only the preview asks.
import { Module } from '@nestjs/common';
import { OrganizersModule } from '../../../origin/organizers/organizers.module.js';
import { ConsoleController } from './console.controller.js';
import { OrganizeController } from './organize.controller.js';
import { PreviewBudget } from './preview-budget.js';
import { PreviewController } from './preview.controller.js';

@Module({
  imports: [OrganizersModule],
  controllers: [OrganizeController, ConsoleController, PreviewController],
  providers: [PreviewBudget],
})
export class OrganizePagesModule {}
