// What a letter's signers agree to, in plain words. protocol.md#manifest
import type { ComponentChildren, JSX } from 'preact';
import { domainToUnicode } from 'node:url';
import { fromBase64url } from '../../../protocol/codec.js';
import { hostOf } from '../../../protocol/hosts.js';
import { letterId, type Manifest } from '../../../protocol/manifest.js';
import { duration } from '../../locales/duration.js';
import { Said } from '../said.js';
import { useView } from '../view.js';
import { formatsOf, listed } from './language.js';
import type { LetterFacts } from './letter-facts.service.js';
import { Moment } from './moment.js';

export function Terms({ facts }: { readonly facts: LetterFacts }): JSX.Element {
  const { say, locale, link } = useView();
  const { manifest, closesAt, closesEarly } = facts;
  const { threshold, countStep, minimumCell, organizers, approvals, timeZone } = manifest;
  return (
    <section class="page terms" aria-labelledby="terms">
      <h2 id="terms">{say('letter.terms')}</h2>
      <dl class="facts">
        <Fact name={say('letter.whoCanSign')}>
          {manifest.workplaces.map((workplace) => (
            <dd>{domainsOf(workplace)}</dd>
          ))}
          <dd>{say('letter.oneEach')}</dd>
        </Fact>
        <Fact name={say('letter.when')}>
          <dd>
            <Said
              text="letter.fromTo"
              parts={{
                opens: <Moment at={manifest.signsFrom ?? manifest.opensAt} zone={timeZone} />,
                closes: <Moment at={manifest.closesAt} zone={timeZone} check="closesAt" />,
              }}
            />
          </dd>
          {closesEarly && (
            <dd>
              <Said text="letter.openEarly" parts={{ closes: <Moment at={closesAt} zone={timeZone} /> }} />
            </dd>
          )}
        </Fact>
        <Fact
          name={
            <Said
              text="letter.below"
              parts={{
                threshold: (
                  <data value={threshold} data-check="threshold">
                    {new Intl.NumberFormat(formatsOf(locale)).format(threshold)}
                  </data>
                ),
              }}
            />
          }
        >
          <dd>{say('letter.belowMeans')}</dd>
        </Fact>
        <Fact name={say('letter.above', { threshold })}>
          <dd>{say('letter.aboveMeans', { countStep, ...duration(manifest.epochSeconds) })}</dd>
          <dd>{say('letter.smallGroups', { minimumCell })}</dd>
        </Fact>
        <Fact name={say('letter.release')}>
          <dd>{say('letter.releaseMeans', { approvals, organizers: organizers.length })}</dd>
          <dd>
            <Said
              text="letter.releaseBy"
              parts={{ when: <Moment at={manifest.releaseBy} zone={timeZone} /> }}
            />
          </dd>
        </Fact>
        <Fact name={say('letter.shown')}>
          <Shown manifest={manifest} />
        </Fact>
        <Fact name={say('letter.organizers')}>
          <dd>{organizers.map(({ label }) => label).join(' · ')}</dd>
          <dd>{say('letter.organizersMeans')}</dd>
        </Fact>
        <Fact name={say('letter.issuers')}>
          {issuersOf(manifest).map((issuer) => (
            <dd>{issuer}</dd>
          ))}
          <dd>{say('letter.issuersMeans')}</dd>
        </Fact>
        {manifest.occasion !== null && (
          <Fact name={say('letter.occasion')}>
            <dd>{manifest.occasion}</dd>
          </Fact>
        )}
        {manifest.pressContact !== null && (
          <Fact name={say('letter.press')}>
            <dd>{manifest.pressContact}</dd>
          </Fact>
        )}
        {manifest.supersedes !== null && (
          <Fact name={say('letter.supersedes')}>
            <dd>
              <a href={link(`/l/${letterId(fromBase64url(manifest.supersedes))}`)}>
                {say('letter.supersedesLink')}
              </a>
            </dd>
          </Fact>
        )}
        <Fact name={say('letter.unchanged')}>
          <dd>{say('letter.unchangedMeans')}</dd>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: ComponentChildren;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      {children}
    </div>
  );
}

/** What is shown of a signer, by how she chooses to appear. */
function Shown({ manifest: { roles, nameConditions, minimumCell } }: { manifest: Manifest }): JSX.Element {
  const { say, locale } = useView();
  const language = formatsOf(locale);
  const conditions = nameConditions.map((n) => new Intl.NumberFormat(language).format(n));
  const either = new Intl.ListFormat(language, { type: 'disjunction' });
  return (
    <>
      <dd>{say('letter.shownAnonymous')}</dd>
      {roles.length > 0 && <dd>{say('letter.shownRole', { roles: listed(locale, roles), minimumCell })}</dd>}
      <dd>
        {conditions.length === 0
          ? say('letter.shownName')
          : say('letter.shownNameIf', { conditions: either.format(conditions) })}
      </dd>
    </>
  );
}

/** A workplace with its mail domains, as a mail program shows them and as they are, and how many work there. */
function domainsOf({ name, domains, headcount }: Manifest['workplaces'][number]): ComponentChildren {
  const { say, locale } = useView();
  const shown = domains.map((domain) => {
    const readable = domainToUnicode(domain);
    return readable === domain ? domain : `${readable} (${domain})`;
  });
  return (
    <>
      <strong>{name}</strong>
      <br />
      {say('letter.domains', { domains: listed(locale, shown) })}
      {headcount !== null && ` ${say('letter.headcount', { headcount })}`}
    </>
  );
}

/** Who vouches for mailboxes: each name with its host once. */
function issuersOf({ issuers }: Manifest): string[] {
  return [...new Set(issuers.map(({ name, url }) => `${name} (${hostOf(url)})`))];
}
