// Removes what stands beside it, for everybody and for good: so it asks back. protocol.md#organizations
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useOrganize } from '../organize/context.js';
import { AskBack } from '../organize/parts/ask-back.js';

export interface RemoveButtonProps {
  readonly entry: string;
  /** What it says, for those who hear the page. */
  readonly text: string;
  /** `entry` of the timeline; an organization that is `shown`, or one that is `waiting`. */
  readonly what: 'entry' | 'shown' | 'waiting';
  /** True unless it went wrong. */
  readonly onRemove: () => Promise<boolean>;
}

export function RemoveButton({ entry, text, what, onRemove }: RemoveButtonProps): JSX.Element {
  const { say } = useOrganize();
  const place = useRef<HTMLDivElement>(null);
  const remove = async (): Promise<void> => {
    // The button goes with what it stood beside.
    const heading = place.current?.closest('section')?.querySelector('h3');
    if (await onRemove()) heading?.focus();
  };
  return (
    <div ref={place}>
      <AskBack
        id={`remove-${entry}`}
        look="link"
        go={say('after.form.remove')}
        hears={say('after.form.removeWhat', { text })}
        yes={say('after.form.removeYes')}
        no={say('after.form.removeNo')}
        onYes={() => void remove()}
      >
        <p>{say('after.form.removeSure', { what })}</p>
      </AskBack>
    </div>
  );
}
