// When an edition is public, and whether the table of roles is in it.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { EditionPlan } from '../../../../client/release/edition-plan.js';
import { timeFrom } from '../../../../client/zoned-time.js';
import type { RoleCount } from '../../../../protocol/edition.js';
import { Field } from '../../organize/parts/field.js';
import { momentIn } from '../../organize/parts/moment.js';
import { useRelease } from '../context.js';

export interface TermsProps {
  readonly plan: EditionPlan;
  /** The table that may be in it; empty if none may. */
  readonly roles: readonly RoleCount[];
  /** Whether she chose a time that isn't to come. */
  readonly isWrong: boolean;
  readonly onChange: (plan: EditionPlan) => void;
}

const WHEN = { now: 'release.edition.now', embargo: 'release.edition.embargo' } as const;

export function Terms({ plan, roles, isWrong, onChange }: TermsProps): JSX.Element {
  const { say, letter } = useRelease();
  const { manifest } = letter;
  return (
    <>
      <fieldset class="choices">
        <legend>{say('release.edition.when')}</legend>
        {(['now', 'embargo'] as const).map((when) => (
          <label class="choice" key={when}>
            <input
              type="radio"
              name="release-when"
              checked={plan.when === when}
              onChange={() => {
                onChange({ ...plan, when });
              }}
            />
            <span>{say(WHEN[when])}</span>
            {when === 'embargo' && <span class="hint">{say('release.edition.embargoHint')}</span>}
          </label>
        ))}
      </fieldset>
      {plan.when === 'embargo' && <EmbargoTime plan={plan} isWrong={isWrong} onChange={onChange} />}
      {manifest.roles.length > 0 &&
        (roles.length === 0 ? (
          <p>{say('release.edition.rolesNot')}</p>
        ) : (
          <>
            <label class="check">
              <input
                type="checkbox"
                checked={plan.withRoles}
                aria-describedby="release-roles-hint"
                onChange={(event) => {
                  onChange({ ...plan, withRoles: event.currentTarget.checked });
                }}
              />
              <span>{say('release.edition.roles')}</span>
            </label>
            <p class="hint" id="release-roles-hint">
              {say('release.edition.rolesHint', { cell: manifest.minimumCell })}
            </p>
            <RoleTable roles={roles} />
          </>
        ))}
    </>
  );
}

function EmbargoTime({ plan, isWrong, onChange }: Omit<TermsProps, 'roles'>): JSX.Element {
  const { say, letter } = useRelease();
  const { timeZone } = letter.manifest;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWrong) place.current?.querySelector('input')?.focus();
  }, [isWrong]);
  const time = timeFrom(timeZone, plan.embargo);
  return (
    <div ref={place}>
      <Field
        id="release-embargo"
        label={say('release.edition.embargoTime', { zone: timeZone })}
        error={isWrong ? say('release.edition.embargoWrong') : undefined}
        control={(properties) => (
          <input
            {...properties}
            type="datetime-local"
            value={plan.embargo}
            onInput={(event) => {
              onChange({ ...plan, embargo: event.currentTarget.value });
            }}
          />
        )}
      >
        <p class="small" role="status">
          {time !== '' && say('release.edition.embargoIs', { at: momentIn(time, timeZone) })}
        </p>
      </Field>
    </div>
  );
}

function RoleTable({ roles }: Pick<TermsProps, 'roles'>): JSX.Element {
  const { say, letter } = useRelease();
  const { workplaces } = letter.manifest;
  return (
    <details>
      <summary>{say('release.edition.rolesTable')}</summary>
      {workplaces.map(({ id, name }) => (
        <table key={id} class="release-roles">
          <caption dir="auto">{name}</caption>
          <thead>
            <tr>
              <th scope="col">{say('release.edition.role')}</th>
              <th scope="col">{say('release.edition.roleCount')}</th>
            </tr>
          </thead>
          <tbody>
            {roles
              .filter(({ workplace }) => workplace === id)
              .map(({ role, count }) => (
                <tr key={role}>
                  <th scope="row" dir="auto">
                    {role ?? say('release.edition.roleNone')}
                  </th>
                  <td>
                    {count === null
                      ? say('release.edition.roleHidden')
                      : say('release.count.plain', { count })}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      ))}
    </details>
  );
}
