// Who is named, as they wrote it themselves; an address only where its owner agreed. protocol.md#released-names
import type { JSX } from 'preact';
import type { Released } from '../../../origin/editions/editions.service.js';
import { formatsOf } from '../letter/language.js';
import { useView } from '../view.js';

export function Names({ released: { edition } }: { readonly released: Released }): JSX.Element {
  const { say, locale } = useView();
  const { struck } = edition;
  // In the edition they stand in an order without meaning.
  const { compare } = new Intl.Collator(formatsOf(locale));
  const names = edition.names.toSorted((a, b) => compare(a.name, b.name));
  return (
    <section class="press-part">
      <h2>{say('press.names')}</h2>
      {names.length === 0 ? (
        <p>{say('press.namesNone')}</p>
      ) : (
        <>
          <p>
            {say('press.namesCount', { names: names.length })} {say('press.namesMeans')}
          </p>
          <ul class="press-names">
            {names.map(({ name, title, address }) => (
              <li>
                <bdi>{name}</bdi>
                {title !== null && (
                  <>
                    , <bdi>{title}</bdi>
                  </>
                )}
                {address !== null && <span class="soft"> {address}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {struck > 0 && <p class="soft">{say('press.struck', { struck })}</p>}
    </section>
  );
}
