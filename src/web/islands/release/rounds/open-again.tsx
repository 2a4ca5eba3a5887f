// The same names once more: somebody may have changed her mind since they were opened.
import type { JSX } from 'preact';
import { Button } from '../../organize/parts/button.js';
import { useRelease } from '../context.js';
import type { ProposalProps } from './check.js';

export function OpenAgain({ proposal }: ProposalProps): JSX.Element {
  const { say, desk, act } = useRelease();
  return (
    <p>
      <Button
        look="link"
        onPress={() =>
          void act('round', async () => {
            await desk.open(proposal.id);
            return undefined;
          })
        }
      >
        {say('release.drafts.again')}
      </Button>
    </p>
  );
}
