// Who may start a letter here: anyone, or whoever brings an invitation code of the operator. protocol.md#invitation
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../../common/config.js';
import { parseInvitation } from './invitation-code.js';
import { InvitationTries } from './invitation-tries.js';
import { InvitationsService } from './invitations.service.js';
import { InvitationRefusedError } from './invitations.errors.js';

/** Starts a draft in one transaction, with this as its first step. */
export type Start = (first: (manager: EntityManager) => Promise<void>) => Promise<void>;

@Injectable()
export class StartingRule {
  constructor(
    private readonly config: Config,
    private readonly invitations: InvitationsService,
    private readonly tries: InvitationTries,
  ) {}

  /**
   * Starts a draft if this organizer (signing key, base64url) may; the code is used up only if the start succeeds.
   * Throws `invitation_refused` for every code that isn't good, and for none; `too_many_invitation_tries` after some of these.
   */
  async start(organizer: string, typed: string | undefined, start: Start): Promise<void> {
    if (this.config.anyoneMayStart) {
      await start(async () => undefined);
      return;
    }
    const code = parseInvitation(typed ?? '');
    if (code === undefined) throw new InvitationRefusedError();
    const begun = this.tries.begin(organizer);
    let wrong = false;
    try {
      await start((manager) => this.invitations.use(manager, code));
    } catch (error) {
      wrong = error instanceof InvitationRefusedError;
      throw error;
    } finally {
      if (!wrong) this.tries.takeBack(begun);
    }
  }
}
