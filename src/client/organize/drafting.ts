// A draft on one organizer's device: what she types, saved over what all have seen, and put together with what the others
// saved meanwhile. What isn't saved yet is kept in the tab. protocol.md#opening
import * as v from '../../protocol/schema.js';
import { RequestError } from '../http.js';
import type { Organizer } from '../organizer.js';
import { type KeptStorage, tryStorage } from '../storage.js';
import { type DraftFields, readFields } from './draft-fields.js';
import { type Conflict, mergeDrafts, same, withValue } from './draft-merge.js';
import { type Draft, fetchDraft, saveDraft } from './organize.js';

/** How often in a row others may be faster. */
const MOST_TRIES = 8;

const keptSchema = v.strictObject({
  revision: v.number,
  base: v.unknown,
  mine: v.unknown,
  conflicts: v.array(
    v.object({ path: v.array(v.string), mine: v.optional(v.unknown), theirs: v.optional(v.unknown) }),
  ),
});

export class Drafting {
  private saving: Promise<void> | undefined;

  private constructor(
    private readonly organizer: () => Organizer,
    private readonly storage: () => KeptStorage,
    private shown: Draft,
    /** What all have seen, at `revision`. */
    private base: DraftFields,
    private revision: number,
    private mine: DraftFields,
    private open: readonly Conflict[],
  ) {}

  /** The draft, with what this tab kept of it. `organizer` is asked for each time: she may sign in anew. Throws RequestError. */
  static async load(
    organizer: () => Organizer,
    draft: string,
    storage: () => KeptStorage,
  ): Promise<Drafting> {
    const shown = await fetchDraft(organizer(), draft);
    const kept = readKept(storage, draft);
    const { base, mine, revision, conflicts } = kept ?? {
      base: readFields(shown.content),
      mine: readFields(shown.content),
      revision: shown.revision,
      conflicts: [],
    };
    const drafting = new Drafting(organizer, storage, shown, base, revision, mine, conflicts);
    drafting.takeIn(shown);
    return drafting;
  }

  /** As the server last showed it. */
  get draft(): Draft {
    return this.shown;
  }

  /** As she has it. */
  get content(): DraftFields {
    return this.mine;
  }

  /** Where she and somebody else wrote different things; theirs stands in the content until she chooses. */
  get conflicts(): readonly Conflict[] {
    return this.open;
  }

  /** Whether the server has all that she wrote. */
  get isSaved(): boolean {
    return same(this.base, this.mine);
  }

  /** The revision that she sees, once everything is saved. */
  get savedRevision(): number {
    return this.revision;
  }

  /** Puts these fields in place of hers, and keeps them on this device until they are saved. Never throws. */
  edit(changed: DraftFields): void {
    this.mine = { ...this.mine, ...changed };
    this.keep();
  }

  /** Settles one of `conflicts`: hers takes the place of theirs, or theirs stays; kept as by `edit`. Never throws. */
  choose(conflict: Conflict, whose: 'mine' | 'theirs'): void {
    this.open = this.open.filter((one) => one !== conflict);
    // Theirs, and whatever became of it since, stands there already.
    if (whose === 'mine') this.mine = withValue(this.mine, conflict.path, conflict.mine);
    this.keep();
  }

  /** Saves what isn't, putting in what others saved. Throws RequestError; nothing that she typed is lost by it. */
  async save(): Promise<void> {
    this.saving ??= this.push().finally(() => {
      this.saving = undefined;
    });
    return this.saving;
  }

  /** Looks at what the others did. Throws RequestError. */
  async refresh(): Promise<void> {
    if (this.saving !== undefined) {
      await this.saving;
      return;
    }
    const { revision } = this;
    const draft = await fetchDraft(this.organizer(), this.shown.draft);
    // A save was faster.
    if (this.revision === revision && !this.isSaving()) this.takeIn(draft);
  }

  private isSaving(): boolean {
    return this.saving !== undefined;
  }

  private async push(): Promise<void> {
    for (let tries = 0; !this.isSaved; tries++) {
      const sent = this.mine;
      try {
        this.revision = await saveDraft(this.organizer(), this.shown.draft, this.revision, sent);
        this.base = sent;
        this.shown = { ...this.shown, revision: this.revision };
        this.keep();
      } catch (error) {
        const isChanged = error instanceof RequestError && error.code === 'draft_changed';
        if (!isChanged || tries >= MOST_TRIES) throw error;
        this.takeIn(await fetchDraft(this.organizer(), this.shown.draft));
      }
    }
  }

  private takeIn(draft: Draft): void {
    this.shown = draft;
    const theirs = readFields(draft.content);
    const { content, conflicts } = mergeDrafts(this.base, this.mine, theirs);
    this.open = [
      ...this.open.filter((one) => !conflicts.some(({ path }) => same(path, one.path))),
      ...conflicts,
    ];
    this.base = theirs;
    this.mine = content;
    this.revision = draft.revision;
    this.keep();
  }

  private keep(): void {
    const { base, mine, revision, open: conflicts } = this;
    const place = placeOf(this.shown.draft);
    // Where nothing is kept it lives as long as the page, and is on the server a moment later.
    tryStorage(this.storage, (storage) => {
      if (this.isSaved && conflicts.length === 0) storage.removeItem(place);
      else storage.setItem(place, JSON.stringify({ base, mine, revision, conflicts }));
    });
  }
}

interface Kept {
  readonly revision: number;
  readonly base: DraftFields;
  readonly mine: DraftFields;
  readonly conflicts: readonly Conflict[];
}

function readKept(storage: () => KeptStorage, draft: string): Kept | undefined {
  return tryStorage(storage, (place) => {
    const written = place.getItem(placeOf(draft)) ?? 'null';
    const { base, mine, revision, conflicts } = keptSchema(JSON.parse(written));
    return {
      revision,
      base: readFields(base),
      mine: readFields(mine),
      conflicts: conflicts as unknown as readonly Conflict[],
    };
  });
}

/** Nothing of this draft (its id) stays in the tab that wasn't saved. */
export function forgetDrafting(storage: () => KeptStorage, draft: string): void {
  tryStorage(storage, (place) => {
    place.removeItem(placeOf(draft));
  });
}

function placeOf(draft: string): string {
  return `undersigned/draft/${draft}`;
}
