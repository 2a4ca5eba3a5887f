// What is published: for everybody, or under embargo with its private links. protocol.md#embargo-links
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Sheet } from '../../organize/parts/sheet.js';
import { momentIn } from '../../organize/parts/moment.js';
import { PUBLISHED, useRelease } from '../context.js';
import { Outcome } from '../parts/outcome.js';
import { Links } from './links.js';

export function Editions(): JSX.Element | null {
  const { say, letter, view, note } = useRelease();
  const { editions, embargoed } = view;
  if (editions.length + embargoed.length === 0) return null;
  const press = (edition: string): string => `/l/${letter.id}/press/${edition}${location.search}`;
  return (
    <Sheet heading={say('release.editions.heading')} isFirst>
      {note === PUBLISHED && <Published />}
      {editions.map((edition, i) => (
        <section key={edition} class="release-edition">
          <h3>{say('release.editions.number', { number: i + 1 })}</h3>
          <ul class="links">
            <li>
              <a href={press(edition)}>{say('release.editions.press')}</a>
            </li>
            <li>
              <a href={`/api/v1/letters/${letter.id}/editions/${edition}.bundle`} download>
                {say('release.editions.bundle')}
              </a>
            </li>
            <li>
              <a href={`/verify?letter=${letter.id}`}>{say('release.editions.verify')}</a>
            </li>
          </ul>
        </section>
      ))}
      {embargoed.map(({ edition, embargo }) => (
        <section key={edition} class="release-edition">
          <h3>{say('release.editions.underEmbargo', { at: momentIn(embargo, letter.manifest.timeZone) })}</h3>
          <Links edition={edition} />
        </section>
      ))}
      <Outcome at="editions" />
    </Sheet>
  );
}

/** By what she just did: the focus comes here. */
function Published(): JSX.Element {
  const { say } = useRelease();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div class="notice success" tabIndex={-1} ref={place}>
      <strong>{say('release.published.heading')}</strong>
      <p>{say('release.published.what')}</p>
    </div>
  );
}
