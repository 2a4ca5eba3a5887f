// Where the code goes: a work address, and which domains it may be of. protocol.md#asking
import type { JSX } from 'preact';
import type { Manifest } from '../../../../protocol/manifest.js';
import { isolated } from '../../isolated.js';
import { useSign } from '../context.js';
import { TextField } from './field.js';

interface AddressFieldProps {
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

export function AddressField({ value, onChange }: AddressFieldProps): JSX.Element {
  const { letter, say } = useSign();
  return (
    <TextField
      name="address"
      label={say('sign.ask.address')}
      hint={say('sign.ask.addressHint', { domains: domainsIn(letter.manifest) })}
      value={value}
      input={{
        type: 'email',
        dir: 'ltr',
        inputMode: 'email',
        autoComplete: 'work email',
        autoCapitalize: 'none',
        spellcheck: false,
        enterKeyHint: 'send',
        maxLength: 254,
      }}
      onChange={onChange}
    />
  );
}

/** The domains of the letter's workplaces, for a sentence: whatever the page's direction, each is read from its left. */
export function domainsIn({ workplaces }: Manifest): string {
  return workplaces.flatMap(({ domains }) => domains.map(isolated)).join(', ');
}
