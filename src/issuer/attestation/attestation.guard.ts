// The passport strategy `attestation`: whoever brings a challenge and its code has shown a mailbox. protocol.md#issuing
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { validationPipe } from '../../common/validation.js';
import { CodeCheckService, type Attested } from './code-check.service.js';
import { TokenRequestDto } from './token-request.dto.js';

const ATTESTATION = 'attestation';

export { TokenRequestDto } from './token-request.dto.js';

/** Refuses with `code_refused` (403) unless the body's challenge and code show a mailbox of an open letter. */
@Injectable()
export class AttestationGuard extends AuthGuard(ATTESTATION) {}

@Injectable()
export class AttestationStrategy extends PassportStrategy(Strategy, ATTESTATION) {
  private readonly pipe = validationPipe();

  constructor(private readonly codes: CodeCheckService) {
    super();
  }

  /** Throws `invalid_input` (400), or `code_refused` (403). */
  async validate(request: FastifyRequest): Promise<Attested> {
    // Guards run before pipes, and a request that could never be answered must not use up a try.
    const body = await validated(this.pipe, request.body);
    return this.codes.check(body.challenge, body.code);
  }
}

/** The mailbox that the caller showed; for handlers behind `AttestationGuard`. */
export const ShownMailbox = createParamDecorator((_data: unknown, context: ExecutionContext): Attested => {
  const { user } = context.switchToHttp().getRequest<{ user?: Attested }>();
  if (user === undefined) throw new Error('@ShownMailbox() needs AttestationGuard.');
  return user;
});

async function validated(pipe: ReturnType<typeof validationPipe>, body: unknown): Promise<TokenRequestDto> {
  return pipe.transform(body, { type: 'body', metatype: TokenRequestDto }) as Promise<TokenRequestDto>;
}
