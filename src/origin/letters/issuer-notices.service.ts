// Tells the issuers what organizers decided about an open letter, until they have heard. protocol.md#states
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { transaction } from '../../common/database/transaction.js';
import { Log } from '../../common/logger.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import type { ActionName, SignedAction } from '../../protocol/action.js';
import { toBase64url } from '../../protocol/codec.js';
import { letterDigest } from '../../protocol/manifest.js';
import { ActionApprovalEntity } from './action-approval.entity.js';
import { IssuerLink } from './issuer-link.js';
import { LetterEntity } from './letter.entity.js';

@Injectable()
export class IssuerNoticesService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly issuer: IssuerLink,
    private readonly log: Log,
  ) {}

  /** Tells whatever waits to be told: of this letter, or of all. What fails is logged, and told the next time. */
  async deliver(id?: string): Promise<void> {
    const where = { issuersToTell: true, ...(id === undefined ? {} : { letter: id }) };
    for (const row of await this.dataSource.manager.findBy(LetterEntity, where)) {
      try {
        await this.tell(row);
      } catch (error) {
        this.log.failure('The issuer could not be told that a letter is over; it is told again', error);
      }
    }
  }

  private async tell(row: LetterEntity): Promise<void> {
    const { letter, state } = row;
    const action: ActionName = state === 'cancelled' ? 'cancel' : 'close';
    const approvals = await this.dataSource.manager.findBy(ActionApprovalEntity, { letter, action });
    const digest = toBase64url(letterDigest(nodePrimitives, row.manifest));
    await this.issuer.act({ letter: digest, actions: approvals.map(signedAction) });
    await transaction(this.dataSource, 'note that the issuer was told', async (manager) => {
      await told(manager, row, action);
    });
  }
}

/** Unless another action came in between, which is still to be told. */
async function told(
  manager: EntityManager,
  { letter, state }: LetterEntity,
  action: ActionName,
): Promise<void> {
  const { affected } = await manager.update(LetterEntity, { letter, state }, { issuersToTell: false });
  if (affected === 1) await manager.delete(ActionApprovalEntity, { letter, action });
}

function signedAction({ key, document, signature }: ActionApprovalEntity): SignedAction {
  return { key, document: toBase64url(document), signature: toBase64url(signature) };
}
