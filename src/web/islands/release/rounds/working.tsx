// Work that may take minutes: begun, watched, stopped, and gone on with.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../organize/parts/button.js';
import { useRelease } from '../context.js';

export interface WorkingProps {
  /** What the button says that begins it. */
  readonly go: string;
  readonly onGo: () => Promise<void>;
}

export function Working({ go, onGo }: WorkingProps): JSX.Element {
  const { say, desk, act } = useRelease();
  const [isStopped, setStopped] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const wasWorking = useRef(false);
  const wasBefore = desk.isBegun && desk.checked === undefined;
  useEffect(() => {
    // The button that was pressed is gone: the focus stays here.
    if (desk.isWorking !== wasWorking.current) place.current?.focus();
    wasWorking.current = desk.isWorking;
  }, [desk.isWorking]);

  const begin = (): void => {
    setStopped(false);
    void act('round', async () => {
      await onGo();
      return undefined;
    });
  };
  return (
    <div tabIndex={-1} ref={place} class="release-work">
      {desk.isWorking ? (
        <Under
          onStop={() => {
            setStopped(true);
            desk.stop();
          }}
        />
      ) : (
        <>
          {(isStopped || wasBefore) && (
            <p class="small" role="status">
              {say(isStopped ? 'release.work.stopped' : 'release.work.kept')}
            </p>
          )}
          <div class="actions">
            <Button onPress={begin}>{isStopped ? say('release.work.goOn') : go}</Button>
          </div>
        </>
      )}
    </div>
  );
}

function Under({ onStop }: { readonly onStop: () => void }): JSX.Element {
  const { say, desk } = useRelease();
  const { progress } = desk;
  const what = say(progress?.phase === 'opening' ? 'release.work.opening' : 'release.work.checking');
  return (
    <>
      <p class="visually-hidden" role="status">
        {what}
      </p>
      <div class="progress">
        {progress === undefined ? (
          <progress aria-label={what} />
        ) : (
          <progress aria-label={what} max={progress.all} value={progress.done} />
        )}
        {progress === undefined
          ? say('release.work.reading')
          : `${what}: ${say('release.work.progress', { done: progress.done, all: progress.all })}`}
      </div>
      <div class="actions">
        <button type="button" class="button quiet" onClick={onStop}>
          {say('release.work.stop')}
        </button>
      </div>
    </>
  );
}
