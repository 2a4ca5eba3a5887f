// How a released edition is passed on: links to other sites with a text for each, the same for everybody.
import type { JSX } from 'preact';
import type { Released } from '../../../origin/editions/editions.service.js';
import { useView } from '../view.js';
import { ShareLinks } from './share-links.js';

export function PassOnPage({ released }: { readonly released: Released }): JSX.Element {
  const { say, link } = useView();
  const { letter, edition, url } = released;
  return (
    <div class="page prose">
      <h1>{say('share.release')}</h1>
      <ShareLinks manifest={letter.manifest} count={edition.count} url={url} heading="h2" />
      <p>
        <a href={link(`/l/${letter.id}/press/${edition.edition}`)}>{say('share.toPress')}</a>
      </p>
    </div>
  );
}
