// What happened since a letter was released: the timeline, who supports it, which organizations stand with it. Apart from the
// employees' count, in words and in place.
import type { JSX } from 'preact';
import type { Manifest } from '../../../protocol/manifest.js';
import { dayIn } from '../letter/moment.js';
import { formatsOf } from '../letter/language.js';
import { useView } from '../view.js';
import type { AfterFacts, EntryFacts } from './after-facts.service.js';

export interface AfterProps {
  readonly manifest: Pick<Manifest, 'letter'>;
  /** The letter's. */
  readonly id: string;
  readonly after: AfterFacts;
}

export function After(props: AfterProps): JSX.Element {
  return (
    <>
      <Timeline {...props} />
      <Support {...props} />
      <Organizations {...props} />
    </>
  );
}

function Timeline({ manifest, after }: AfterProps): JSX.Element {
  const { say } = useView();
  return (
    <section class="after" aria-labelledby="since">
      <h2 id="since">{say('after.since')}</h2>
      {after.entries.length > 0 && (
        <ol class="timeline">
          {after.entries.map((one) => (
            <li id={`since-${one.entry}`} class={one.kind === 'answered' ? 'answered' : undefined}>
              <p class="timeline-head">
                <strong>{say(`after.kind.${one.kind}`)}</strong> <Day day={one.day} />
              </p>
              <p dir="auto">
                <Text entry={one} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {after.noAnswerYet && (
        <p>
          <strong>{say('after.noAnswer', { addressee: manifest.letter.addressee })}</strong>
        </p>
      )}
      <p class="small soft">{say('after.sinceMeans')}</p>
    </section>
  );
}

function Support({ after: { support } }: AfterProps): JSX.Element | null {
  const { say } = useView();
  if (support.length === 0) return null;
  return (
    <section class="after" aria-labelledby="support">
      <h2 id="support">{say('after.support')}</h2>
      <ul>
        {support.map((one) => (
          <li dir="auto">
            <Text entry={one} />
          </li>
        ))}
      </ul>
      <p class="small soft">{say('after.supportMeans')}</p>
    </section>
  );
}

function Organizations({ id, after: { organizations } }: AfterProps): JSX.Element {
  const { say, link } = useView();
  return (
    <section class="after" aria-labelledby="organizations">
      <h2 id="organizations">{say('after.organizations')}</h2>
      {organizations.length > 0 && (
        <>
          <p>{say('after.organizationsCount', { count: organizations.length })}</p>
          <ul class="organizations">
            {organizations.map(({ name, kind, domain }) => (
              <li>
                <bdi>{name}</bdi> <span class="soft">{say(`after.organization.${kind}`)}</span>{' '}
                <bdi class="small soft">{domain}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="small soft">{say('after.organizationsMean')}</p>
      <p class="no-print">
        <a href={link(`/l/${id}/cosign`)}>{say('after.toCosign')}</a>
      </p>
    </section>
  );
}

function Text({ entry: { text, link } }: { readonly entry: EntryFacts }): JSX.Element {
  if (link === null) return <>{text}</>;
  const { hostname } = new URL(link);
  return (
    <>
      <a href={link} rel="noreferrer nofollow ugc external">
        {text}
      </a>{' '}
      <bdi class="small soft">{hostname}</bdi>
    </>
  );
}

function Day({ day }: { readonly day: string }): JSX.Element {
  const { locale } = useView();
  return (
    <time class="soft" datetime={day}>
      {dayIn(formatsOf(locale), `${day}T00:00:00Z`, 'UTC', 'en')}
    </time>
  );
}
