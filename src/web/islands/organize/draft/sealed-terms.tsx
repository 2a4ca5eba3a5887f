// Everything that a sealed manifest says, word for word, as this browser read it from the bytes that are signed.
import type { ComponentChildren, JSX } from 'preact';
import { hostOf } from '../../../../protocol/hosts.js';
import type { Manifest } from '../../../../protocol/manifest.js';
import { SignedText } from '../../signed-text.js';
import { useOrganize } from '../context.js';
import { Moment } from '../parts/moment.js';
import { Sheet } from '../parts/sheet.js';
import { languageName } from './chapters/languages.js';

export function SealedTerms({
  manifest,
  id,
}: {
  readonly manifest: Manifest;
  readonly id: string;
}): JSX.Element {
  const { say } = useOrganize();
  const { timeZone, signsFrom, roles, nameConditions, issuers, organizers } = manifest;
  const when = (at: string): JSX.Element => <Moment at={at} zone={timeZone} />;
  return (
    <Sheet heading={say('organize.exact.heading')} isFirst>
      <p>{say('organize.exact.what')}</p>
      {[manifest.letter, ...manifest.translations].map((text) => (
        <details key={text.language} open={text === manifest.letter}>
          <summary>{say('organize.exact.text', { language: languageName(text.language) })}</summary>
          <SignedText text={text} say={say} />
          <p lang={text.language} dir="auto" translate={false}>
            {text.summary}
          </p>
        </details>
      ))}
      <dl class="facts">
        <Fact name={say('organize.chapter.workplaces')}>
          {manifest.workplaces.map(({ id: key, name, domains, headcount, mailbox }) => (
            <dd key={key}>
              {say('organize.exact.workplace', {
                name,
                domains: domains.join(', '),
                headcount: headcount ?? 0,
                dots: mailbox.dots,
              })}
            </dd>
          ))}
        </Fact>
        <Fact name={say('organize.terms.threshold')}>
          <dd>{manifest.threshold}</dd>
        </Fact>
        <Fact name={say('organize.terms.opensAt')}>
          <dd>{when(manifest.opensAt)}</dd>
        </Fact>
        {signsFrom !== null && (
          <Fact name={say('organize.terms.signsFrom')}>
            <dd>{when(signsFrom)}</dd>
          </Fact>
        )}
        <Fact name={say('organize.terms.closesAt')}>
          <dd>{when(manifest.closesAt)}</dd>
        </Fact>
        <Fact name={say('organize.terms.releaseBy')}>
          <dd>{when(manifest.releaseBy)}</dd>
        </Fact>
        <Fact name={say('organize.exact.numbers')}>
          <dd>
            {say('organize.exact.numbersAre', {
              epoch: manifest.epochSeconds / 60,
              step: manifest.countStep,
              cell: manifest.minimumCell,
              signing: manifest.signing,
            })}
          </dd>
        </Fact>
        <Fact name={say('organize.chapter.appear')}>
          <dd>{say('organize.exact.roles', { roles: roles.join(', '), count: roles.length })}</dd>
          <dd>
            {say('organize.exact.conditions', {
              conditions: nameConditions.join(', '),
              count: nameConditions.length,
            })}
          </dd>
        </Fact>
        <Fact name={say('organize.chapter.organizers')}>
          {organizers.map(({ label, signingKey }) => (
            <dd key={signingKey}>
              {label} <code class="sign-id">{signingKey}</code>
            </dd>
          ))}
          <dd>
            {say('organize.organizers.approvalsOf', {
              approvals: manifest.approvals,
              organizers: organizers.length,
            })}
          </dd>
        </Fact>
        <Fact name={say('organize.exact.issuers')}>
          {[...new Set(issuers.map(({ name, url }) => `${name} (${hostOf(url)})`))].map((one) => (
            <dd key={one}>{one}</dd>
          ))}
        </Fact>
        {manifest.occasion !== null && (
          <Fact name={say('organize.text.occasion')}>
            <dd>{manifest.occasion}</dd>
          </Fact>
        )}
        {manifest.pressContact !== null && (
          <Fact name={say('organize.text.pressContact')}>
            <dd>{manifest.pressContact}</dd>
          </Fact>
        )}
        {manifest.supersedes !== null && (
          <Fact name={say('organize.text.supersedes')}>
            <dd class="sign-id">{manifest.supersedes}</dd>
          </Fact>
        )}
        <Fact name={say('organize.exact.id')}>
          <dd class="sign-id">{id}</dd>
        </Fact>
      </dl>
    </Sheet>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      {children}
    </div>
  );
}
