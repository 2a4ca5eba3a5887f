// Who runs this server, and how people reach them.
import type { JSX } from 'preact';
import { Contact } from './contact.js';
import { useView } from './view.js';

export interface Operator {
  readonly name: string | undefined;
  readonly contact: string | undefined;
}

export function OperatorFacts({ name, contact }: Operator): JSX.Element {
  const { say } = useView();
  return (
    <dl class="facts">
      <div>
        <dt>{say('texts.operator')}</dt>
        <dd>{name ?? say('texts.noOperator')}</dd>
      </div>
      <div>
        <dt>{say('texts.contact')}</dt>
        <dd>{contact === undefined ? say('texts.noContact') : <Contact contact={contact} />}</dd>
      </div>
    </dl>
  );
}
