// How signers may appear: menus of roles and of conditions for names. Free text would be a fingerprint.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { tidyLine } from '../../../../../client/organize/tidy-text.js';
import { useOrganize } from '../../context.js';
import { Text } from '../../parts/field.js';
import { Sheet } from '../../parts/sheet.js';
import { idOf, useDeskHere } from '../desk.js';
import type { ChapterProps } from '../editor.js';
import { useProblem } from '../problems.js';

export function AppearChapter(_: ChapterProps): JSX.Element {
  const { say } = useOrganize();
  const { content, edit } = useDeskHere();
  const problem = useProblem();
  const { roles = [], nameConditions = [] } = content;
  return (
    <Sheet heading={say('organize.appear.heading')}>
      <p>{say('organize.appear.what')}</p>
      <Entries
        id={idOf('roles')}
        label={say('organize.appear.roles')}
        hint={say('organize.appear.rolesHint')}
        error={problem('roles')}
        entries={roles}
        onChange={(lines) => {
          edit({ roles: [...lines] });
        }}
      />
      <Entries
        id={idOf('nameConditions')}
        label={say('organize.appear.conditions')}
        hint={say('organize.appear.conditionsHint')}
        error={problem('nameConditions')}
        entries={nameConditions.map(String)}
        isExact
        onChange={(lines) => {
          edit({ nameConditions: lines.map(Number) });
        }}
      />
      <p class="small soft">{say('organize.appear.small')}</p>
    </Sheet>
  );
}

interface EntriesProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string | undefined;
  readonly entries: readonly string[];
  readonly isExact?: boolean;
  readonly onChange: (lines: readonly string[]) => void;
}

/** A list, a line for each; as it is typed until it means something else than what is kept. */
function Entries({ entries, onChange, ...field }: EntriesProps): JSX.Element {
  const kept = entries.join('\n');
  const [typed, setTyped] = useState({ text: kept, means: kept });
  // Somebody else has changed it.
  const text = typed.means === kept ? typed.text : kept;
  return (
    <Text
      {...field}
      value={text}
      rows={6}
      lang="und"
      onChange={(value) => {
        const means = meaning(value, field.isExact === true);
        onChange(means);
        setTyped({ text: value, means: means.join('\n') });
      }}
    />
  );
}

/** The entries that this text means. */
function meaning(text: string, areNumbers: boolean): string[] {
  const lines = text.split('\n');
  if (!areNumbers) return [...new Set(lines.map(tidyLine).filter(Boolean))];
  const numbers = lines.flatMap((line) => line.match(/\d{1,7}/g) ?? []).map(Number);
  return [...new Set(numbers)]
    .filter((n) => n > 0)
    .sort((a, b) => a - b)
    .map(String);
}
