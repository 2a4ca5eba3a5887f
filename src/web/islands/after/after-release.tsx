// The organizers' part of what comes after a release, as a section of the console: the timeline, and who asks to co-sign.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  type Cosigner,
  fetchCosigners,
  fetchTimeline,
  type TimelineEntry,
} from '../../../client/after/after.js';
import { RequestError } from '../../../client/http.js';
import type { ClientLetter } from '../../../client/letter.js';
import type { Organizer } from '../../../client/organizer.js';
import type { IslandKey } from '../../locales/locales.js';
import { OrganizeProvider, useOrganize } from '../organize/context.js';
import { useFlow } from '../organize/flow.js';
import { Button } from '../organize/parts/button.js';
import { Outcome, Sheet } from '../organize/parts/sheet.js';
import { AddEntry } from './add-entry.js';
import { Entries } from './entries.js';
import { Organizations } from './organizations.js';
import { problemOf } from './problem.js';

export interface AfterReleaseProps {
  /** Whoever is signed in. Throws RequestError `session_required` if nobody is. */
  readonly organizer: () => Organizer;
  readonly letter: ClientLetter;
}

/** What she looked at is another by now, or gone. */
const STALE: ReadonlySet<string> = new Set(['entry_changed', 'entry_not_found']);

interface Seen {
  readonly entries: readonly TimelineEntry[];
  readonly cosigners: readonly Cosigner[];
}

/** Does something, then looks how it stands; `said` is what went well. True unless it went wrong. */
export type Act = (action: () => Promise<void>, said: IslandKey) => Promise<boolean>;

/** For letters with an edition that everybody may read. Stands within an `OrganizeProvider`. */
export function AfterRelease({ organizer, letter }: AfterReleaseProps): JSX.Element {
  const outer = useOrganize();
  const flow = useFlow(problemOf);
  const [seen, setSeen] = useState<Seen>();

  const look = async (): Promise<void> => {
    const { entries, support } = await fetchTimeline(letter.http, letter);
    const cosigners = await fetchCosigners(organizer(), letter);
    setSeen({ entries: [...entries, ...support], cosigners });
  };
  const act: Act = async (action, said) => {
    const done = { action: false };
    await flow.run(async () => {
      await action().catch(async (error: unknown) => {
        if (error instanceof RequestError && STALE.has(error.code)) await look();
        throw error;
      });
      done.action = true;
      await look();
    });
    if (done.action) flow.tell(said);
    return done.action;
  };
  useEffect(() => {
    void flow.run(look);
  }, []);
  // The session is the page's: it asks for the words, and everything goes on where it was.
  useEffect(() => {
    if (!flow.isOver) return;
    flow.begin();
    outer.flow.ended(new RequestError(401, 'session_required', 'Sign in again.'));
  }, [flow.isOver]);

  const { say } = outer;
  return (
    <OrganizeProvider value={{ say, flow }}>
      <Sheet heading={say('after.form.heading')} isFirst>
        <p>{say('after.form.lead')}</p>
        {seen !== undefined && (
          <>
            <Entries entries={seen.entries} {...{ organizer, letter, act }} />
            <AddEntry {...{ organizer, letter, act }} />
            <Organizations cosigners={seen.cosigners} {...{ organizer, letter, act }} />
          </>
        )}
        <Outcome>
          <div class="actions">
            <Button look="quiet" onPress={() => void flow.run(look)}>
              {say('after.form.refresh')}
            </Button>
          </div>
        </Outcome>
      </Sheet>
    </OrganizeProvider>
  );
}
