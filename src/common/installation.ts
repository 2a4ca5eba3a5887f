// One installation: a vault and the schema that belongs to it. A server that finds two that don't belong together starts with
// neither, since what it would count, issue and destroy would be another's. protocol.md#vault
//
// The vault holds the installation's id, 16 random bytes, sealed like a key; the schema holds HMAC(key from MASTER_KEY, id),
// which tells whoever seizes it no more than whether two copies are of one installation.
import { createHmac } from 'node:crypto';
import { buffer } from './bytes.js';
import type { Role } from './config.js';
import type { Admission, Query } from './database/migrate.js';
import type { Place } from './database/place.js';
import type { KeyVault } from './key-vault.js';
import type { MasterKey } from './master-key.js';
import { StartError } from './start-error.js';

export class Installation implements Admission {
  private readonly key: Uint8Array;

  constructor(
    private readonly role: Role,
    private readonly vault: KeyVault,
    masterKey: MasterKey,
  ) {
    this.key = masterKey.derive(`installation${role}`);
  }

  /** Where its keys are, for sentences. */
  get keys(): string {
    return this.vault.place;
  }

  /** Throws `StartError` if the schema is another installation's, or this vault was used with another database. */
  async admit(query: Query, place: Place): Promise<void> {
    // The vault first: whoever tied it by now had committed its row before.
    const before = await this.vault.installation();
    const found = await this.found(query);
    if (found === undefined && before?.isTied !== true) return;
    const own = before ?? (await this.vault.installation());
    if (found !== undefined && own !== undefined && this.isSealOf(found, own.id)) return;
    const here = `The ${this.role}'s keys in ${this.vault.place}`;
    throw new StartError(
      found === undefined
        ? `${here} belong to a database that isn't ${place.name}: that one is new. Name the right one (DATABASE_URL; not set: the embedded one in DATA_DIR), or restore it from its backup. To begin anew, take another DATA_DIR. Nothing was changed.`
        : `${here} and ${place.name} belong to two installations, or MASTER_KEY is another. Start with the DATA_DIR, the MASTER_KEY and the DATABASE_URL that belong together, or restore both from one backup. Nothing was changed.`,
    );
  }

  /** Whether there is, or was, a database for this vault. */
  async isTied(): Promise<boolean> {
    return (await this.vault.installation())?.isTied === true;
  }

  /** Writes down in the schema whose it is, in a table of one row. */
  async settle(query: Query): Promise<void> {
    const id = await this.vault.begin();
    await query(
      `CREATE TABLE IF NOT EXISTS "${this.role}"."installation" (
         "one" boolean PRIMARY KEY DEFAULT true CHECK ("one"),
         "seal" bytea NOT NULL
       )`,
    );
    await query(`INSERT INTO "${this.role}"."installation" (seal) VALUES ($1) ON CONFLICT DO NOTHING`, [
      buffer(this.seal(id)),
    ]);
  }

  /** Once the schema's transaction is committed: from now on this vault is used with no other. */
  async tie(): Promise<void> {
    await this.vault.tie();
  }

  private async found(query: Query): Promise<Uint8Array | undefined> {
    const table = `"${this.role}"."installation"`;
    const [{ there } = { there: false }] = await query<{ there: boolean }>(
      'SELECT to_regclass($1) IS NOT NULL AS there',
      [table],
    );
    if (!there) return undefined;
    const [row] = await query<{ seal: Uint8Array }>(`SELECT seal FROM ${table}`);
    return row?.seal;
  }

  private isSealOf(found: Uint8Array, id: Uint8Array): boolean {
    return buffer(found).equals(this.seal(id));
  }

  private seal(id: Uint8Array): Uint8Array {
    return new Uint8Array(createHmac('sha256', this.key).update(id).digest());
  }
}
