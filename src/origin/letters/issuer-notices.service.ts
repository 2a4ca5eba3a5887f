// Tells the issuers what organizers, or the operator, decided about an open letter, until they have heard. protocol.md#states
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
    const which = id === undefined ? {} : { letter: id };
    const where = [
      { issuersToTell: true, ...which },
      { withholdingToTell: true, ...which },
    ];
    for (const row of await this.dataSource.manager.findBy(LetterEntity, where)) {
      if (row.withholdingToTell) {
        await this.attempt('is withheld or restored', () => this.tellWithholding(row));
      }
      if (row.issuersToTell) await this.attempt('is over', () => this.tellAction(row));
    }
  }

  private async attempt(what: string, tell: () => Promise<void>): Promise<void> {
    try {
      await tell();
    } catch (error) {
      this.log.failure(`The issuer could not be told that a letter ${what}; it is told again`, error);
    }
  }

  private async tellAction(row: LetterEntity): Promise<void> {
    const { letter, state, stateBefore } = row;
    const turned = state === 'withheld' ? stateBefore : state;
    const action: ActionName = turned === 'cancelled' ? 'cancel' : 'close';
    const approvals = await this.dataSource.manager.findBy(ActionApprovalEntity, { letter, action });
    await this.issuer.act({ letter: digestOf(row), actions: approvals.map(signedAction) });
    await transaction(this.dataSource, 'note that the issuer was told', async (manager) => {
      await told(manager, row, action);
    });
  }

  private async tellWithholding(row: LetterEntity): Promise<void> {
    const withheld = row.state === 'withheld';
    let heard = false;
    try {
      await this.issuer.withhold({ letter: digestOf(row), withheld });
      heard = true;
    } finally {
      await transaction(this.dataSource, 'note whether the issuer was told', (manager) =>
        noteWithholding(manager, row.letter, { withheld, heard }),
      );
    }
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

/**
 * Nothing more is to be told only if the issuer heard what holds now. If the operator decided otherwise meanwhile, this word,
 * late, may have come after that one: then it is told once more, also if another process believes that it was.
 */
async function noteWithholding(
  manager: EntityManager,
  letter: string,
  { withheld, heard }: { readonly withheld: boolean; readonly heard: boolean },
): Promise<void> {
  const lock = { mode: 'pessimistic_write' } as const;
  const { state } = await manager.findOneOrFail(LetterEntity, {
    select: { letter: true, state: true },
    where: { letter },
    lock,
  });
  const holds = (state === 'withheld') === withheld;
  await manager.update(LetterEntity, { letter }, { withholdingToTell: !(holds && heard) });
}

function digestOf({ manifest }: LetterEntity): string {
  return toBase64url(letterDigest(nodePrimitives, manifest));
}

function signedAction({ key, document, signature }: ActionApprovalEntity): SignedAction {
  return { key, document: toBase64url(document), signature: toBase64url(signature) };
}
