// Fields with their label, their hint and what is wrong with them, tied together for those who hear the page.
import type { ComponentChild, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useOrganize } from '../context.js';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: ComponentChild;
  /** What is wrong, if it is known without asking. */
  readonly error?: string | undefined;
  /** What stands below the control. */
  readonly children?: ComponentChild;
  /** Draws the control with these properties. */
  readonly control: (properties: ControlProperties) => ComponentChild;
}

export interface ControlProperties {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export function Field({ id, label, hint, error, children, control }: FieldProps): JSX.Element {
  const { say, flow } = useOrganize();
  const { problem } = flow;
  const isAsked = problem?.field === id;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAsked) place.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [isAsked, problem]);
  const wrong = isAsked ? say(problem.key, problem.values) : error;
  const described = [hint !== undefined && `${id}-hint`, wrong !== undefined && `${id}-error`];
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
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
        'aria-invalid': wrong === undefined ? undefined : true,
      })}
      {wrong !== undefined && (
        <p class="error-text" id={`${id}-error`} role={isAsked ? 'alert' : undefined}>
          {wrong}
        </p>
      )}
      {children}
    </div>
  );
}

export interface LineProps extends Omit<FieldProps, 'control'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** When she leaves it: what was typed by accident is taken out. */
  readonly onLeave?: ((value: string) => void) | undefined;
  /** Words, codes and domains: no help by the keyboard. */
  readonly isExact?: boolean;
  readonly isNumber?: boolean;
  readonly lang?: string | undefined;
  readonly maxLength?: number;
}

/** One line of text. */
export function Line({
  value,
  onChange,
  onLeave,
  isExact = false,
  isNumber = false,
  lang,
  maxLength = 1000,
  ...field
}: LineProps): JSX.Element {
  return (
    <Field
      {...field}
      control={(properties) => (
        <input
          {...properties}
          type="text"
          value={value}
          lang={lang}
          dir={isExact || isNumber ? 'ltr' : lang === undefined ? undefined : 'auto'}
          inputMode={isNumber ? 'numeric' : undefined}
          autoComplete="off"
          autoCapitalize={isExact ? 'none' : undefined}
          spellcheck={isExact || isNumber ? false : undefined}
          maxLength={maxLength}
          onInput={(event) => {
            onChange(event.currentTarget.value);
          }}
          onBlur={(event) => {
            onLeave?.(event.currentTarget.value);
          }}
        />
      )}
    />
  );
}

/** One line of text that may be longer than the screen is wide: it is all seen. */
export function LongLine({
  value,
  onChange,
  onLeave,
  isExact = false,
  lang,
  maxLength = 1000,
  ...field
}: LineProps): JSX.Element {
  return (
    <Field
      {...field}
      control={(properties) => (
        <textarea
          {...properties}
          class="organize-line"
          rows={1}
          value={value}
          lang={lang}
          dir={isExact ? 'ltr' : lang === undefined ? undefined : 'auto'}
          autoComplete="off"
          autoCapitalize={isExact ? 'none' : undefined}
          spellcheck={isExact ? false : undefined}
          maxLength={maxLength}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault();
          }}
          onInput={(event) => {
            onChange(event.currentTarget.value);
          }}
          onBlur={(event) => {
            onLeave?.(event.currentTarget.value);
          }}
        />
      )}
    />
  );
}

export interface TextProps extends Omit<FieldProps, 'control'> {
  readonly value: string;
  readonly rows: number;
  readonly lang?: string | undefined;
  readonly isExact?: boolean;
  /** What becomes of what is typed or pasted, at once: her cursor stays where it is. */
  readonly tidy?: (typed: string) => string;
  readonly onChange: (value: string) => void;
  /** When she leaves it. */
  readonly onLeave?: (value: string) => void;
}

/** Several lines of text. */
export function Text({
  value,
  rows,
  lang,
  isExact = false,
  tidy = (typed) => typed,
  onChange,
  onLeave,
  ...field
}: TextProps): JSX.Element {
  return (
    <Field
      {...field}
      control={(properties) => (
        <textarea
          {...properties}
          rows={rows}
          value={value}
          lang={lang}
          dir={isExact ? 'ltr' : lang === undefined ? undefined : 'auto'}
          autoComplete="off"
          autoCapitalize={isExact ? 'none' : undefined}
          spellcheck={isExact ? false : undefined}
          translate={isExact ? false : undefined}
          onInput={(event) => {
            const { currentTarget: area } = event;
            const tidied = tidy(area.value);
            if (tidied !== area.value) {
              const cursor = tidy(area.value.slice(0, area.selectionStart)).length;
              area.value = tidied;
              area.setSelectionRange(cursor, cursor);
            }
            onChange(tidied);
          }}
          onBlur={(event) => {
            onLeave?.(event.currentTarget.value);
          }}
        />
      )}
    />
  );
}

export interface MenuProps<T extends string | number> extends Omit<FieldProps, 'control'> {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string; readonly lang?: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a menu. */
export function Menu<T extends string | number>({
  value,
  options,
  onChange,
  ...field
}: MenuProps<T>): JSX.Element {
  return (
    <Field
      {...field}
      control={(properties) => (
        <select
          {...properties}
          value={String(value)}
          onChange={(event) => {
            const chosen = options.find((one) => String(one.value) === event.currentTarget.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={String(option.value)} lang={option.lang}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    />
  );
}
