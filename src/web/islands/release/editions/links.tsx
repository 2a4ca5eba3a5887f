// Private links to an edition under embargo: made, shown once, listed, revoked. protocol.md#embargo-links
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { makeEmbargoLink, revokeEmbargoLink } from '../../../../client/release/embargo-links.js';
import { organizer } from '../../organize/flow.js';
import { Button } from '../../organize/parts/button.js';
import { Line } from '../../organize/parts/field.js';
import { useRelease } from '../context.js';

export interface LinksProps {
  /** The edition's digest, base64url. */
  readonly edition: string;
}

/** What is told once. */
interface Made {
  readonly label: string;
  readonly url: string;
  readonly bundle: string;
}

export function Links({ edition }: LinksProps): JSX.Element {
  const { say, letter, view, act } = useRelease();
  const [label, setLabel] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [made, setMade] = useState<Made>();
  const links = view.links.filter((link) => link.edition === edition);

  const make = (): void => {
    const wanted = label.trim();
    if (wanted === '') {
      setMissing(true);
      return;
    }
    void act('editions', async () => {
      const { token } = await makeEmbargoLink(organizer(), letter, { edition, label: wanted });
      const access = `?access=${token}`;
      setMade({
        label: wanted,
        url: `${location.origin}/l/${letter.id}/press/${edition}${access}`,
        bundle: `/api/v1/letters/${letter.id}/editions/${edition}.bundle${access}`,
      });
      setLabel('');
      return undefined;
    });
  };
  return (
    <>
      <h4>{say('release.links.heading')}</h4>
      <p>{say('release.links.what')}</p>
      {made !== undefined && <MadeLink key={made.url} made={made} />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <Line
          id={`release-link-${edition.slice(0, 8)}`}
          label={say('release.links.label')}
          hint={say('release.links.labelHint')}
          error={isMissing ? say('release.links.labelMissing') : undefined}
          value={label}
          maxLength={80}
          onChange={(value) => {
            setMissing(false);
            setLabel(value);
          }}
        />
        <div class="actions">
          <Button look="quiet">{say('release.links.make')}</Button>
        </div>
      </form>
      {links.length > 0 && (
        <>
          <h4>{say('release.links.list')}</h4>
          <ul class="organize-letters">
            {links.map(({ link, label: whom, revoked }) => (
              <li key={link}>
                <bdi>{whom}</bdi>{' '}
                {revoked ? (
                  <span class="soft">{say('release.links.revoked')}</span>
                ) : (
                  <button
                    type="button"
                    class="link-button"
                    aria-label={say('release.links.revoke', { label: whom })}
                    onClick={() =>
                      void act('editions', async () => {
                        await revokeEmbargoLink(organizer(), letter, link);
                        return { key: 'release.links.revokedNow', values: { label: whom } };
                      })
                    }
                  >
                    {say('release.links.revokeShort')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function MadeLink({ made }: { readonly made: Made }): JSX.Element {
  const { say } = useRelease();
  const [copied, setCopied] = useState<boolean>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
  }, []);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(made.url);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div class="notice success" tabIndex={-1} ref={place}>
      <p>{say('release.links.made', { label: made.label })}</p>
      <p class="copyable" dir="ltr">
        <code>{made.url}</code>
      </p>
      <div class="actions">
        <button type="button" class="button" onClick={() => void copy()}>
          {say('release.links.copy')}
        </button>
        <a class="button quiet" href={made.bundle} download>
          {say('release.editions.bundle')}
        </a>
      </div>
      <p class="small" role="status">
        {copied !== undefined && say(copied ? 'release.links.copied' : 'release.links.notCopied')}
      </p>
    </div>
  );
}
