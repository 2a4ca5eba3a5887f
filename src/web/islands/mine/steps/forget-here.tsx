// One button, and nothing of this letter stays on this device; what can't be had again is named first.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { IslandKey } from '../../../locales/locales.js';
import { Button } from '../../sign/parts/button.js';
import { useMine } from '../context.js';
import { keptThing, type KeptThing } from './kept-here.js';

/** What is lost with it. */
const LOST: Readonly<Record<KeptThing, IslandKey | undefined>> = {
  begun: undefined,
  receipt: undefined,
  pass: 'sign.forgetPass',
  sending: 'sign.forgetSending',
  words: 'mine.forget.words',
  both: 'mine.forget.words',
};

export function ForgetHere(): JSX.Element {
  const { signing, kept, say, flow } = useMine();
  const [removed, setRemoved] = useState<KeptThing>();
  const [isAsking, setAsking] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const thing = keptThing(kept.read());
  const lost = thing && LOST[thing];

  // The button that was pressed is gone.
  useEffect(() => {
    if (isAsking || removed !== undefined) place.current?.focus();
  }, [isAsking, removed]);

  const forget = (): void => {
    signing.forget();
    setAsking(false);
    setRemoved(thing);
    flow.fail(undefined);
  };

  return (
    <div class="mine-forget" tabIndex={-1} ref={place}>
      {thing !== undefined && !isAsking && (
        <p class="sign-forget">
          <Button
            look="link"
            onPress={() => {
              if (lost === undefined) forget();
              else setAsking(true);
            }}
          >
            {say('mine.forget.button')}
          </Button>
        </p>
      )}
      {isAsking && lost !== undefined && (
        <div class="notice warning" role="alert">
          <p>{say(lost)}</p>
          <div class="actions">
            <Button look="quiet" onPress={forget}>
              {say('sign.forgetYes')}
            </Button>
            <Button
              look="quiet"
              onPress={() => {
                setAsking(false);
              }}
            >
              {say('sign.forgetNo')}
            </Button>
          </div>
        </div>
      )}
      <p class="sign-status" role="status">
        {removed !== undefined && say('mine.forget.done', { what: removed })}
      </p>
    </div>
  );
}
