// Organizers have no account: a signature by their key, made for this server and this moment, is the login. protocol.md#formats
import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { toTime } from '../../protocol/shape.js';
import { LoginNoncesService } from './login-nonces.service.js';
import { OrganizerKeyGuard } from './organizer-key.strategy.js';
import { LoginNonce, Session, SessionRequest } from './organizers.dto.js';
import { SessionTokensService } from './session-tokens.service.js';
import { Organizer } from './session.guard.js';

@ApiTags('organizers')
@Controller('organizers')
export class OrganizersController {
  constructor(
    private readonly nonces: LoginNoncesService,
    private readonly tokens: SessionTokensService,
  ) {}

  /** A nonce to sign, good for five minutes. */
  @Post('login')
  @HttpCode(200)
  login(): LoginNonce {
    return this.nonces.issue();
  }

  /** A bearer token for whoever signed the nonce, good for twelve hours. */
  @Post('session')
  @UseGuards(OrganizerKeyGuard)
  session(@Organizer() key: string, @Body() _request: SessionRequest): Session {
    const { token, expires } = this.tokens.issue(key);
    return { token, key, expires: toTime(expires) };
  }
}
