// What an edition says, in rows.
import type { JSX } from 'preact';
import type { Edition } from '../../../../protocol/edition.js';
import { Moment } from '../../organize/parts/moment.js';
import { useRelease } from '../context.js';
import { Fact, listed } from '../parts/said.js';

export interface EditionFactsProps {
  /** Not said if it wasn't checked here. */
  readonly count: number | undefined;
  readonly edition: {
    readonly names: readonly unknown[];
    readonly struck: number;
    readonly embargo: string | null;
    readonly roles: Readonly<Edition['roles']>;
  };
  /** Names of those who are left out; not said if it isn't known. */
  readonly without?: readonly string[] | undefined;
}

export function EditionFacts({ count, edition, without }: EditionFactsProps): JSX.Element {
  const { say, letter } = useRelease();
  const { names, struck, embargo, roles } = edition;
  const number = (value: number): string => say('release.count.plain', { count: value });
  return (
    <dl class="facts">
      {count !== undefined && <Fact name={say('release.edition.count')}>{number(count)}</Fact>}
      <Fact name={say('release.edition.names')}>{number(names.length)}</Fact>
      <Fact name={say('release.edition.struck')}>{number(struck)}</Fact>
      {without !== undefined && (
        <Fact name={say('release.drafts.without')}>
          {without.length === 0 ? say('release.drafts.withoutNobody') : <bdi>{listed(without)}</bdi>}
        </Fact>
      )}
      <Fact name={say('release.edition.public')}>
        {embargo === null ? (
          say('release.edition.atOnce')
        ) : (
          <Moment at={embargo} zone={letter.manifest.timeZone} />
        )}
      </Fact>
      {letter.manifest.roles.length > 0 && (
        <Fact name={say('release.edition.table')}>
          {say('release.edition.yesNo', { yes: roles.length > 0 ? 'yes' : 'no' })}
        </Fact>
      )}
    </dl>
  );
}
