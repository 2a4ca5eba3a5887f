// What stands in the timeline and among the supporters' links, each to be removed.
import type { JSX } from 'preact';
import { removeEntry, type TimelineEntry } from '../../../client/after/after.js';
import { useOrganize } from '../organize/context.js';
import { RemoveButton } from './remove-button.js';
import type { Act, AfterReleaseProps } from './after-release.js';

interface EntriesProps extends AfterReleaseProps {
  readonly entries: readonly TimelineEntry[];
  readonly act: Act;
}

export function Entries({ entries, organizer, letter, act }: EntriesProps): JSX.Element {
  const { say } = useOrganize();
  return (
    <section class="after">
      <h3 tabIndex={-1}>{say('after.form.entries')}</h3>
      {entries.length === 0 && <p class="soft">{say('after.form.none')}</p>}
      <ul class="after-entries">
        {entries.map(({ entry, kind, day, text, link }) => (
          <li key={entry}>
            <p>
              <strong>{say(`after.form.kind.${kind}`)}</strong>{' '}
              <time class="soft" dateTime={day}>
                {day}
              </time>
            </p>
            <p dir="auto">{text}</p>
            {link !== null && (
              <p class="small" dir="ltr">
                {link}
              </p>
            )}
            <RemoveButton
              entry={entry}
              text={text}
              what="entry"
              onRemove={async () => act(() => removeEntry(organizer(), letter, entry), 'after.form.removed')}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
