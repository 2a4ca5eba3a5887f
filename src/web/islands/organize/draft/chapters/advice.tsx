// What a threshold is worth, in plain sentences; a number to begin with, where it is known how many work there.
import type { JSX } from 'preact';
import type { DraftFields } from '../../../../../client/organize/draft-fields.js';
import { thresholdAdvice } from '../../../../../client/organize/threshold-advice.js';
import { headcountOf } from '../../../../../protocol/headcount.js';
import { useOrganize } from '../../context.js';
import { Button } from '../../parts/button.js';
import { pageLanguage } from '../../parts/moment.js';

export interface AdviceProps {
  readonly content: DraftFields;
  readonly minimumCell: number;
  readonly onTake: (threshold: number) => void;
}

export function Advice({ content, minimumCell, onTake }: AdviceProps): JSX.Element {
  const { say } = useOrganize();
  const headcount = headcountOf(content.workplaces ?? []);
  const { threshold } = content;
  const advice = thresholdAdvice({ threshold: threshold ?? 0, minimumCell, headcount });
  const percent = new Intl.NumberFormat(pageLanguage(), { style: 'percent', maximumSignificantDigits: 2 });
  const { suggested, share, mailboxes, others } = advice;
  return (
    <div class="organize-advice">
      {headcount === null ? (
        <p>{say('organize.advice.noHeadcount')}</p>
      ) : (
        suggested !== undefined &&
        suggested !== threshold && (
          <p>
            {say('organize.advice.suggested', { suggested, headcount })}{' '}
            <Button
              look="link"
              onPress={() => {
                onTake(suggested);
              }}
            >
              {say('organize.advice.take', { suggested })}
            </Button>
          </p>
        )
      )}
      {threshold !== undefined && (
        <ul>
          {share !== undefined && headcount !== null && !advice.isImpossible && (
            <li>{say('organize.advice.share', { threshold, headcount, share: percent.format(share) })}</li>
          )}
          <li>{say('organize.advice.hides', { threshold })}</li>
          <li>{say('organize.advice.employer', { mailboxes, others })}</li>
        </ul>
      )}
      {threshold !== undefined && headcount !== null && (
        <>
          {advice.isImpossible && (
            <p class="notice warning">{say('organize.advice.impossible', { headcount })}</p>
          )}
          {advice.isHigh && <p class="notice warning">{say('organize.advice.high')}</p>}
          {advice.isSmall && <p class="notice warning">{say('organize.advice.small', { headcount })}</p>}
        </>
      )}
    </div>
  );
}
