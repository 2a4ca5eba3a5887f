// Birth, keeping and death of the issuer's private keys: one file of the vault for each letter. protocol.md#keys
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { transaction } from '../../common/database/transaction.js';
import { KeyVault } from '../../common/key-vault.js';
import { nodePrimitives } from '../../common/node-primitives.js';
import { OneFlight } from '../../common/one-flight.js';
import { RandomSource } from '../../common/random.js';
import { toBase64url } from '../../protocol/codec.js';
import { countersigningDocument } from '../../protocol/opening.js';
import { encodeRsaPssSpki } from '../../protocol/rsa-spki.js';
import type { SignedBy } from '../../protocol/signed.js';
import {
  decodeLetterKeys,
  encodeLetterKeys,
  type EntryKeys,
  generateEntryKeys,
  type LetterKeys,
} from './entry-keys.js';
import { IssuanceDraftsService } from './issuance-drafts.service.js';

/** SPKI and Ed25519 identity key in base64url. */
export interface PublicKeys {
  readonly workplace: string;
  readonly key: string;
  readonly identityKey: string;
}

/** An RSA key takes a thread of Node's four for a third of a second, and others log in and verify by them. */
const AT_ONCE = 2;
/** Drafts whose keys are made, or wait for it; more are told to come again. */
const MOST_WAITING = 8;

@Injectable()
export class IssuanceKeysService {
  /** Of open letters: reading the vault at every request would be slow. */
  private readonly kept = new Map<string, LetterKeys>();

  private readonly making = new OneFlight<EntryKeys[]>(MOST_WAITING);

  constructor(
    @InjectDataSource('issuer') private readonly dataSource: DataSource,
    private readonly drafts: IssuanceDraftsService,
    private readonly vault: KeyVault,
    private readonly random: RandomSource,
  ) {}

  /** The keys of a draft, one entry for each workplace id, in order; made at the first call, the same at each later one. */
  async create(draft: string, workplaces: readonly string[]): Promise<LetterKeys> {
    await this.drafts.note(draft);
    const standing = await this.read(draft);
    if (standing !== undefined) return standing;
    const entries = await this.making.of(JSON.stringify([draft, workplaces]), () => this.make(workplaces));
    const keys = { draft, entries };
    const made = await this.exclusively('make keys for a draft', [draft], async (manager) => {
      const first = await this.read(draft);
      if (first !== undefined) return first;
      if (!(await this.drafts.begin(manager, draft))) return undefined;
      await this.vault.put(draft, encodeLetterKeys(keys));
      return keys;
    });
    return made ?? this.create(draft, workplaces); // it was discarded in between
  }

  /**
   * Runs `work` in a transaction, while nobody else, in this process or another, changes what the vault holds under these
   * names (the draft's before the letter's). Whatever of it changes the vault must bear being done again.
   */
  async exclusively<T>(
    title: string,
    names: readonly string[],
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return transaction(this.dataSource, title, async (manager) => {
      for (const name of names) {
        await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`issuer.keys.${name}`]);
      }
      return work(manager);
    });
  }

  private async make(workplaces: readonly string[]): Promise<EntryKeys[]> {
    const entries: EntryKeys[] = [];
    for (let from = 0; from < workplaces.length; from += AT_ONCE) {
      const some = workplaces.slice(from, from + AT_ONCE);
      entries.push(...(await Promise.all(some.map((id) => generateEntryKeys(id, this.random)))));
    }
    return entries;
  }

  /** What the manifest says of each entry, in order. */
  async publicKeys({ entries }: LetterKeys): Promise<PublicKeys[]> {
    return Promise.all(
      entries.map(async (keys) => ({
        workplace: keys.workplace,
        key: toBase64url(encodeRsaPssSpki(keys.modulus)),
        identityKey: toBase64url(await nodePrimitives.ed25519PublicKey(keys.identitySeed)),
      })),
    );
  }

  /** Each entry's word, in order, that the letter of this digest (32 bytes) is open. */
  async countersign({ entries }: LetterKeys, digest: Uint8Array): Promise<SignedBy[]> {
    return Promise.all(
      entries.map(async ({ identitySeed }) => {
        const key = await nodePrimitives.ed25519PublicKey(identitySeed);
        const signature = await nodePrimitives.ed25519Sign(identitySeed, countersigningDocument(digest, key));
        return { key: toBase64url(key), signature: toBase64url(signature) };
      }),
    );
  }

  /** What the vault holds under the id of a draft or a letter. */
  async read(name: string): Promise<LetterKeys | undefined> {
    const bytes = await this.vault.get(name);
    return bytes === undefined ? undefined : decodeLetterKeys(bytes);
  }

  /** The keys of an open letter, from memory if they were asked for before. */
  async ofLetter(letter: string): Promise<LetterKeys | undefined> {
    const keys = this.kept.get(letter) ?? (await this.read(letter));
    if (keys !== undefined) this.kept.set(letter, keys);
    return keys;
  }

  /** Gives a draft's keys to the letter that it becomes; false if they are gone. To be run exclusively on both. */
  async adopt(manager: EntityManager, draft: string, letter: string): Promise<boolean> {
    if (!(await this.drafts.became(manager, draft, letter))) return false;
    const found = (await this.vault.get(draft)) ?? (await this.vault.get(letter));
    if (found !== undefined) await this.vault.rename(draft, letter);
    return found !== undefined;
  }

  /** Destroys what the vault holds under the id of a draft or a letter. Idempotent; to be run exclusively on it. */
  async destroy(name: string): Promise<void> {
    await this.vault.destroy(name);
    this.kept.delete(name);
  }

  /** Forgets every letter's keys but these: others may have died in another process. */
  keepOnly(letters: ReadonlySet<string>): void {
    for (const letter of this.kept.keys()) if (!letters.has(letter)) this.kept.delete(letter);
  }

  /** The ids of all drafts and letters that have keys. */
  async names(): Promise<string[]> {
    return this.vault.names();
  }
}
