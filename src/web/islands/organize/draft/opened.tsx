// The letter is open: one link, the same for everybody, a code to scan and a poster.
import type { JSX } from 'preact';
import { useOrganize } from '../context.js';
import { Button } from '../parts/button.js';
import { Outcome, Sheet } from '../parts/sheet.js';
import { QrCode } from '../../sign/parts/qr-code.js';
import type { DraftStageProps } from './desk.js';

export function Opened({ desk }: DraftStageProps): JSX.Element {
  const { say, flow } = useOrganize();
  const id = desk.draft.letter ?? '';
  const url = `${location.origin}/l/${id}`;
  const path = (to: string): string => `${to}${location.search}`;
  return (
    <Sheet heading={say('organize.opened.heading')}>
      <p>{say('organize.opened.what')}</p>
      <p class="copyable" dir="ltr">
        <code>{url}</code>
      </p>
      <Outcome>
        <div class="actions">
          <Button
            onPress={() => {
              void navigator.clipboard.writeText(url).then(
                () => {
                  flow.tell('organize.invite.copied');
                },
                () => {
                  flow.fail({ key: 'organize.invite.notCopied' });
                },
              );
            }}
          >
            {say('organize.opened.copy')}
          </Button>
          <a class="button quiet" href={path(`/organize/letter/${id}`)}>
            {say('organize.opened.console')}
          </a>
        </div>
      </Outcome>
      <QrCode text={url} label={say('organize.opened.code')} />
      <ul class="links">
        <li>
          <a href={path(`/l/${id}`)}>{say('organize.opened.letter')}</a>
        </li>
        <li>
          <a href={path(`/l/${id}/share`)}>{say('organize.opened.share')}</a>
        </li>
        <li>
          <a href={path(`/l/${id}/poster`)}>{say('organize.opened.poster')}</a>
        </li>
        <li>
          <a href={path('/organize') + `#copy=${id}`}>{say('organize.opened.supersede')}</a>
        </li>
      </ul>
      <div class="notice">
        <p>{say('organize.opened.advice')}</p>
      </div>
    </Sheet>
  );
}
