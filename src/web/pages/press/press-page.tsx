// An edition for who reports on it: what was counted, the letter, how it was verified, and what to take along. protocol.md#edition
import type { JSX } from 'preact';
import { After } from '../after/after.js';
import { Contact } from '../contact.js';
import { directionOf } from '../letter/language.js';
import { useWorkplaces } from '../letter/letter-page.js';
import { dayIn, Moment } from '../letter/moment.js';
import { useDrawnText } from '../letter/use-drawn-text.js';
import { Said } from '../said.js';
import { usePercent } from '../percent.js';
import { useView } from '../view.js';
import { Citation, Evidence, type PartProps } from './evidence.js';
import { Names } from './names.js';
import { Roles, Workplaces } from './numbers.js';
import { Verification } from './verification.js';

export function PressPage({ facts }: PartProps): JSX.Element {
  const { released, isUnderEmbargo, after } = facts;
  const { letter, edition } = released;
  const { say, link } = useView();
  return (
    <>
      <div class="page press">
        {isUnderEmbargo && <Embargo facts={facts} />}
        <Head facts={facts} />
        <Facts facts={facts} />
        <Workplaces released={released} />
        <Roles released={released} />
        <Names released={released} />
      </div>
      <Letter facts={facts} />
      {after !== undefined && (
        <div class="page press">
          <After manifest={letter.manifest} id={letter.id} after={after} />
        </div>
      )}
      <div class="page press">
        <Verification released={released} />
        <Evidence facts={facts} />
        <Citation facts={facts} />
        {!isUnderEmbargo && (
          <p class="no-print">
            <a href={link(`/l/${letter.id}/press/${edition.edition}/share`)}>{say('share.release')}</a>
          </p>
        )}
      </div>
    </>
  );
}

function Embargo({ facts: { released } }: PartProps): JSX.Element {
  const { say } = useView();
  const { embargo } = released.edition;
  return (
    <div class="notice warning">
      <strong>
        {embargo !== null && (
          <Said
            text="press.embargoed"
            parts={{ when: <Moment at={embargo} zone={released.letter.manifest.timeZone} /> }}
          />
        )}
      </strong>
      <p>{say('press.embargoedMeans')}</p>
    </div>
  );
}

function Head({ facts: { released } }: PartProps): JSX.Element {
  const { say, link } = useView();
  const percent = usePercent();
  const { letter, edition, share, headcount } = released;
  const { title, addressee, language } = letter.manifest.letter;
  const own = { lang: language, dir: directionOf(language) };
  return (
    <header class="press-head">
      <p class="soft">
        <Said
          text="press.kicker"
          values={{ workplaces: useWorkplaces(letter) }}
          parts={{ addressee: <span {...own}>{addressee}</span> }}
        />
      </p>
      <h1 {...own}>{title}</h1>
      <p class="press-count">
        <strong>{say('press.count', { count: edition.count })}</strong>
      </p>
      <p>
        {share !== undefined &&
          headcount !== null &&
          `${say('press.share', { share: percent(share), headcount })} `}
        {say('press.each')}
      </p>
      <p class="no-print">
        <a href={link(`/l/${letter.id}`)}>{say('press.toLetter')}</a>
      </p>
    </header>
  );
}

function Facts({ facts: { released, isUnderEmbargo } }: PartProps): JSX.Element {
  const { say } = useView();
  const { letter, edition } = released;
  const { timeZone, approvals, organizers, threshold, pressContact, occasion } = letter.manifest;
  return (
    <dl class="facts">
      <div>
        <dt>{say('press.asOf')}</dt>
        <dd>
          <Moment at={edition.asOf} zone={timeZone} />
        </dd>
        <dd class="small soft">{say('press.asOfMeans')}</dd>
      </div>
      {edition.embargo !== null && !isUnderEmbargo && (
        <div>
          <dt>{say('press.embargo')}</dt>
          <dd>
            <Said
              text="press.embargoUntil"
              parts={{ when: <Moment at={edition.embargo} zone={timeZone} /> }}
            />
          </dd>
        </div>
      )}
      <div>
        <dt>{say('press.contact')}</dt>
        <dd dir="auto">
          {pressContact === null ? say('press.noContact') : <Contact contact={pressContact} />}
        </dd>
      </div>
      <div>
        <dt>{say('press.released')}</dt>
        <dd>{edition.approvedBy.map(({ label }) => label).join(' · ')}</dd>
        <dd class="small soft">{say('press.releasedMeans', { approvals, organizers: organizers.length })}</dd>
      </div>
      <div>
        <dt>{say('press.threshold')}</dt>
        <dd>{say('press.thresholdMeans', { threshold })}</dd>
      </div>
      {occasion !== null && (
        <div>
          <dt>{say('press.occasion')}</dt>
          <dd dir="auto">{occasion}</dd>
        </div>
      )}
    </dl>
  );
}

/** As on the letter's own page, without a line to sign on. */
function Letter({ facts: { released } }: PartProps): JSX.Element {
  const { manifest } = released.letter;
  const { letter: text } = manifest;
  const { body, notes } = useDrawnText(text, 3);
  const own = { lang: text.language, dir: directionOf(text.language) };
  return (
    <article class="letter press-letter" aria-labelledby="letter">
      <header {...own}>
        <p class="letter-date">
          <time datetime={manifest.opensAt}>
            {dayIn(text.language, manifest.opensAt, manifest.timeZone, 'en')}
          </time>
        </p>
        <p class="letter-to">{text.addressee}</p>
        <h2 id="letter">{text.title}</h2>
      </header>
      <div class="letter-body" {...own}>
        {body}
      </div>
      {notes !== null && (
        <div class="notes" {...own}>
          {notes}
        </div>
      )}
    </article>
  );
}
