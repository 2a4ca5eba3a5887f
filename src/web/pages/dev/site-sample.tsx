// The first page, mail in development, tables of running text, and where a file is checked: site.css, verify.css. docs/design.md
import type { JSX } from 'preact';
import { useView } from '../view.js';

export function HomeSample(): JSX.Element {
  const { say } = useView();
  return (
    <div class="page home">
      <h2>{say('dev.home')}</h2>
      <div class="ways">
        {(['dev.choice', 'dev.term', 'dev.step'] as const).map((key) => (
          <div key={key}>
            <h3>{say(key)}</h3>
            <p>{say('dev.small')}</p>
          </div>
        ))}
      </div>
      <ul class="letters">
        <li>
          <h3>
            <a href="#dev-letter">{say('dev.letterTitle')}</a>
          </h3>
          <p>{say('dev.letterTo')}</p>
          <p>
            <strong>{say('dev.counted')}</strong>
          </p>
        </li>
      </ul>
      <ol class="mails">
        <li>
          <h3>{say('dev.address')}</h3>
          <p class="soft">{say('dev.small')}</p>
        </li>
      </ol>
      <div class="table" tabIndex={0} role="group" aria-label={say('dev.table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('dev.select')}</th>
              <th scope="col" class="align-center">
                {say('dev.choice')}
              </th>
              <th scope="col" class="align-right">
                {say('dev.small')}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{say('dev.select')}</td>
              <td class="align-center">{say('dev.choice')}</td>
              <td class="align-right">{say('dev.count')}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}

export function VerifySample(): JSX.Element {
  const { say } = useView();
  return (
    <div class="page verify">
      <h2>{say('dev.verifier')}</h2>
      <div class="verify-place field verify-drop">
        <label for="dev-file">{say('dev.field')}</label>
        <p class="hint">{say('dev.hint')}</p>
        <input id="dev-file" type="file" />
        <p class="verify-chosen">{say('dev.small')}</p>
      </div>
      <div class="field">
        <label for="dev-id">{say('dev.code')}</label>
        <textarea id="dev-id" class="verify-id" rows={2} />
      </div>
      <h3>{say('dev.subheading')}</h3>
      <code class="verify-id">khigohamidxyi2ckgkake4j4akyyprnc</code>
    </div>
  );
}
