// Fields with their label, their hint and what is wrong with them, tied together for those who hear the page.
import type { ComponentChild, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSign } from '../context.js';
import type { Field as FieldName } from '../problem.js';

export interface FieldProps {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Draws the control with these properties. */
  readonly control: (properties: ControlProperties) => ComponentChild;
}

export interface ControlProperties {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export function Field({ name, label, hint, control }: FieldProps): JSX.Element {
  const { say, flow } = useSign();
  const { problem } = flow;
  const isWrong = problem?.field === name;
  const id = `sign-${name}`;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWrong) place.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [isWrong, problem]);
  const described = [hint !== undefined && `${id}-hint`, isWrong && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field" ref={place}>
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {control({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': isWrong || undefined,
      })}
      {isWrong && (
        <p class="error-text" id={`${id}-error`} role="alert">
          {say(problem.key, problem.values)}
        </p>
      )}
    </div>
  );
}

/** What a field tells the browser about itself. */
export interface InputProperties {
  readonly type: 'text' | 'email';
  readonly dir?: 'ltr';
  readonly inputMode?: 'email';
  readonly autoComplete: 'off' | 'work email' | 'name' | 'organization-title';
  readonly autoCapitalize?: 'none' | 'words';
  readonly spellcheck?: false;
  readonly enterKeyHint?: 'send';
  /** Characters. */
  readonly maxLength: number;
}

export interface TextFieldProps {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly input: InputProperties;
}

/** One line of text. */
export function TextField({ name, label, hint, value, onChange, input }: TextFieldProps): JSX.Element {
  return (
    <Field
      name={name}
      label={label}
      hint={hint}
      control={(properties) => (
        <input
          {...properties}
          {...(input as object)}
          value={value}
          onInput={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      )}
    />
  );
}

export interface MenuFieldProps {
  readonly name: FieldName;
  readonly label: string;
  /** What is chosen; empty if nothing is. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string) => void;
}

/** One of a menu. */
export function MenuField({ name, label, value, options, onChange }: MenuFieldProps): JSX.Element {
  return (
    <Field
      name={name}
      label={label}
      control={(properties) => (
        <select
          {...properties}
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    />
  );
}
