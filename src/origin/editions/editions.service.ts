// Published editions as everybody reads them. protocol.md#edition
import { Injectable } from '@nestjs/common';
import { nodePrimitives as p } from '../../common/node-primitives.js';
import { fromUtf8, utf8 } from '../../protocol/codec.js';
import { LettersService, type Letter } from '../letters/letters.service.js';
import { headcountOf, shareOf } from '../../protocol/headcount.js';
import { EditionStore } from './edition-store.service.js';
import type { EditionView } from './editions.dto.js';
import { EditionNotFoundError } from './editions.errors.js';
import { editionCsv } from './edition-csv.js';
import { editionText } from './edition-text.js';
import { EmbargoLinksService } from './embargo-links.service.js';
import {
  countsByMethod,
  namedCells,
  pageOf,
  type BundleFacts,
  type Method,
  type NamedCell,
} from './released-edition.js';

/** An edition beside its letter, with all that is known of both. */
export interface Released {
  readonly letter: Letter;
  readonly edition: EditionView;
  readonly cells: readonly NamedCell[];
  readonly methods: readonly { readonly methods: readonly Method[]; readonly count: number }[];
  /** Null if it isn't known of each workplace. */
  readonly headcount: number | null;
  /** From 0 to 1, where it is known. */
  readonly share: number | undefined;
  readonly bundle: BundleFacts;
  /** Its address for ever, at the letter's origin. */
  readonly url: string;
}

/** Of how many bundles size and digest are remembered. */
const FACTS_KEPT = 500;

/** `id` is the letter's, `edition` an edition's digest in base64url. */
@Injectable()
export class EditionsService {
  /** By edition; a bundle never changes. */
  private readonly facts = new Map<string, BundleFacts>();

  constructor(
    private readonly letters: LettersService,
    private readonly store: EditionStore,
    private readonly links: EmbargoLinksService,
  ) {}

  /** Oldest first; those under embargo are not among them. Throws `letter_not_found` or `letter_withheld`. */
  async list(id: string): Promise<EditionView[]> {
    const letter = await this.letters.get(id);
    return (await this.store.shown(letter.id)).map(({ summary }) => decodeView(summary));
  }

  /**
   * Under embargo only with the token of a private link (`access`).
   * Throws `edition_not_found`, also under embargo, `letter_not_found` or `letter_withheld`.
   */
  async get(id: string, edition: string, access?: string): Promise<EditionView> {
    return decodeView(await this.part(id, edition, 'summary', access));
  }

  /** The bundle's exact bytes. Throws as `get`. */
  async bundle(id: string, edition: string, access?: string): Promise<Uint8Array> {
    return this.part(id, edition, 'bundle', access);
  }

  /** Everything for a page about it. Throws as `get`. */
  async released(id: string, edition: string, access?: string): Promise<Released> {
    const [letter, view] = [await this.letters.get(id), await this.get(id, edition, access)];
    const { manifest } = letter;
    const released = { manifest, edition: view };
    const [cells, headcount] = [namedCells(released), headcountOf(manifest.workplaces)];
    return {
      letter,
      edition: view,
      cells,
      methods: countsByMethod(cells),
      headcount,
      share: shareOf(view.count, headcount),
      bundle: await this.bundleFacts(id, edition, access),
      url: pageOf(released),
    };
  }

  /** The edition as plain text, UTF-8. Throws as `get`. */
  async text(id: string, edition: string, access?: string): Promise<Uint8Array> {
    const { letter, edition: view, bundle } = await this.released(id, edition, access);
    return utf8(editionText({ manifest: letter.manifest, edition: view }, bundle));
  }

  /** The edition as a table, UTF-8. Throws as `get`. */
  async csv(id: string, edition: string, access?: string): Promise<Uint8Array> {
    const view = await this.get(id, edition, access);
    const { manifest } = await this.letters.get(id);
    return utf8(editionCsv({ manifest, edition: view }));
  }

  /** Whoever may read the edition was asked before. */
  private async bundleFacts(id: string, edition: string, access?: string): Promise<BundleFacts> {
    const known = this.facts.get(edition);
    if (known !== undefined) return known;
    const bundle = await this.bundle(id, edition, access);
    const facts = { bytes: bundle.length, sha256: Buffer.from(p.sha256(bundle)).toString('hex') };
    this.facts.set(edition, facts);
    for (const oldest of this.facts.keys()) {
      if (this.facts.size <= FACTS_KEPT) break;
      this.facts.delete(oldest);
    }
    return facts;
  }

  private async part(
    id: string,
    edition: string,
    part: 'summary' | 'bundle',
    access = '',
  ): Promise<Uint8Array> {
    const letter = await this.letters.get(id);
    const isAdmitted = (): Promise<boolean> => this.links.admits(letter.id, edition, access);
    const bytes = await this.store.find(letter.id, edition, part, isAdmitted);
    if (bytes === undefined) throw new EditionNotFoundError();
    return bytes;
  }
}

/** Our own bytes, written by `encodeView`. */
function decodeView(summary: Uint8Array): EditionView {
  return JSON.parse(fromUtf8(summary)) as EditionView;
}
