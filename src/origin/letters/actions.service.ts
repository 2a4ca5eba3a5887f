// What t organizers do to their letter together: close it early, cancel it, call it final. protocol.md#states
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { buffer } from '../../common/bytes.js';
import { Clock } from '../../common/clock.js';
import { transaction } from '../../common/database/transaction.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import { ACTIONS, verifyAction, type ActionName } from '../../protocol/action.js';
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { epochEnd } from '../../protocol/epochs.js';
import { toSeconds, toTime } from '../../protocol/shape.js';
import { ActionApprovalEntity } from './action-approval.entity.js';
import type { ActionAnswer, ActionRequest, ActionsView } from './actions.dto.js';
import { LetterLifecycleService } from './letter-lifecycle.service.js';
import { LetterUpkeepService } from './letter-upkeep.service.js';
import { ActionRefusedError, ActionStaleError } from './letters.errors.js';
import { LettersService, type Letter } from './letters.service.js';

/** How far a signer's clock may be from the server's; an action says no more than the hour. */
const TOLERANCE_SECONDS = 300;
const HOUR_SECONDS = 3600;
/** How long an organizer's word waits for the others'. */
const PATIENCE_SECONDS = 7 * 86_400;

@Injectable()
export class ActionsService {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly letters: LettersService,
    private readonly lifecycle: LetterLifecycleService,
    private readonly upkeep: LetterUpkeepService,
    private readonly clock: Clock,
  ) {}

  /** Takes one organizer's signed action; with the t-th it takes effect. Again it does nothing. */
  async agree(id: string, key: string, { document, signature }: ActionRequest): Promise<ActionAnswer> {
    const letter = await this.letters.get(id);
    this.letters.requireOrganizer(letter, key);
    const signed = { key, document, signature };
    const { action, time } = await verifyAction(nodePrimitives, letter.manifest, letter.digest, signed);
    const age = this.seconds() - toSeconds(time);
    if (age < -TOLERANCE_SECONDS || age > HOUR_SECONDS + TOLERANCE_SECONDS) throw new ActionStaleError();
    const approval = {
      letter: id,
      action,
      key,
      document: buffer(fromBase64url(document)),
      signature: buffer(fromBase64url(signature)),
    };
    const agreed = await transaction(this.dataSource, 'agree on an action', (manager) =>
      this.record(manager, approval),
    );
    const needed = letter.manifest.approvals;
    if (agreed >= needed) await this.upkeep.settle(id);
    return { action, agreed, needed, effective: agreed >= needed };
  }

  /** What organizers want and too few yet, for one of them. Throws `letter_not_found`, `letter_withheld`, `not_an_organizer`. */
  async list(id: string, key: string): Promise<ActionsView> {
    const letter = await this.letters.get(id);
    this.letters.requireOrganizer(letter, key);
    const { manager } = this.dataSource;
    const wanted = ACTIONS.filter((action) => !isDone(letter, action));
    const actions: ActionsView['actions'] = [];
    for (const action of wanted) {
      const { standing } = await this.sorted(manager, letter, action);
      if (standing.length > 0) actions.push({ action, agreedBy: standing.map((one) => one.key).sort() });
    }
    const { closesAfter, ended, manifest } = letter;
    return {
      actions,
      closesAt: closesAfter === null ? null : toTime(epochEnd(manifest, closesAfter)),
      ended,
    };
  }

  /** How many organizers agree now. */
  private async record(manager: EntityManager, approval: ActionApprovalEntity): Promise<number> {
    const letter = await this.letters.lock(manager, approval.letter);
    const { action } = approval;
    const needed = letter.manifest.approvals;
    if (isDone(letter, action)) return needed;
    demandAllowed(letter, action, this.seconds());
    await manager.upsert(ActionApprovalEntity, approval, ['letter', 'action', 'key']);
    const agreed = await this.standing(manager, letter, action);
    if (agreed >= needed) await this.take(manager, letter, action);
    return agreed;
  }

  /** The number of approvals that still hold; the others are deleted. */
  private async standing(manager: EntityManager, letter: Letter, action: ActionName): Promise<number> {
    const { standing, over } = await this.sorted(manager, letter, action);
    await manager.remove(over);
    return standing.length;
  }

  private async sorted(
    manager: EntityManager,
    letter: Letter,
    action: ActionName,
  ): Promise<{ standing: ActionApprovalEntity[]; over: ActionApprovalEntity[] }> {
    const standing: ActionApprovalEntity[] = [];
    const over: ActionApprovalEntity[] = [];
    for (const approval of await manager.findBy(ActionApprovalEntity, { letter: letter.id, action })) {
      const { time } = await verifyAction(nodePrimitives, letter.manifest, letter.digest, {
        key: approval.key,
        document: toBase64url(approval.document),
        signature: toBase64url(approval.signature),
      });
      (this.seconds() - toSeconds(time) <= PATIENCE_SECONDS ? standing : over).push(approval);
    }
    return { standing, over };
  }

  private async take(manager: EntityManager, letter: Letter, action: ActionName): Promise<void> {
    if (action === 'close') await this.lifecycle.requestClose(manager, letter, this.clock.now());
    else if (action === 'cancel') await this.lifecycle.cancel(manager, letter);
    else {
      await this.lifecycle.end(manager, letter);
      await manager.delete(ActionApprovalEntity, { letter: letter.id, action });
    }
  }

  private seconds(): number {
    return this.clock.now().getTime() / 1000;
  }
}

function isDone({ state, closesAfter, ended }: Letter, action: ActionName): boolean {
  if (action === 'close') return closesAfter !== null && (state === 'open' || state === 'closed');
  return action === 'cancel' ? state === 'cancelled' : state === 'closed' && ended;
}

function demandAllowed({ state, manifest }: Letter, action: ActionName, seconds: number): void {
  if (action === 'final') {
    if (state !== 'closed')
      throw new ActionRefusedError('Only a closed letter can be called final. Close it first.');
    return;
  }
  if (state !== 'open') throw new ActionRefusedError('Only an open letter can be closed or cancelled.');
  if (action === 'close' && seconds < toSeconds(manifest.opensAt)) {
    throw new ActionRefusedError(
      'The letter’s opening time has not come: cancel it, or close it afterwards.',
    );
  }
}
