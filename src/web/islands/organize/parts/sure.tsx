// What can't be undone is asked once more before it is done; the focus goes to the question, and back.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useOrganize } from '../context.js';
import { Button } from './button.js';

export interface SureProps {
  /** What can be done. */
  readonly label: string;
  /** What comes of it. */
  readonly question: string;
  readonly yes: string;
  readonly onYes: () => void;
}

export function Sure({ label, question, yes, onYes }: SureProps): JSX.Element {
  const { say } = useOrganize();
  const [isAsked, setAsked] = useState<boolean>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAsked !== undefined) place.current?.querySelector<HTMLElement>('[tabindex], button')?.focus();
  }, [isAsked]);
  return (
    <div ref={place}>
      {isAsked !== true ? (
        <Button
          look="link"
          onPress={() => {
            setAsked(true);
          }}
        >
          {label}
        </Button>
      ) : (
        <div class="notice warning">
          <p tabIndex={-1}>{question}</p>
          <div class="actions">
            <Button
              onPress={() => {
                setAsked(undefined);
                onYes();
              }}
            >
              {yes}
            </Button>
            <Button
              look="quiet"
              onPress={() => {
                setAsked(false);
              }}
            >
              {say('organize.no')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
