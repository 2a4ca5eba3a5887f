// What can't be taken back asks back: in the place of the button that was pressed, for a second press; what destroys something, for
// a word to be typed.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useOrganize } from '../context.js';
import { Button } from './button.js';
import { Line } from './field.js';

export interface AskBackProps {
  /** Of its parts, on this page. */
  readonly id: string;
  /** What the first button says; `hears` is for those who don't see what it stands beside. */
  readonly go: string;
  readonly hears?: string;
  readonly look: 'quiet' | 'link';
  /** What happens, and whether she is sure. */
  readonly children: ComponentChildren;
  readonly word?: { readonly text: string; readonly label: string; readonly wrong: string } | undefined;
  readonly yes: string;
  /** *No*, if nothing else is said. */
  readonly no?: string;
  readonly onYes: () => void;
}

const LOOKS = { quiet: 'button quiet', link: 'link-button' } as const;

export function AskBack(props: AskBackProps): JSX.Element {
  const { go, hears, look } = props;
  const { flow } = useOrganize();
  const [isAsked, setAsked] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    // What was pressed is gone: the focus goes to what stands there now.
    if (isAsked) place.current?.querySelector<HTMLElement>('[role=group]')?.focus();
    else if (wasAsked.current) place.current?.querySelector('button')?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  return (
    <div ref={place}>
      {isAsked ? (
        <Asked
          {...props}
          onEnd={() => {
            setAsked(false);
          }}
        />
      ) : (
        <div class={look === 'quiet' ? 'actions' : undefined}>
          <button
            type="button"
            class={LOOKS[look]}
            aria-label={hears}
            aria-disabled={flow.isBusy || undefined}
            onClick={() => {
              if (!flow.isBusy) setAsked(true);
            }}
          >
            {go}
          </button>
        </div>
      )}
    </div>
  );
}

function Asked({
  id,
  children,
  word,
  yes,
  no,
  onYes,
  onEnd,
}: AskBackProps & { readonly onEnd: () => void }): JSX.Element {
  const { say } = useOrganize();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const place = useRef<HTMLFormElement>(null);
  const submit = (): void => {
    if (word !== undefined && plain(typed) !== plain(word.text)) {
      setWrong(true);
      place.current?.querySelector('input')?.focus();
      return;
    }
    onEnd();
    onYes();
  };
  return (
    <div class="notice warning" role="group" tabIndex={-1} aria-labelledby={`${id}-what`}>
      <div id={`${id}-what`}>{children}</div>
      <form
        noValidate
        ref={place}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {word !== undefined && (
          <Line
            id={`${id}-word`}
            label={word.label}
            error={isWrong ? word.wrong : undefined}
            value={typed}
            isExact
            maxLength={100}
            onChange={(value) => {
              setWrong(false);
              setTyped(value);
            }}
          />
        )}
        <div class="actions">
          <Button>{yes}</Button>
          <Button look="quiet" onPress={onEnd}>
            {no ?? say('organize.no')}
          </Button>
        </div>
      </form>
    </div>
  );
}

/** However it is typed. */
function plain(text: string): string {
  return text.trim().toLowerCase();
}
