// The mail domains of a workplace: compared exactly, and none where anybody can have a mailbox.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DraftWorkplace } from '../../../../../client/organize/draft-fields.js';
import { domainFrom } from '../../../../../client/organize/mailbox-test.js';
import { useOrganize } from '../../context.js';
import { Button } from '../../parts/button.js';
import { Line } from '../../parts/field.js';
import { idOf } from '../desk.js';
import { useProblem } from '../problems.js';

export interface DomainsProps {
  /** Which workplace. */
  readonly at: number;
  readonly workplace: DraftWorkplace;
  /** Domains where anybody can have a mailbox. */
  readonly open: readonly string[];
  readonly onChange: (changed: DraftWorkplace) => void;
}

export function Domains({ at, workplace, open, onChange }: DomainsProps): JSX.Element {
  const { say, flow } = useOrganize();
  const problem = useProblem();
  const [typed, setTyped] = useState('');
  const { domains = [] } = workplace;
  const place = `workplaces[${at}].domains`;
  const add = (): void => {
    // Leaving the field has added it already.
    if (typed.trim() === '') return;
    const found = typed
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(domainFrom);
    if (found.includes('') || found.some((domain) => !domain.includes('.'))) {
      flow.fail({ key: 'organize.workplaces.noDomain', field: idOf(place) });
      return;
    }
    onChange({ domains: [...new Set([...domains, ...found])] });
    setTyped('');
  };
  return (
    <>
      <Line
        id={idOf(place)}
        label={say('organize.workplaces.domain')}
        hint={say('organize.workplaces.domainHint')}
        error={problem(place)}
        value={typed}
        isExact
        maxLength={2000}
        onChange={(value) => {
          setTyped(value);
          flow.fail(undefined);
        }}
        onLeave={add}
      />
      <div class="actions">
        <Button look="quiet" onPress={add}>
          {say('organize.workplaces.addDomain')}
        </Button>
      </div>
      {domains.length > 0 && (
        <ul class="organize-domains" aria-label={say('organize.workplaces.domains')}>
          {domains.map((domain, i) => {
            const wrong =
              problem(`${place}[${i}]`) ??
              (open.includes(domain) ? say('organize.workplaces.public', { domain }) : undefined);
            return (
              <li key={domain} id={idOf(`${place}[${i}]`)} tabIndex={-1}>
                <span dir="ltr">@{domain}</span>{' '}
                <button
                  type="button"
                  class="link-button"
                  onClick={() => {
                    onChange({ domains: domains.filter((one) => one !== domain) });
                  }}
                >
                  {say('organize.workplaces.removeDomain', { domain })}
                </button>
                {wrong !== undefined && (
                  <p class="error-text" role="alert">
                    {wrong}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
