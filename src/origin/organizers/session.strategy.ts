// The passport strategy behind `SessionGuard`: a bearer token (RFC 6750 section 2.1). protocol.md#formats
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { SessionRequiredError } from './organizers.errors.js';
import { SessionTokensService } from './session-tokens.service.js';
import { SESSION, type OrganizerIdentity } from './session.guard.js';

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,200})$/i;

@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, SESSION) {
  constructor(private readonly tokens: SessionTokensService) {
    super();
  }

  /** Throws `session_required` (401). */
  validate(request: FastifyRequest): OrganizerIdentity {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const signingKey = token === undefined ? undefined : this.tokens.read(token);
    if (signingKey === undefined) throw new SessionRequiredError();
    return { signingKey };
  }
}
