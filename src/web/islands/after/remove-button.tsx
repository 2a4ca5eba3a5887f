// A button that removes what stands beside it, and says what for those who hear the page.
import type { JSX } from 'preact';
import { useOrganize } from '../organize/context.js';

export interface RemoveButtonProps {
  readonly what: string;
  readonly onPress: () => void;
}

export function RemoveButton({ what, onPress }: RemoveButtonProps): JSX.Element {
  const { say, flow } = useOrganize();
  return (
    <button
      type="button"
      class="link-button"
      aria-label={say('after.form.removeWhat', { text: what })}
      aria-disabled={flow.isBusy || undefined}
      onClick={() => {
        if (!flow.isBusy) onPress();
      }}
    >
      {say('after.form.remove')}
    </button>
  );
}
