// An edition in the making: the names, who is left out, when it is public, and what it would say.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { composeEdition, previewNames, signEdition } from '../../../../client/release/editions.js';
import {
  keepPlan,
  readPlan,
  termsOf,
  withStrike,
  type EditionPlan,
} from '../../../../client/release/edition-plan.js';
import { nameRows } from '../../../../client/release/name-list.js';
import { organizer } from '../../organize/flow.js';
import { Button } from '../../organize/parts/button.js';
import { PUBLISHED, useRelease } from '../context.js';
import { Outcome } from '../parts/outcome.js';
import { Round } from '../parts/sheet.js';
import type { OpenProps } from './edition-round.js';
import { EditionFacts } from './facts.js';
import { Names } from './names.js';
import { OpenAgain } from './open-again.js';
import { Terms } from './terms.js';

export function MakeEdition({ proposal, checked, opened }: OpenProps): JSX.Element {
  const { say, letter, act } = useRelease();
  const { approvals, timeZone } = letter.manifest;
  const [plan, setPlan] = useState(() => readPlan(() => sessionStorage, proposal.id));
  const [isWrong, setWrong] = useState(false);
  const change = (next: EditionPlan): void => {
    setWrong(false);
    setPlan(next);
    keepPlan(() => sessionStorage, proposal.id, next);
  };
  const { struck } = plan;
  const released = useMemo(() => previewNames(opened, { struck: new Set(struck) }), [opened, struck]);
  const rows = useMemo(() => nameRows(opened), [opened]);
  const embargo = termsOf(plan, timeZone, letter.http.now())?.embargo ?? null;

  const make = (): void => {
    const terms = termsOf(plan, timeZone, letter.http.now());
    if (terms === undefined) {
      setWrong(true);
      return;
    }
    void act('round', async () => {
      const edition = composeEdition(letter, checked, opened, terms);
      const published = await signEdition(organizer(), letter, checked, edition);
      return published === null ? { key: 'release.edition.signed' } : PUBLISHED;
    });
  };
  return (
    <>
      <Round heading={say('release.names.heading')}>
        <Names
          rows={rows}
          left={released.left}
          onStrike={(nullifier, isStruck) => {
            change(withStrike(plan, nullifier, isStruck));
          }}
        />
      </Round>
      <div class="step organize-sheet">
        <h2>{say('release.edition.heading')}</h2>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            make();
          }}
        >
          <Terms plan={plan} roles={opened.roles} isWrong={isWrong} onChange={change} />
          <h3>{say('release.edition.preview')}</h3>
          <EditionFacts
            count={checked.proposal.count}
            edition={{
              names: released.names,
              struck: released.struck,
              embargo,
              roles: plan.withRoles ? opened.roles : [],
            }}
          />
          <p>{say('release.edition.forever')}</p>
          <Outcome at="round">
            <div class="actions">
              <Button>{say('release.edition.sign', { left: approvals - 1 })}</Button>
            </div>
            <OpenAgain proposal={proposal} />
          </Outcome>
        </form>
      </div>
    </>
  );
}
