// Lets a request in by an organizer's bearer token, and hands her signing key to the handler. protocol.md#formats
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';

/** The name of the strategy in `session.strategy.ts`. */
export const SESSION = 'organizer-session';

/** Who asks: the passport strategies put it on the request. */
export interface OrganizerIdentity {
  /** Ed25519 public key, base64url. */
  readonly signingKey: string;
}

/** Refuses with `session_required` (401) unless a bearer token of `POST /organizers/session` is valid. */
@Injectable()
export class SessionGuard extends AuthGuard(SESSION) {}

/** The signing key (base64url) of the organizer who asks; for handlers behind `SessionGuard`. */
export const Organizer = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const { user } = context.switchToHttp().getRequest<{ user?: OrganizerIdentity }>();
  if (user === undefined) throw new Error('@Organizer() needs SessionGuard.');
  return user.signingKey;
});
