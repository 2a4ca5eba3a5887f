// What the last edition shows of her, and the proof of it; read while the page can be used. protocol.md#inclusion
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { inclusionFile } from '../../../../client/mine/inclusion-file.js';
import type { ShownIn } from '../../../../client/mine/shown.js';
import { ProtocolError } from '../../../../protocol/errors.js';
import { problemOf } from '../../sign/problem.js';
import { Moment } from '../../sign/moment.js';
import { Button } from '../../sign/parts/button.js';
import { saveText } from '../../sign/parts/save.js';
import { Said } from '../../sign/said.js';
import { useSign } from '../../sign/context.js';
import type { LastEdition, Progress } from '../edition.js';

type Reading =
  | { readonly is: 'reading'; readonly progress: Progress | undefined }
  | { readonly is: 'read'; readonly shown: ShownIn | null }
  | { readonly is: 'failed'; readonly why: string };

export function Published({ edition }: { readonly edition: LastEdition }): JSX.Element {
  const { say } = useSign();
  const [reading, setReading] = useState<Reading>({ is: 'reading', progress: undefined });

  const read = (): void => {
    setReading({ is: 'reading', progress: undefined });
    edition.read().then(
      (shown) => {
        setReading({ is: 'read', shown });
      },
      (error: unknown) => {
        const { key } = problemOf(error);
        // An edition that doesn't hold.
        setReading({ is: 'failed', why: say(error instanceof ProtocolError ? 'mine.error.edition' : key) });
      },
    );
  };

  useEffect(() => {
    edition.onProgress = (progress) => {
      setReading({ is: 'reading', progress });
    };
    read();
    return () => {
      edition.onProgress = undefined;
    };
  }, [edition]);

  return (
    <>
      <h3>{say('mine.published.heading')}</h3>
      {reading.is === 'reading' && reading.progress !== undefined && (
        <div class="progress">
          <progress
            aria-label={say('mine.published.progress')}
            max={Math.max(1, reading.progress.all)}
            value={reading.progress.read}
          />
          {say('mine.published.progressOf', { ...reading.progress })}
        </div>
      )}
      <div role="status">
        {reading.is === 'reading' && reading.progress === undefined && (
          <p class="small">{say('mine.published.reading')}</p>
        )}
        {reading.is === 'read' &&
          (reading.shown === null ? <p>{say('mine.published.none')}</p> : <Shown shown={reading.shown} />)}
      </div>
      {reading.is === 'failed' && (
        <div class="notice error" role="alert">
          <p>{reading.why}</p>
          <Button look="link" onPress={read}>
            {say('mine.published.again')}
          </Button>
        </div>
      )}
    </>
  );
}

function Shown({ shown }: { readonly shown: ShownIn }): JSX.Element {
  const { letter, say } = useSign();
  const { appears, asOf, name } = shown;
  const proof = inclusionFile(letter, shown);
  const when: Record<string, ComponentChildren> = {
    time: <Moment at={asOf} zone={letter.manifest.timeZone} />,
  };
  return (
    <>
      {appears === 'not-yet' && (
        <>
          <p>
            <Said text="mine.published.notYet" parts={when} />
          </p>
          <p class="small">{say('mine.published.notYetWhy')}</p>
        </>
      )}
      {appears === 'counted' && (
        <>
          <p>
            <Said text="mine.published.counted" parts={when} />
          </p>
          <p class="small">{say('mine.published.countedWhat')}</p>
        </>
      )}
      {appears === 'named' && name !== null && (
        <>
          <p>
            <Said text="mine.published.named" parts={when} />
          </p>
          <dl class="facts">
            <Fact what={say('mine.published.name')}>{name.name}</Fact>
            {name.title !== null && <Fact what={say('mine.published.title')}>{name.title}</Fact>}
            {name.address !== null && <Fact what={say('mine.published.address')}>{name.address}</Fact>}
          </dl>
        </>
      )}
      {proof !== undefined && (
        <>
          <p>{say('mine.published.proof')}</p>
          <div class="actions">
            <Button
              look="quiet"
              onPress={() => {
                saveText(proof);
              }}
            >
              {say('mine.published.saveProof')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function Fact({
  what,
  children,
}: {
  readonly what: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>{what}</dt>
      <dd class="sign-address">{children}</dd>
    </div>
  );
}
