// The opened names to read: searched, some at a time, each to be left out.
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { type Leaving, type ReleasedNames } from '../../../../protocol/released-names.js';
import {
  leavingCounts,
  leavingOf,
  type NameRow,
  searchNames,
  stretches,
} from '../../../../client/release/name-list.js';
import { useRelease } from '../context.js';

const AT_A_TIME = 50;

export interface NamesProps {
  readonly rows: readonly NameRow[];
  readonly left: ReleasedNames['left'];
  readonly onStrike: (nullifier: string, isStruck: boolean) => void;
}

export function Names({ rows, left, onStrike }: NamesProps): JSX.Element {
  const { say } = useRelease();
  const [query, setQuery] = useState('');
  const [isStruckOnly, setStruckOnly] = useState(false);
  const counts = useMemo(() => leavingCounts({ left }), [left]);
  const leaving = useMemo(() => leavingOf({ left }), [left]);
  const matching = useMemo(() => searchNames(rows, query), [rows, query]);
  const found = useMemo(
    () => (isStruckOnly ? matching.filter((row) => leaving.get(row.nullifier) === 'struck') : matching),
    [matching, isStruckOnly, leaving],
  );
  const reasons = (Object.keys(counts) as Leaving[]).filter((reason) => counts[reason] > 0);
  if (rows.length === 0 && reasons.length === 0) return <p>{say('release.names.none')}</p>;
  return (
    <>
      <p>{say('release.names.what')}</p>
      <ul class="release-leaving" aria-live="polite">
        {reasons.map((reason) => (
          <li key={reason}>{say('release.names.left', { reason, count: counts[reason] })}</li>
        ))}
      </ul>
      {rows.length > 10 && (
        <div class="field">
          <label for="release-search">{say('release.names.search')}</label>
          <input
            id="release-search"
            type="search"
            autoComplete="off"
            spellcheck={false}
            dir="auto"
            value={query}
            onInput={(event) => {
              setQuery(event.currentTarget.value);
            }}
          />
          <p class="small" role="status">
            {query.trim() !== '' && say('release.names.found', { count: found.length })}
          </p>
        </div>
      )}
      {counts.struck > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={isStruckOnly}
            onChange={(event) => {
              setStruckOnly(event.currentTarget.checked);
            }}
          />
          <span>{say('release.names.onlyStruck', { count: counts.struck })}</span>
        </label>
      )}
      <Pages
        key={`${query}/${String(isStruckOnly)}`}
        rows={found}
        leaving={leaving}
        isSearched={query.trim() !== ''}
        onStrike={onStrike}
      />
    </>
  );
}

interface PagesProps extends Pick<NamesProps, 'rows' | 'onStrike'> {
  readonly leaving: ReadonlyMap<string, Leaving>;
  readonly isSearched: boolean;
}

function Pages({ rows, leaving, isSearched, onStrike }: PagesProps): JSX.Element {
  const { say } = useRelease();
  const [wanted, setFrom] = useState(0);
  // Whoever is let in again may leave the last page empty.
  const last = Math.max(0, Math.ceil(rows.length / AT_A_TIME) - 1) * AT_A_TIME;
  const from = Math.min(wanted, last);
  const list = useRef<HTMLUListElement>(null);
  const shown = rows.slice(from, from + AT_A_TIME);
  const after = Math.min(AT_A_TIME, rows.length - from - AT_A_TIME);
  const go = (to: number): void => {
    setFrom(to);
    list.current?.focus();
    list.current?.scrollIntoView();
  };
  return (
    <>
      {!isSearched && rows.length > 2 * AT_A_TIME && <Jump rows={rows} from={from} onJump={setFrom} />}
      <ul class="release-names" tabIndex={-1} ref={list}>
        {shown.map((row) => (
          <Name
            key={row.nullifier}
            row={row}
            leaves={leaving.get(row.nullifier) ?? null}
            onStrike={onStrike}
          />
        ))}
      </ul>
      {rows.length > AT_A_TIME && (
        <div class="actions">
          {from > 0 && (
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                go(Math.max(0, from - AT_A_TIME));
              }}
            >
              {say('release.names.before', { count: AT_A_TIME })}
            </button>
          )}
          {after > 0 && (
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                go(from + AT_A_TIME);
              }}
            >
              {say('release.names.after', { count: after })}
            </button>
          )}
          <span class="small">
            {say('release.names.range', { from: from + 1, to: from + shown.length, all: rows.length })}
          </span>
        </div>
      )}
    </>
  );
}

interface JumpProps extends Pick<NamesProps, 'rows'> {
  readonly from: number;
  readonly onJump: (from: number) => void;
}

/** The parts of a long list by the names that they begin and end with: nobody presses *after* two hundred times. */
function Jump({ rows, from, onJump }: JumpProps): JSX.Element {
  const { say } = useRelease();
  const parts = useMemo(() => stretches(rows, AT_A_TIME), [rows]);
  return (
    <div class="field">
      <label for="release-part">{say('release.names.jump')}</label>
      <select
        id="release-part"
        value={from}
        onChange={(event) => {
          onJump(Number(event.currentTarget.value));
        }}
      >
        {parts.map(({ from: at, first, last }) => (
          <option key={at} value={at}>
            {say('release.names.part', { from: at + 1, first, last })}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NameProps {
  readonly row: NameRow;
  /** Why she isn't shown; null if she is. */
  readonly leaves: Leaving | null;
  readonly onStrike: NamesProps['onStrike'];
}

function Name({ row, leaves, onStrike }: NameProps): JSX.Element {
  const { say } = useRelease();
  const { nullifier, name, title, address } = row;
  const mayStrike = leaves === null || leaves === 'struck';
  return (
    <li class={leaves === null ? undefined : 'release-left'}>
      <div>
        <bdi class="release-name">{name}</bdi>
        {title !== null && (
          <>
            {', '}
            <bdi>{title}</bdi>
          </>
        )}
        {address !== null && (
          <span class="release-address small" dir="ltr">
            {address}
          </span>
        )}
        {!mayStrike && <span class="small soft">{say('release.names.notShown', { reason: leaves })}</span>}
      </div>
      {mayStrike && (
        <label class="check">
          <input
            type="checkbox"
            aria-label={say('release.names.strike', { name })}
            checked={leaves === 'struck'}
            onChange={(event) => {
              onStrike(nullifier, event.currentTarget.checked);
            }}
          />
          <span aria-hidden="true">{say('release.names.strikeShort')}</span>
        </label>
      )}
    </li>
  );
}
