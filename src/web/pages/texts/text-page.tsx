// One text of the operator's, or the one that is there without any.
import type { JSX } from 'preact';
import { defaultText, type TextName } from '../../locales/default-texts.js';
import { escapeMarkdown, markdown } from '../markdown.js';
import { OperatorFacts, type Operator } from '../operator.js';
import { useView } from '../view.js';

export interface TextPageProps {
  readonly name: TextName;
  /** The operator's Markdown. */
  readonly own: string | undefined;
  readonly operator: Operator;
  readonly roles: { readonly issuer: boolean; readonly origin: boolean };
}

export function TextPage({ name, own, operator, roles }: TextPageProps): JSX.Element {
  const { say } = useView();
  const who = operator.name === undefined ? say('texts.noOperator') : escapeMarkdown(operator.name);
  const text: Parts & { readonly body: string } =
    own === undefined
      ? // English in whatever language the page is, and marked so: only operators write texts in others.
        { language: 'en', direction: 'ltr', body: defaultText(name, { operator: who, ...roles }) }
      : partsOf(own);
  const labels = { notes: say('markdown.notes'), note: say('markdown.note'), back: say('markdown.back') };
  return (
    <div class="page prose">
      <h1 lang={text.heading === undefined ? undefined : text.language} dir="auto">
        {text.heading ?? say(`site.${name}`)}
      </h1>
      <div
        lang={text.language}
        dir={text.direction ?? 'auto'}
        {...markdown(text.body, { headings: 2, labels, paths: true })}
      />
      {own === undefined && <OperatorFacts {...operator} />}
    </div>
  );
}

interface Parts {
  /** Of the body, where it is known. */
  readonly direction?: 'ltr' | undefined;
  readonly language?: string | undefined;
  readonly heading?: string | undefined;
  readonly body: string;
}

/** A text may begin with the language that it is in (`lang: de`), and with its heading. */
function partsOf(text: string): Parts {
  const [line, language] = /^lang: *([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*) *(?:\r?\n)+/.exec(text) ?? [''];
  const rest = text.slice(line.length);
  const [first, heading] = /^# +(.+?)(?: +#+)? *(?:\r?\n|$)/.exec(rest) ?? [''];
  return { language, heading, body: rest.slice(first.length) };
}
