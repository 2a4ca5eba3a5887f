// How she appears: anonymous, by role, or by name under a condition, with what is published of it. protocol.md#sealed-choice
import type { JSX } from 'preact';
import type { Draft } from '../../../../client/kept.js';
import type { IslandKey } from '../../../locales/locales.js';
import { useSign } from '../context.js';
import { MenuField, TextField } from './field.js';

/** UTF-8 bytes are what is limited; hardly a name has more of them than this has characters. */
const MAX_NAME = 100;

export interface AppearProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

const WAYS: Readonly<Record<Draft['appear'], readonly [text: IslandKey, hint: IslandKey]>> = {
  anonymous: ['sign.appear.anonymous', 'sign.appear.anonymousHint'],
  role: ['sign.appear.role', 'sign.appear.roleHint'],
  named: ['sign.appear.named', 'sign.appear.namedHint'],
};

export function Appear({ draft, onChange }: AppearProps): JSX.Element | null {
  const { letter, say } = useSign();
  const { roles, nameConditions } = letter.manifest;
  const ways = (['anonymous', 'role', 'named'] as const).filter(
    (way) => (way !== 'role' || roles.length > 0) && (way !== 'named' || nameConditions.length > 0),
  );
  if (ways.length === 1) return <p>{say('sign.appear.onlyAnonymous')}</p>;
  return (
    <>
      <fieldset class="choices">
        <legend>{say('sign.appear.legend')}</legend>
        {ways.map((way) => (
          <label class="choice" key={way}>
            <input
              type="radio"
              name="appear"
              value={way}
              checked={draft.appear === way}
              onChange={() => {
                onChange({ ...draft, appear: way });
              }}
            />
            <span>{say(WAYS[way][0])}</span>
            <span class="hint">{say(WAYS[way][1])}</span>
          </label>
        ))}
      </fieldset>
      {draft.appear === 'role' && <Role draft={draft} onChange={onChange} none={say('sign.appear.choose')} />}
      {draft.appear === 'named' && <Named draft={draft} onChange={onChange} />}
    </>
  );
}

function Role({ draft, onChange, none }: AppearProps & { readonly none: string }): JSX.Element {
  const { letter, say } = useSign();
  return (
    <MenuField
      name="role"
      label={say('sign.appear.roleLabel')}
      value={draft.role ?? ''}
      options={[
        { value: '', text: none },
        ...letter.manifest.roles.map((role) => ({ value: role, text: role })),
      ]}
      onChange={(role) => {
        onChange({ ...draft, role: role === '' ? null : role });
      }}
    />
  );
}

function Named({ draft, onChange }: AppearProps): JSX.Element {
  const { letter, say } = useSign();
  const { nameConditions, roles } = letter.manifest;
  return (
    <>
      <TextField
        name="name"
        label={say('sign.appear.name')}
        value={draft.name}
        input={{ type: 'text', autoComplete: 'name', autoCapitalize: 'words', maxLength: MAX_NAME }}
        onChange={(name) => {
          onChange({ ...draft, name });
        }}
      />
      <TextField
        name="title"
        label={say('sign.appear.title')}
        value={draft.title}
        input={{ type: 'text', autoComplete: 'organization-title', maxLength: MAX_NAME }}
        onChange={(title) => {
          onChange({ ...draft, title });
        }}
      />
      {roles.length > 0 && <Role draft={draft} onChange={onChange} none={say('sign.appear.noRole')} />}
      <MenuField
        name="condition"
        label={say('sign.appear.condition')}
        value={draft.condition?.toString() ?? ''}
        options={[
          { value: '', text: say('sign.appear.choose') },
          ...nameConditions.map((count) => ({
            value: count.toString(),
            text: say('sign.appear.conditionOf', { count }),
          })),
        ]}
        onChange={(condition) => {
          onChange({ ...draft, condition: condition === '' ? null : Number(condition) });
        }}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={draft.showAddress}
          onChange={(event) => {
            onChange({ ...draft, showAddress: event.currentTarget.checked });
          }}
        />
        <span>{say('sign.appear.showAddress')}</span>
      </label>
      <div class="notice">
        <strong>{say('sign.appear.publishedHeading')}</strong>
        <p>{say(draft.showAddress ? 'sign.appear.publishedWithAddress' : 'sign.appear.published')}</p>
        <p>{say('sign.appear.printed')}</p>
      </div>
    </>
  );
}
