// Gives a role its key vault: `imports: [KeyVaultModule.forRole('issuer')]`, then ask for `KeyVault`.
import { Module, type DynamicModule } from '@nestjs/common';
import { Config, type Role } from './config.js';
import { FileKeyVault } from './file-key-vault.js';
import { KeyVault } from './key-vault.js';
import { MasterKey } from './master-key.js';
import { RandomSource } from './random.js';

@Module({})
export class KeyVaultModule {
  private static readonly modules = new Map<Role, DynamicModule>();

  /** One vault for each role, however many modules import it. A role sees no other role's keys. */
  static forRole(role: Role): DynamicModule {
    const known = KeyVaultModule.modules.get(role);
    if (known !== undefined) return known;
    const made: DynamicModule = {
      module: KeyVaultModule,
      providers: [
        {
          provide: KeyVault,
          useFactory: (config: Config, masterKey: MasterKey, random: RandomSource) =>
            FileKeyVault.open(config.dataDir, role, masterKey, random),
          inject: [Config, MasterKey, RandomSource],
        },
      ],
      exports: [KeyVault],
    };
    KeyVaultModule.modules.set(role, made);
    return made;
  }
}
