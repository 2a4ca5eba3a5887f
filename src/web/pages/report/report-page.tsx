// Whom to tell about a letter, what to say, and what comes of it.
import type { JSX } from 'preact';
import { OperatorFacts, type Operator } from '../operator.js';
import { useView } from '../view.js';

export interface ReportPageProps {
  /** The letter's id, if it is known which. */
  readonly letter: string | undefined;
  readonly operator: Operator;
}

export function ReportPage({ letter, operator }: ReportPageProps): JSX.Element {
  const { say } = useView();
  return (
    <div class="page prose">
      <h1>{say('report.title')}</h1>
      <p>{say('report.lead')}</p>
      <OperatorFacts {...operator} />
      <h2>{say('report.what')}</h2>
      <ul>
        <li>
          {letter === undefined ? say('report.whichLink') : say('report.whichId')}
          {letter !== undefined && <p class="copyable">{letter}</p>}
        </li>
        <li>{say('report.why')}</li>
        <li>{say('report.who')}</li>
      </ul>
      <div class="notice">
        <p>{say('report.notYourself')}</p>
      </div>
      <h2>{say('report.then')}</h2>
      <p>{say('report.takeDown')}</p>
      <p>{say('report.cannot')}</p>
    </div>
  );
}
