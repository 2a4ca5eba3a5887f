// The passport strategy of the login: whoever signs our nonce for this origin holds the key. protocol.md#formats
import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { Config } from '../../common/config.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import { fromBase64url } from '../../protocol/codec.js';
import { decodeLogin } from '../../protocol/login.js';
import { isSignature } from '../../protocol/signatures.js';
import { isTorsionFree } from '../../protocol/torsion.js';
import { LoginNoncesService } from './login-nonces.service.js';
import { LoginRefusedError } from './organizers.errors.js';
import type { OrganizerIdentity } from './session.guard.js';

const ORGANIZER_KEY = 'organizer-key';
const MAX_DOCUMENT = 2000;

/** Lets in who signed a login document, and puts her signing key on the request. */
@Injectable()
export class OrganizerKeyGuard extends AuthGuard(ORGANIZER_KEY) {}

@Injectable()
export class OrganizerKeyStrategy extends PassportStrategy(Strategy, ORGANIZER_KEY) {
  constructor(
    private readonly config: Config,
    private readonly nonces: LoginNoncesService,
  ) {
    super();
  }

  /** Throws `login_refused` (401), or what the document's form breaks (400). */
  async validate(request: FastifyRequest): Promise<OrganizerIdentity> {
    const document = fromBase64url(field(request.body, 'document'), undefined, 'document');
    const signature = fromBase64url(field(request.body, 'signature'), 64, 'signature');
    const login = decodeLogin(document);
    const key = fromBase64url(login.key);
    const holds =
      login.origin === this.config.publicUrl &&
      this.nonces.isValid(login.nonce, login.expires) &&
      (await isSignature(nodePrimitives, key, document, signature)) &&
      isTorsionFree(key) &&
      this.nonces.use(login.nonce);
    if (!holds) throw new LoginRefusedError();
    return { signingKey: login.key };
  }
}

/** Guards run before the body is checked: what is missing is refused like what is wrong. */
function field(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' && value.length <= MAX_DOCUMENT ? value : '';
}
