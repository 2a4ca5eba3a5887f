// The links that pass a release on, and a text to copy.
import type { JSX } from 'preact';
import type { Manifest } from '../../../protocol/manifest.js';
import { useWorkplaces } from '../letter/letter-page.js';
import { directionOf } from '../letter/language.js';
import { useView } from '../view.js';
import { sharesOf } from './shares.js';

export interface ShareLinksProps {
  readonly manifest: Manifest;
  readonly count: number;
  /** The edition's page, at the letter's origin. */
  readonly url: string;
  /** Of the text to copy: one below what stands above the links. */
  readonly heading: 'h2' | 'h3';
}

export function ShareLinks({ manifest, count, url, heading: Heading }: ShareLinksProps): JSX.Element {
  const { say } = useView();
  const { addressee, title, language } = manifest.letter;
  const shared = { count, workplaces: useWorkplaces({ manifest }), addressee, title, url };
  return (
    <>
      <p>{say('share.releaseLead')}</p>
      <ul class="links">
        {sharesOf(say, shared).map(({ target, href }) => (
          <li>
            <a href={href} rel="noreferrer nofollow external">
              {say(`share.${target}`)}
            </a>
          </li>
        ))}
      </ul>
      <Heading>{say('share.copy')}</Heading>
      <p class="copyable" dir={directionOf(language)}>
        {say('share.toCopy', shared)}
      </p>
      <p class="small soft">{say('share.linkedinMeans')}</p>
    </>
  );
}
