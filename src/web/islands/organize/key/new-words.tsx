// Twelve new words: shown to be written down, then three of them asked for. protocol.md#words
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { tidyWords } from '../../../../client/typed-words.js';
import { webPrimitives } from '../../../../protocol/web-primitives.js';
import { useOrganize } from '../context.js';
import { Button } from '../parts/button.js';
import { Line } from '../parts/field.js';
import { Outcome, Sheet } from '../parts/sheet.js';
import { signIn } from '../session.js';

const ASKED = 3;

export interface NewWordsProps {
  readonly words: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export function NewWords({ words, onBack, onDone }: NewWordsProps): JSX.Element {
  const { say, flow } = useOrganize();
  const list = words.split(' ');
  const [asked, setAsked] = useState<readonly number[]>();
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});

  if (asked === undefined) {
    return (
      <Sheet key="show" heading={say('organize.words.heading')}>
        <p>{say('organize.words.write')}</p>
        <ol class="words" translate={false}>
          {list.map((word, i) => (
            <li key={i}>{word}</li>
          ))}
        </ol>
        <p class="small">{say('organize.words.secret')}</p>
        <Outcome>
          <div class="actions">
            <Button
              onPress={() => {
                setAsked(draw(list.length));
              }}
            >
              {say('organize.words.written')}
            </Button>
            <Button
              look="quiet"
              onPress={() => {
                print();
              }}
            >
              {say('organize.words.print')}
            </Button>
            <Button look="link" onPress={onBack}>
              {say('organize.back')}
            </Button>
          </div>
        </Outcome>
      </Sheet>
    );
  }

  const check = (): void => {
    const wrong = asked.find((i) => tidyWords(typed[i] ?? '') !== list[i]);
    if (wrong === undefined) {
      void flow.run(async () => {
        await signIn(words);
        onDone();
      });
      return;
    }
    flow.fail({ key: 'organize.words.wrong', values: { number: wrong + 1 }, field: idOf(wrong) });
  };
  return (
    <Sheet key="ask" heading={say('organize.words.askHeading')}>
      <p>{say('organize.words.ask')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        {asked.map((i) => (
          <Line
            key={i}
            id={idOf(i)}
            label={say('organize.words.which', { number: i + 1 })}
            value={typed[i] ?? ''}
            isExact
            maxLength={20}
            onChange={(value) => {
              setTyped({ ...typed, [i]: value });
              flow.fail(undefined);
            }}
          />
        ))}
        <Outcome busy={say('organize.signingIn')}>
          <div class="actions">
            <Button>{say('organize.words.done')}</Button>
            <Button
              look="link"
              onPress={() => {
                flow.fail(undefined);
                setAsked(undefined);
              }}
            >
              {say('organize.words.again')}
            </Button>
          </div>
        </Outcome>
      </form>
    </Sheet>
  );
}

/** Some places of the words, at random and in their order. */
function draw(count: number): number[] {
  const random = [...webPrimitives().random(count)];
  return random
    .map((order, i) => ({ order, i }))
    .sort((a, b) => a.order - b.order)
    .slice(0, ASKED)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
}

function idOf(i: number): string {
  return `organize-word-${i + 1}`;
}
