// What a check found: the report of a valid bundle, or why there is none.
import type { JSX } from 'preact';
import type { Refusal } from '../../../client/verify/bundle-report.js';
import { refusalInWords } from '../../../client/verify/report-words.js';
import type { Outcome } from '../../../client/verify/verification.js';
import { ReportView } from './report-view.js';
import type { Say } from './texts.js';

export interface FoundProps {
  readonly say: Say;
  readonly outcome: Outcome;
  readonly onAgain: () => void;
}

export function Found({ say, outcome, onAgain }: FoundProps): JSX.Element {
  return (
    <>
      {outcome.is === 'valid' && <ReportView say={say} report={outcome.report} />}
      {outcome.is === 'refused' && <Refused say={say} refusal={outcome.refusal} />}
      {outcome.is !== 'valid' && outcome.is !== 'refused' && (
        <div class={outcome.is === 'stopped' ? 'notice' : 'notice warning'}>
          <h2 tabIndex={-1}>{say(`verify.${outcome.is}`)}</h2>
          <p>{say(`verify.${outcome.is}Means`)}</p>
        </div>
      )}
      <div class="actions">
        <button type="button" class="button quiet" onClick={onAgain}>
          {say('verify.again')}
        </button>
      </div>
    </>
  );
}

function Refused({ say, refusal }: { readonly say: Say; readonly refusal: Refusal }): JSX.Element {
  const { verdict, code, place, message } = refusal;
  const { what, why, next } = refusalInWords(say, refusal);
  return (
    <>
      <div class={verdict === 'invalid' ? 'notice error' : 'notice warning'}>
        <h2 tabIndex={-1}>{what}</h2>
        <p>{why}</p>
      </div>
      <dl class="facts">
        <div>
          <dt>{say('verify.code')}</dt>
          <dd>
            <code dir="ltr">{code}</code>
          </dd>
        </div>
        {place !== null && (
          <div>
            <dt>{say('verify.place')}</dt>
            <dd>
              <code class="verify-id" dir="ltr">
                {place}
              </code>{' '}
              {place.includes('[') && <span class="soft">{say('verify.placeCounts')}</span>}
            </dd>
          </div>
        )}
        <div>
          <dt>{say('verify.message')}</dt>
          <dd lang="en" dir="ltr">
            {message}
          </dd>
        </div>
      </dl>
      <p>{next}</p>
    </>
  );
}
