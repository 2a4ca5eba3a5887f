// A draft that is there for her no more, while she looks at it: what she sees is in this tab alone, and can be copied.
import type { JSX } from 'preact';
import { useOrganize } from '../context.js';
import { copyToNew } from '../copied.js';
import { Button } from '../parts/button.js';
import { Sheet } from '../parts/sheet.js';
import type { Desk } from './desk.js';

export function Gone({ content }: Pick<Desk, 'content'>): JSX.Element {
  const { say } = useOrganize();
  return (
    <Sheet heading={say('organize.gone.heading')}>
      <p>{say('organize.gone.what')}</p>
      <p>{say('organize.gone.kept')}</p>
      <div class="actions">
        <Button
          onPress={() => {
            copyToNew(content);
          }}
        >
          {say('organize.sealed.copy')}
        </Button>
      </div>
    </Sheet>
  );
}
