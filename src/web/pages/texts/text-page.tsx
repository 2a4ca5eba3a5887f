// One text of the operator's, or the one that is there without any.
import type { JSX } from 'preact';
import { refusedCharacter } from '../../../protocol/letter-characters.js';
import { DrawnBlocks, DrawnNotes } from '../../letter/drawn-text.js';
import { defaultText, type TextName } from '../../locales/default-texts.js';
import { useNoteLabels } from '../letter/use-drawn-text.js';
import { OperatorFacts, type Operator } from '../operator.js';
import { useView } from '../view.js';
import { type OwnText, readSiteText } from './text-files.js';

export interface TextPageProps {
  readonly name: TextName;
  readonly own: OwnText | undefined;
  readonly operator: Operator;
  readonly roles: { readonly issuer: boolean; readonly origin: boolean };
}

export function TextPage({ name, own, operator, roles }: TextPageProps): JSX.Element {
  const { say } = useView();
  const labels = useNoteLabels();
  const who = inWords(operator.name ?? say('texts.noOperator'));
  const { language, heading, tree } = own ?? {
    // English in whatever language the page is, and marked so: only operators write texts in others.
    language: 'en',
    heading: undefined,
    tree: readSiteText(defaultText(name, { operator: who, ...roles }), name),
  };
  return (
    <div class="page prose">
      <h1 lang={heading === undefined ? undefined : language} dir="auto">
        {heading ?? say(`site.${name}`)}
      </h1>
      <div lang={language} dir={own === undefined ? 'ltr' : 'auto'}>
        <DrawnBlocks blocks={tree.blocks} headings={2} labels={labels} />
        <DrawnNotes notes={tree.notes} labels={labels} />
      </div>
      {own === undefined && <OperatorFacts {...operator} />}
    </div>
  );
}

/** A name as words within a text, whatever signs are in it; what no text may hold is left out. */
function inWords(name: string): string {
  const held = Array.from(name.normalize('NFC')).filter(
    (one) => one === ' ' || refusedCharacter(one) === undefined,
  );
  return held
    .join('')
    .trim()
    .replace(/ +/g, ' ')
    .replace(/[\\*[\]:]/g, '\\$&');
}
