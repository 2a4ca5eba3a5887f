// The tally's memory of each letter, sealed under its store key from the opening to the death of that key. protocol.md#tally
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { buffer } from '../../common/bytes.js';
import { RandomSource } from '../../common/random.js';
import { deriveKey, openDocument, sealDocument, type DocumentSeal } from '../../common/sealed-document.js';
import { FRESH_MEMORY, type TallyMemory } from '../../protocol/disclosure.js';
import { LetterKeysService } from '../letters/letter-keys.service.js';
import { LetterLifecycleService } from '../letters/letter-lifecycle.service.js';
import type { Letter } from '../letters/letters.service.js';
import { TallyMemoryEntity } from './tally-memory.entity.js';
import { decodeTallyMemory, encodeTallyMemory } from './tally-memory.js';

/** Every method runs in the transaction of the manager it is given, under the letter's lock. */
@Injectable()
export class TallyMemories implements OnModuleInit {
  constructor(
    private readonly random: RandomSource,
    private readonly keys: LetterKeysService,
    private readonly lifecycle: LetterLifecycleService,
  ) {}

  onModuleInit(): void {
    this.lifecycle.register({
      opened: async (manager, letter) => {
        const sealed = await this.seal(letter, FRESH_MEMORY);
        await manager.insert(TallyMemoryEntity, { letter: letter.id, sealed });
      },
      ended: async (manager, letter) => {
        await manager.delete(TallyMemoryEntity, { letter: letter.id });
      },
    });
  }

  async read(manager: EntityManager, letter: Letter): Promise<TallyMemory> {
    const { sealed } = await manager.findOneByOrFail(TallyMemoryEntity, { letter: letter.id });
    return decodeTallyMemory(openDocument(await this.sealOf(letter), sealed));
  }

  /** Also where nothing changed: at every epoch end the row is another. */
  async write(manager: EntityManager, letter: Letter, memory: TallyMemory): Promise<void> {
    const sealed = await this.seal(letter, memory);
    await manager.update(TallyMemoryEntity, { letter: letter.id }, { sealed });
  }

  private async seal(letter: Letter, memory: TallyMemory): Promise<Buffer> {
    return buffer(sealDocument(await this.sealOf(letter), encodeTallyMemory(memory), this.random));
  }

  private async sealOf(letter: Letter): Promise<DocumentSeal> {
    const keys = await this.keys.get(letter.id);
    if (keys === undefined) throw new Error('This letter has no store key (any more).');
    return { key: deriveKey(keys.storeKey, 'tally'), place: letter.id };
  }
}
