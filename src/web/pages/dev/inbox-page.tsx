// Mail that this server sent, codes first.
import type { JSX } from 'preact';
import type { DevMessage } from '../../../common/mailer/dev-inbox.js';
import { useView } from '../view.js';

const CODE = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/;

export function InboxPage({ messages }: { readonly messages: readonly DevMessage[] }): JSX.Element {
  const { say } = useView();
  return (
    <div class="page">
      <h1>{say('dev.inbox')}</h1>
      <p class="soft">{say('dev.inboxMeans')}</p>
      {messages.length === 0 && <p>{say('dev.noMail')}</p>}
      <ol class="mails">
        {messages.map((mail, index) => (
          <Mail key={index} mail={mail} />
        ))}
      </ol>
    </div>
  );
}

function Mail({ mail: { to, subject, text } }: { readonly mail: DevMessage }): JSX.Element {
  const { say } = useView();
  const code = CODE.exec(text)?.[0];
  return (
    <li>
      <h2>
        <a href={`/dev/inbox?to=${encodeURIComponent(to)}`}>{to}</a>
      </h2>
      <p class="soft">{subject}</p>
      {code !== undefined && <p class="mail-code">{code}</p>}
      <details>
        <summary>{say('dev.wholeMail')}</summary>
        <pre>{text.trim()}</pre>
      </details>
    </li>
  );
}
