// Lets in the origin that holds the same secret: between two servers, ROLE=issuer and ROLE=origin. protocol.md#roles
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Config } from '../../common/config.js';
import { OriginUnknownError } from './opening.errors.js';

const BEARER = /^Bearer ([\x21-\x7e]{1,512})$/;

@Injectable()
export class OriginGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(config: Config) {
    if (config.issuerToken === undefined) throw new Error('ROLE=issuer needs ISSUER_TOKEN.');
    this.expected = digest(config.issuerToken);
  }

  /** Throws `origin_unknown` (401) unless the bearer token is ISSUER_TOKEN. */
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || !timingSafeEqual(digest(token), this.expected)) throw new OriginUnknownError();
    return true;
  }
}

/** Of one length for every token, so that comparing takes one time. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
