// A problem, where a page should have been.
import type { JSX } from 'preact';
import type { Problem } from '../../common/problem.js';
import { errorText } from './error-text.js';
import { formatsOf } from './letter/language.js';
import { dayIn } from './letter/moment.js';
import { useView } from './view.js';

export function ErrorPage({ problem }: { readonly problem: Problem }): JSX.Element {
  const { say, link, locale } = useView();
  const { title, detail } = errorText(say, problem);
  const { on = '', reason = '' } = problem.values ?? {};
  return (
    <div class="page prose">
      <h1>{title}</h1>
      <p>{detail}</p>
      {problem.code === 'letter_withheld' && (
        <dl class="facts">
          <div>
            <dt>{say('error.withheldOn')}</dt>
            <dd>
              {on === '' ? (
                say('error.withheldNoDate')
              ) : (
                <time datetime={on}>{dayIn(formatsOf(locale), on, 'UTC', 'en')}</time>
              )}
            </dd>
          </div>
          <div>
            <dt>{say('error.withheldReason')}</dt>
            <dd dir="auto">{reason === '' ? say('error.withheldNoReason') : reason}</dd>
          </div>
        </dl>
      )}
      <ul class="links">
        <li>
          <a href={link('/')}>{say('error.home')}</a>
        </li>
        <li>
          <a href={link('/about')}>{say('error.operator')}</a>
        </li>
      </ul>
    </div>
  );
}
