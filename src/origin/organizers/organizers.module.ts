// Who organizes: logging in by key, and the guard for whatever only organizers may do. protocol.md#formats
import { Module } from '@nestjs/common';
import { LoginNoncesService } from './login-nonces.service.js';
import { OrganizerKeyStrategy } from './organizer-key.strategy.js';
import { OrganizersController } from './organizers.controller.js';
import { SessionTokensService } from './session-tokens.service.js';
import { SessionStrategy } from './session.strategy.js';

@Module({
  controllers: [OrganizersController],
  providers: [LoginNoncesService, SessionTokensService, OrganizerKeyStrategy, SessionStrategy],
})
export class OrganizersModule {}
