// A check under way: how far it is, and whether it goes on.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Running } from './running.js';
import type { Say } from './texts.js';

export interface UnderProps {
  readonly say: Say;
  readonly running: Running;
  readonly verified: number;
  /** 0 until it is known how many there are. */
  readonly all: number;
}

export function Under({ say, running, verified, all }: UnderProps): JSX.Element {
  const [isPaused, setPaused] = useState(false);
  return (
    <>
      <h2 tabIndex={-1}>{say('verify.running')}</h2>
      <div class="progress">
        {all === 0 ? (
          <progress aria-label={say('verify.running')} />
        ) : (
          <progress aria-label={say('verify.running')} max={all} value={verified} />
        )}
        {all === 0 ? say('verify.reading') : say('verify.progress', { verified, all })}
      </div>
      <p class="small" role="status">
        {isPaused && say('verify.paused')}
      </p>
      <div class="actions">
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            if (isPaused) running.resume();
            else running.pause();
            setPaused(!isPaused);
          }}
        >
          {say(isPaused ? 'verify.resume' : 'verify.pause')}
        </button>
        <button
          type="button"
          class="link-button"
          onClick={() => {
            running.stop();
          }}
        >
          {say('verify.cancel')}
        </button>
      </div>
    </>
  );
}
