// The report of a valid bundle, in the words of the command line.
import type { ComponentChildren, JSX } from 'preact';
import type { Report, ReportedRoles } from '../../../client/verify/bundle-report.js';
import {
  NOT_PROVEN,
  nameInWords,
  PROVEN,
  rolesInWords,
  workplaceInWords,
} from '../../../client/verify/report-words.js';
import { momentInWords } from './in-words.js';
import type { Say } from './texts.js';

export interface ReportViewProps {
  readonly say: Say;
  readonly report: Report;
}

export function ReportView({ say, report }: ReportViewProps): JSX.Element {
  return (
    <>
      <div class="notice success">
        <h2 tabIndex={-1}>{say('verify.valid')}</h2>
        <p>{say('verify.validMeans', { count: report.count })}</p>
      </div>
      <Facts say={say} report={report} />
      <h3>{say('verify.byWorkplace')}</h3>
      <ul>
        {report.workplaces.map((workplace) => (
          <li>
            <bdi>{workplaceInWords(say, workplace)}</bdi>
          </li>
        ))}
      </ul>
      <Names say={say} report={report} />
      <Roles say={say} roles={report.roles} />
      <h3>{say('verify.proven')}</h3>
      <ul>
        {PROVEN.map((what) => (
          <li>{say(`verify.proven.${what}`)}</li>
        ))}
      </ul>
      <h3>{say('verify.notProven')}</h3>
      <ul>
        {NOT_PROVEN.map((what) => (
          <li>{say(`verify.notProven.${what}`)}</li>
        ))}
      </ul>
    </>
  );
}

function Facts({ say, report }: ReportViewProps): JSX.Element {
  const { letter, embargo, approvals, organizers } = report;
  const time = (at: string): string => momentInWords(at, letter.timeZone);
  const names = report.approvedBy.join(', ');
  return (
    <dl class="facts">
      <Fact term={say('verify.letter')}>
        <span lang={letter.language} dir="auto">
          {letter.title}
        </span>
      </Fact>
      <Fact term={say('verify.to')}>
        <span lang={letter.language} dir="auto">
          {letter.addressee}
        </span>
      </Fact>
      <Fact term={say('verify.letterId')}>
        <code class="verify-id" dir="ltr">
          {letter.id}
        </code>
      </Fact>
      <Fact term={say('verify.threshold')}>{report.threshold}</Fact>
      <Fact term={say('verify.countedAt')}>
        <time dateTime={report.countedAt}>
          {say('verify.countedAtEpoch', { time: time(report.countedAt), epoch: report.epoch })}
        </time>
      </Fact>
      <Fact term={say('verify.edition')}>
        <code class="verify-id" dir="ltr">
          {report.edition}
        </code>
      </Fact>
      <Fact term={say('verify.embargo')}>
        {embargo === null ? (
          say('verify.embargoNone')
        ) : (
          <time dateTime={embargo}>{say('verify.embargoUntil', { time: time(embargo) })}</time>
        )}
      </Fact>
      <Fact term={say('verify.approved')}>{say('verify.approvedBy', { names, approvals, organizers })}</Fact>
      {report.pressContact !== null && (
        <Fact term={say('verify.contact')}>
          <bdi>{report.pressContact}</bdi>
        </Fact>
      )}
    </dl>
  );
}

function Fact({
  term,
  children,
}: {
  readonly term: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Names({ say, report: { names, count } }: ReportViewProps): JSX.Element {
  const more = names.all - names.shown.length;
  return (
    <>
      {names.all === 0 ? (
        <p>{say('verify.noNames')}</p>
      ) : (
        <h3>{say('verify.names', { names: names.all, count })}</h3>
      )}
      {names.all > 0 && (
        <ul>
          {names.shown.map((name) => (
            <li>
              <bdi>{nameInWords(say, name)}</bdi>
            </li>
          ))}
          {more > 0 && <li>{say('verify.moreNames', { more })}</li>}
        </ul>
      )}
      {names.struck > 0 && <p>{say('verify.struck', { struck: names.struck })}</p>}
    </>
  );
}

function Roles({ say, roles }: { readonly say: Say; readonly roles: readonly ReportedRoles[] }): JSX.Element {
  if (roles.length === 0) return <p>{say('verify.noRoles')}</p>;
  return (
    <>
      <h3>{say('verify.roles')}</h3>
      <ul>
        {roles.map((one) => (
          <li>
            <bdi>{rolesInWords(say, one)}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
