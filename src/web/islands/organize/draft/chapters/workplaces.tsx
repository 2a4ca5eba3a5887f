// Who can sign: workplaces and the domains of their mailboxes.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DraftWorkplace } from '../../../../../client/organize/draft-fields.js';
import { tidyLine } from '../../../../../client/organize/tidy-text.js';
import { workplaceId } from '../../../../../client/organize/mailbox-test.js';
import { publicMailDomains } from '../../../../../client/organize/organize.js';
import { useOrganize } from '../../context.js';
import { organizer } from '../../flow.js';
import { AskBack } from '../../parts/ask-back.js';
import { Button } from '../../parts/button.js';
import { Line } from '../../parts/field.js';
import { Sheet } from '../../parts/sheet.js';
import { idOf, useDeskHere } from '../desk.js';
import type { ChapterProps } from '../editor.js';
import { useProblem } from '../problems.js';
import { AddressTest } from './address-test.js';
import { Domains } from './domains.js';

export function WorkplacesChapter(_: ChapterProps): JSX.Element {
  const { say } = useOrganize();
  const { content, edit } = useDeskHere();
  const { workplaces = [] } = content;
  const open = usePublic(workplaces);
  const change = (i: number, changed: DraftWorkplace): void => {
    edit({ workplaces: workplaces.map((one, at) => (at === i ? { ...one, ...changed } : one)) });
  };
  return (
    <Sheet heading={say('organize.workplaces.heading')}>
      <p>{say('organize.workplaces.what')}</p>
      {workplaces.map((workplace, i) => (
        <Workplace
          key={workplace.id}
          at={i}
          workplace={workplace}
          open={open}
          onChange={(changed) => {
            change(i, changed);
          }}
          onRemove={() => {
            edit({ workplaces: workplaces.filter((_one, at) => at !== i) });
          }}
        />
      ))}
      <AddWorkplace
        onAdd={(name) => {
          const id = workplaceId(
            name,
            workplaces.map((one) => one.id ?? ''),
          );
          edit({
            workplaces: [
              ...workplaces,
              { id, name, domains: [], mailbox: { dots: 'kept' }, headcount: null },
            ],
          });
        }}
        isFirst={workplaces.length === 0}
      />
      {workplaces.length > 0 && <AddressTest workplaces={workplaces} />}
    </Sheet>
  );
}

function AddWorkplace({
  onAdd,
  isFirst,
}: {
  readonly onAdd: (name: string) => void;
  readonly isFirst: boolean;
}): JSX.Element {
  const { say, flow } = useOrganize();
  const [name, setName] = useState('');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (tidyLine(name) === '') {
          flow.fail({ key: 'organize.problem.missing', field: 'draft-workplaces' });
          return;
        }
        onAdd(tidyLine(name));
        setName('');
      }}
    >
      <Line
        id={idOf('workplaces')}
        label={say(isFirst ? 'organize.workplaces.first' : 'organize.workplaces.another')}
        hint={say('organize.workplaces.nameHint')}
        value={name}
        maxLength={200}
        onChange={(value) => {
          setName(value);
          flow.fail(undefined);
        }}
      />
      <div class="actions">
        <Button look="quiet">{say('organize.workplaces.add')}</Button>
      </div>
    </form>
  );
}

interface WorkplaceProps {
  readonly at: number;
  readonly workplace: DraftWorkplace;
  /** Domains where anybody can have a mailbox. */
  readonly open: readonly string[];
  readonly onChange: (changed: DraftWorkplace) => void;
  readonly onRemove: () => void;
}

function Workplace({ at, workplace, open, onChange, onRemove }: WorkplaceProps): JSX.Element {
  const { say } = useOrganize();
  const problem = useProblem();
  const place = `workplaces[${at}]`;
  const { name = '', headcount = null, mailbox } = workplace;
  return (
    <fieldset class="organize-workplace">
      <legend>{name === '' ? say('organize.workplaces.unnamed') : name}</legend>
      <Line
        id={idOf(`${place}.name`)}
        label={say('organize.workplaces.name')}
        error={problem(`${place}.name`)}
        value={name}
        maxLength={200}
        onChange={(value) => {
          onChange({ name: value });
        }}
        onLeave={(value) => {
          if (tidyLine(value) !== value) onChange({ name: tidyLine(value) });
        }}
      />
      <Domains at={at} workplace={workplace} open={open} onChange={onChange} />
      <label class="check">
        <input
          type="checkbox"
          checked={mailbox?.dots === 'ignored'}
          onChange={(event) => {
            onChange({ mailbox: { dots: event.currentTarget.checked ? 'ignored' : 'kept' } });
          }}
        />
        <span>{say('organize.workplaces.dots')}</span>
      </label>
      <p class="small soft">{say('organize.workplaces.dotsHint')}</p>
      <Line
        id={idOf(`${place}.headcount`)}
        label={say('organize.workplaces.headcount')}
        hint={say('organize.workplaces.headcountHint')}
        error={problem(`${place}.headcount`)}
        value={headcount === null ? '' : String(headcount)}
        isNumber
        maxLength={8}
        onChange={(value) => {
          const digits = value.replace(/\D/g, '');
          onChange({ headcount: digits === '' ? null : Number(digits) });
        }}
      />
      <AskBack
        id={idOf(`${place}.remove`)}
        look="link"
        go={say('organize.workplaces.remove', { name })}
        yes={say('organize.workplaces.removeYes')}
        onYes={onRemove}
      >
        <p>{say('organize.workplaces.removeSure')}</p>
      </AskBack>
    </fieldset>
  );
}

/** Those of the domains that the server knows as public providers'. */
function usePublic(workplaces: readonly DraftWorkplace[]): readonly string[] {
  const [open, setOpen] = useState<readonly string[]>([]);
  const all = workplaces
    .flatMap(({ domains = [] }) => domains)
    .slice(0, 50)
    .join(' ');
  useEffect(() => {
    if (all === '') return;
    // If it can't be asked now, the server says so when the letter is sealed.
    publicMailDomains(organizer(), all.split(' ')).then(setOpen, () => undefined);
  }, [all]);
  return open;
}
