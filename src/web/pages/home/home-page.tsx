// What Undersigned is, for whoever comes here without a letter.
import type { JSX } from 'preact';
import type { ReleasedLetter } from '../../../origin/editions/released-letters.service.js';
import { useView } from '../view.js';

/** What brings people here. */
export type Way = 'sign' | 'organize' | 'report';

export interface HomePageProps {
  readonly released: readonly ReleasedLetter[];
  /** Whether starting a letter takes an invitation code. */
  readonly byInvitation: boolean;
  /** Where the API is described. */
  readonly api: string;
}

export function HomePage({ released, byInvitation, api }: HomePageProps): JSX.Element {
  const { say, link } = useView();
  return (
    <div class="page home">
      <h1>{say('home.title')}</h1>
      <p class="lead">{say('home.lead')}</p>
      <section class="ways">
        <WayIn name="sign" />
        <WayIn name="organize" />
        <WayIn name="report" />
      </section>
      <h2>{say('home.released')}</h2>
      {released.length === 0 ? <p>{say('home.noneReleased')}</p> : <Letters released={released} />}
      <h2>{say('home.start')}</h2>
      <p>{say('home.startNeeds')}</p>
      {byInvitation && <p>{say('home.startInvite')}</p>}
      <p>
        <a class="button" href={link('/organize')}>
          {say('home.startLink')}
        </a>
      </p>
      <ul class="links">
        <li>
          <a href={api}>{say('home.api')}</a>
        </li>
      </ul>
      <h2>{say('home.verify')}</h2>
      <p>{say('home.verifyHere')}</p>
      <p>
        <a class="button quiet" href={link('/verify')}>
          {say('home.verifyPage')}
        </a>
      </p>
      <p>{say('home.verifyWhat')}</p>
      <pre class="copyable" dir="ltr">
        {'node dist/src/cli.js verify BUNDLE LETTER-ID'}
      </pre>
      <p>{say('home.verifyOpenssl')}</p>
      <pre class="copyable" dir="ltr">
        {'bash verify.sh BUNDLE LETTER-ID'}
      </pre>
      <p class="small soft">{say('home.verifyNames')}</p>
      <h2>{say('home.promised')}</h2>
      <p>{say('home.promises')}</p>
      <p>{say('home.limits')}</p>
      <ul class="links">
        <li>
          <a href={link('/about')}>{say('home.about')}</a>
        </li>
        <li>
          <a href={link('/privacy')}>{say('home.privacy')}</a>
        </li>
      </ul>
    </div>
  );
}

function WayIn({ name }: { readonly name: Way }): JSX.Element {
  const { say } = useView();
  return (
    <div>
      <h2>{say(`home.${name}Title`)}</h2>
      <p>{say(`home.${name}Text`)}</p>
    </div>
  );
}

function Letters({ released }: Pick<HomePageProps, 'released'>): JSX.Element {
  const { say, link, locale } = useView();
  const day = new Intl.DateTimeFormat(locale.pseudo ? 'en' : locale.tag, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return (
    <ul class="letters">
      {released.map(({ letter: { id, manifest }, count, asOf }) => (
        <li key={id}>
          <h3>
            <a href={link(`/l/${id}`)}>
              <bdi lang={manifest.letter.language}>{manifest.letter.title}</bdi>
            </a>
          </h3>
          <p>
            {say('home.to')} <bdi lang={manifest.letter.language}>{manifest.letter.addressee}</bdi>
          </p>
          <p>
            <strong>{say('home.count', { count })}</strong>{' '}
            <span class="soft">
              {say('home.asOf')} <time datetime={asOf.toISOString()}>{day.format(asOf)}</time>
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
