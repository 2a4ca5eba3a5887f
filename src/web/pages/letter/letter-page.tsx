// A letter, set like one: who it is to, what it says, a line to sign on, its notes; then its terms in plain words.
import type { JSX } from 'preact';
import type { LetterText } from '../../../protocol/manifest.js';
import type { AfterFacts } from '../after/after-facts.service.js';
import { After } from '../after/after.js';
import { useView } from '../view.js';
import { directionOf, formatsOf, listed, nameFor, ownName } from './language.js';
import type { LetterFacts } from './letter-facts.service.js';
import { dayIn } from './moment.js';
import { canSignIn, hasSignPlace, SignBegun, SignPlace } from './sign-place.js';
import { Standing } from './standing.js';
import { Terms } from './terms.js';
import { useDrawnText } from './use-drawn-text.js';

/** More workplaces than this are counted, not named, where there is one line for them. */
const NAMED_WORKPLACES = 3;

export interface LetterPageProps {
  readonly facts: LetterFacts;
  /** The letter's own text, or a translation of it. */
  readonly text: LetterText;
  /** What happened since it was released, if it is. */
  readonly after?: AfterFacts | undefined;
}

export function LetterPage({ facts, text, after }: LetterPageProps): JSX.Element {
  const { say, locale, link } = useView();
  const { id, manifest, phase, tally } = facts;
  const isBinding = text === manifest.letter;
  const check = (what: string): object => (isBinding ? { 'data-check': what } : {});
  const canSign = canSignIn(phase);
  const hasPlace = hasSignPlace(facts, text);
  const { body, notes } = useDrawnText(text);
  const own = { lang: text.language, dir: directionOf(text.language) };
  return (
    <>
      <Languages facts={facts} text={text} />
      {hasPlace && <SignBegun />}
      <article class="letter">
        <header {...own}>
          <p class="letter-date">
            <time datetime={manifest.opensAt}>
              {dayIn(text.language, manifest.opensAt, manifest.timeZone, 'en')}
            </time>
          </p>
          <p class="letter-to" {...check('addressee')}>
            {text.addressee}
          </p>
          <h1 {...check('title')}>{text.title}</h1>
        </header>
        <div class="letter-body" {...own} {...check('body')}>
          {body}
        </div>
        <div class="signing" id="signing">
          <p class="signature">
            {tally.tally === 'reached' && (
              <span class="count" aria-hidden="true">
                {new Intl.NumberFormat(formatsOf(locale)).format(tally.count)}
              </span>
            )}
            {hasPlace && (
              <a class="button" id="sign-button" href="#sign" data-sign>
                {say('letter.sign')}
              </a>
            )}
            {canSign && !isBinding && (
              <a class="button quiet" href={`${link(`/l/${id}`)}#signing`}>
                {say('letter.toBinding')}
              </a>
            )}
          </p>
          <p class="signature-caption">{say('letter.employeesOf', { workplaces: useWorkplaces(facts) })}</p>
          <Standing facts={facts} />
          {hasPlace && (
            <noscript>
              <p class="notice">{say('letter.noScript')}</p>
            </noscript>
          )}
        </div>
        {notes !== null && (
          <div class="notes" {...own} {...check('body')}>
            {notes}
          </div>
        )}
      </article>
      {hasPlace && <SignPlace id={id} />}
      {after !== undefined && (
        <div class="page after-sheet">
          <After manifest={manifest} id={id} after={after} />
        </div>
      )}
      <Terms facts={facts} />
      <ul class="links letter-links">
        <li>
          <a href={link(`/l/${id}/mine`)}>{say('letter.mineLink')}</a>
        </li>
        <li>
          <a href={link(`/l/${id}/share`)}>{say('letter.shareLink')}</a>
        </li>
        <li>
          <a href={withLetter(link('/report'), id)}>{say('letter.reportLink')}</a>
        </li>
      </ul>
    </>
  );
}

/** The other languages of the letter; on a translation, which text is the binding one. */
function Languages({ facts: { id, manifest }, text }: LetterPageProps): JSX.Element | null {
  const { say, locale, link } = useView();
  const { letter, translations } = manifest;
  if (translations.length === 0) return null;
  const others = [letter, ...translations].filter(({ language }) => language !== text.language);
  return (
    <>
      <nav class="letter-languages" aria-label={say('letter.languages')}>
        <ul class="links">
          {others.map(({ language }) => (
            <li>
              <a
                href={link(language === letter.language ? `/l/${id}` : `/l/${id}/in/${language}`)}
                lang={language}
                hreflang={language}
                dir={directionOf(language)}
              >
                {ownName(language)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {text !== letter && (
        <p class="letter-binding">{say('letter.binding', { language: nameFor(locale, letter.language) })}</p>
      )}
    </>
  );
}

/** The letter's workplaces, as part of a sentence. */
export function useWorkplaces({ manifest }: Pick<LetterFacts, 'manifest'>): string {
  const { say, locale } = useView();
  const names = manifest.workplaces.map(({ name }) => name);
  const [first = ''] = names;
  return names.length > NAMED_WORKPLACES
    ? say('letter.manyWorkplaces', { workplace: first, more: names.length - 1 })
    : listed(locale, names);
}

function withLetter(path: string, id: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}letter=${id}`;
}
