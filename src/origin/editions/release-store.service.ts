// What organizers have under way, sealed under the letter's store key from its opening to the death of that key.
// protocol.md#proposal
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { buffer } from '../../common/bytes.js';
import { RandomSource } from '../../common/random.js';
import { deriveKey, openDocument, sealDocument, type DocumentSeal } from '../../common/sealed-document.js';
import { LetterKeysService } from '../letters/letter-keys.service.js';
import { LetterLifecycleService } from '../letters/letter-lifecycle.service.js';
import type { Letter } from '../letters/letters.service.js';
import { ProposalEntity } from './proposal.entity.js';
import { decodeReleaseState, encodeReleaseState, freshState, type ReleaseState } from './release-state.js';

/** Every method runs in the transaction of the manager it is given, under the letter's lock. */
@Injectable()
export class ReleaseStore implements OnModuleInit {
  constructor(
    private readonly random: RandomSource,
    private readonly keys: LetterKeysService,
    private readonly lifecycle: LetterLifecycleService,
  ) {}

  onModuleInit(): void {
    this.lifecycle.register({
      opened: async (manager, letter) => {
        const sealed = await this.sealState(letter, freshState(letter));
        await manager.insert(ProposalEntity, { letter: letter.id, sealed });
      },
      ended: async (manager, letter) => {
        await manager.delete(ProposalEntity, { letter: letter.id });
      },
    });
  }

  async read(manager: EntityManager, letter: Letter): Promise<ReleaseState> {
    const { sealed } = await manager.findOneByOrFail(ProposalEntity, { letter: letter.id });
    return decodeReleaseState(letter, openDocument(await this.sealOf(letter), sealed));
  }

  async write(manager: EntityManager, letter: Letter, state: ReleaseState): Promise<void> {
    await manager.update(
      ProposalEntity,
      { letter: letter.id },
      { sealed: await this.sealState(letter, state) },
    );
  }

  private async sealState(letter: Letter, state: ReleaseState): Promise<Buffer> {
    return buffer(sealDocument(await this.sealOf(letter), encodeReleaseState(letter, state), this.random));
  }

  private async sealOf(letter: Letter): Promise<DocumentSeal> {
    const keys = await this.keys.get(letter.id);
    if (keys === undefined) throw new Error('This letter has no store key (any more).');
    return { key: deriveKey(keys.storeKey, 'release/proposal'), place: letter.id };
  }
}
