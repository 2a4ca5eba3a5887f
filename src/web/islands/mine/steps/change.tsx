// Another way to appear: what was chosen before is sealed, so she chooses anew. protocol.md#sealed-choice
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { requireDraft } from '../../../../client/sign/draft.js';
import { ANONYMOUS_DRAFT } from '../../../../client/kept.js';
import { Appear } from '../../sign/parts/appear.js';
import { Button } from '../../sign/parts/button.js';
import { Outcome, Sheet } from '../../sign/parts/step.js';
import { renewReceipt, useMine } from '../context.js';
import type { Visit } from '../flow.js';
import { passScreen } from '../screens.js';

export function Change({ visit }: { readonly visit: Visit }): JSX.Element {
  const { letter, signing, kept, say, flow } = useMine();
  const [draft, setDraft] = useState(ANONYMOUS_DRAFT);
  const { returning, mine } = visit;
  const needsPass = draft.appear === 'named' && returning.pass === null;

  const change = async (): Promise<undefined> => {
    const receipt = await mine.change(draft);
    renewReceipt(kept, visit, receipt);
    flow.replace({ at: 'done', visit, action: 'sign', receipt });
  };

  return (
    <Sheet heading={say('mine.change.heading')}>
      <p>{say('mine.change.what')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void flow.run(() => {
            if (!needsPass) return change();
            requireDraft(letter, draft);
            signing.begin(returning.words);
            signing.edit(draft);
            return passScreen(visit);
          });
        }}
      >
        <Appear
          draft={draft}
          onChange={(next) => {
            setDraft(next);
            flow.fail(undefined);
          }}
        />
        {needsPass && (
          <div class="notice warning">
            <strong>{say('mine.change.needsPassHeading')}</strong>
            <p>{say('mine.change.needsPass')}</p>
          </div>
        )}
        <Outcome busy={say('mine.change.busy')}>
          <div class="actions">
            <Button>{say(needsPass ? 'mine.change.ask' : 'mine.change.change')}</Button>
            <Button
              look="link"
              onPress={() => {
                history.back();
              }}
            >
              {say('mine.back')}
            </Button>
          </div>
        </Outcome>
      </form>
    </Sheet>
  );
}
