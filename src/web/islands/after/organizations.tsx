// Organizations that ask to co-sign: looked at by an organizer before anybody else sees them.
import type { JSX } from 'preact';
import { acceptCosigner, type Cosigner, removeCosigner } from '../../../client/after/after.js';
import { useOrganize } from '../organize/context.js';
import { Button } from '../organize/parts/button.js';
import type { Act, AfterReleaseProps } from './after-release.js';
import { RemoveButton } from './remove-button.js';

interface OrganizationsProps extends AfterReleaseProps {
  readonly cosigners: readonly Cosigner[];
  readonly act: Act;
}

export function Organizations({ cosigners, organizer, letter, act }: OrganizationsProps): JSX.Element {
  const { say } = useOrganize();
  return (
    <section class="after">
      <h3 tabIndex={-1}>{say('after.form.organizations')}</h3>
      <p>{say('after.form.organizationsLead')}</p>
      {cosigners.length === 0 && <p class="soft">{say('after.form.noOrganizations')}</p>}
      <ul class="after-entries">
        {cosigners.map(({ entry, name, kind, domain, accepted }) => (
          <li key={entry}>
            <p>
              <strong>
                <bdi>{name}</bdi>
              </strong>{' '}
              <bdi>{domain}</bdi>
            </p>
            <p class="soft">
              {say(`after.form.organization.${kind}`)},{' '}
              {say(accepted ? 'after.form.shown' : 'after.form.waiting')}
            </p>
            {!accepted && (
              <div class="actions">
                <Button
                  look="quiet"
                  onPress={() =>
                    void act(
                      () => acceptCosigner(organizer(), letter, { entry, name, kind }),
                      'after.form.accepted',
                    )
                  }
                >
                  {say('after.form.acceptWhat', { name })}
                </Button>
              </div>
            )}
            <RemoveButton
              entry={entry}
              text={name}
              what={accepted ? 'shown' : 'waiting'}
              onRemove={async () =>
                act(() => removeCosigner(organizer(), letter, entry), 'after.form.removed')
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
