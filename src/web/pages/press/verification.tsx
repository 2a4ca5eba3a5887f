// How it was verified, in plain words, and what that doesn't prove. protocol.md#promises
import type { JSX } from 'preact';
import type { Released } from '../../../origin/editions/editions.service.js';
import { listed } from '../letter/language.js';
import { useView } from '../view.js';

const HOW = ['howMailbox', 'howBlind', 'howOnce', 'howText'] as const;

/** What is said of how it was verified. */
export type How = (typeof HOW)[number];

export function Verification({
  released: { letter, edition, methods, cells },
}: {
  readonly released: Released;
}): JSX.Element {
  const { say, locale } = useView();
  const issuers = listed(locale, [...new Set(cells.flatMap((cell) => cell.issuers.map(({ name }) => name)))]);
  const ways = [...new Set(methods.flatMap((one) => one.methods))].map((method) =>
    say(`verify.method.${method}`),
  );
  const values = { issuers, methods: listed(locale, ways) };
  const hasHeadcount = letter.manifest.workplaces.some(({ headcount }) => headcount !== null);
  return (
    <>
      <section class="press-part">
        <h2>{say('press.verification')}</h2>
        <ul>
          {HOW.map((how) => (
            <li>
              <strong>{say(`press.${how}`)}</strong> {say(`press.${how}Means`, values)}
            </li>
          ))}
        </ul>
      </section>
      <section class="press-part">
        <h2>{say('press.notProven')}</h2>
        <ul>
          <li>{say('press.notPerson')}</li>
          <li>{say('press.notIssuer', values)}</li>
          {edition.roles.length > 0 && <li>{say('press.notRoles')}</li>}
          {hasHeadcount && <li>{say('press.notHeadcount')}</li>}
          <li>{say('press.notOrganizers')}</li>
        </ul>
      </section>
    </>
  );
}
