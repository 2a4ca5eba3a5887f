// At the start: the origin's keys and its database belong together, or it doesn't start. protocol.md#keys
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { join } from 'node:path';
import { DataSource, In } from 'typeorm';
import { Config } from '../../common/config.js';
import { checkKeys } from '../../common/keys-check.js';
import { DraftEntity } from './draft.entity.js';
import { LetterKeysService } from './letter-keys.service.js';
import { LetterEntity } from './letter.entity.js';

@Injectable()
export class LetterKeysCheckService implements OnModuleInit {
  constructor(
    @InjectDataSource('origin') private readonly dataSource: DataSource,
    private readonly config: Config,
    private readonly keys: LetterKeysService,
  ) {}

  /** Throws `StartError`, with nothing changed. */
  async onModuleInit(): Promise<void> {
    await checkKeys({
      folder: join(this.config.dataDir, 'keys', 'origin'),
      names: () => this.keys.names(),
      known: (names) => this.known(names),
      needed: () => this.needed(),
    });
  }

  /** The ids of letters that haven't ended: their keys must be in the vault. */
  async needed(): Promise<string[]> {
    const rows = await this.dataSource.manager.find(LetterEntity, {
      select: { letter: true },
      where: { ended: false },
      order: { letter: 'ASC' },
    });
    return rows.map(({ letter }) => letter);
  }

  /** Which of these names are those of letters in any state, of drafts, or of letters whose opening was interrupted. */
  async known(names: readonly string[]): Promise<Set<string>> {
    const any = In([...names]);
    const { manager } = this.dataSource;
    const letters = await manager.find(LetterEntity, { select: { letter: true }, where: { letter: any } });
    const drafts = await manager.find(DraftEntity, {
      select: { draft: true, becoming: true },
      where: [{ draft: any }, { becoming: any }],
    });
    const known = [
      ...letters.map(({ letter }) => letter),
      ...drafts.flatMap(({ draft, becoming }) => [draft, becoming]),
    ];
    return new Set(names.filter((name) => known.includes(name)));
  }
}
