// How the letter can end: closed early, cancelled, or called final, each by enough organizers; and its copy.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { act as ask } from '../../../client/organize/organize.js';
import type { Acting } from '../../../client/release/release-standing.js';
import { nextEpochEnd } from '../../../client/release/release-times.js';
import { organizer } from '../organize/flow.js';
import { Button } from '../organize/parts/button.js';
import { momentIn } from '../organize/parts/moment.js';
import { Sheet } from '../organize/parts/sheet.js';
import { useRelease } from './context.js';
import { Outcome } from './parts/outcome.js';
import { listed } from './parts/said.js';

const TEXTS = {
  close: { title: 'release.close.title', what: 'release.close.what' },
  cancel: { title: 'release.cancel.title', what: 'release.cancel.what' },
  final: { title: 'release.final.title', what: 'release.final.what' },
} as const;

export function End(): JSX.Element {
  const { say, letter, acting } = useRelease();
  const { approvals } = letter.manifest;
  const isFinal = acting.some(({ action }) => action === 'final');
  return (
    <Sheet heading={say(isFinal ? 'release.end.headingFinal' : 'release.end.heading')} isFirst>
      {acting.length > 0 && <p>{say('release.end.takes', { approvals })}</p>}
      <Outcome at="end">
        {acting.map((one) => (
          <Action key={one.action} acting={one} />
        ))}
      </Outcome>
      <div class="release-action">
        <h3>{say('release.copy.title')}</h3>
        <p>{say('release.copy.what')}</p>
        <div class="actions">
          <a class="button quiet" href={`/organize${location.search}#copy=${letter.id}`}>
            {say('release.copy.go')}
          </a>
        </div>
      </div>
    </Sheet>
  );
}

function Action({ acting }: { readonly acting: Acting }): JSX.Element {
  const { say, letter, view, act } = useRelease();
  const [isAsked, setAsked] = useState(false);
  const { action, by, isMine, left } = acting;
  const { closesAt, releaseBy, timeZone } = letter.manifest;
  const next = nextEpochEnd(letter.manifest, view, letter.http.now()) ?? closesAt;
  const at = momentIn(action === 'final' ? releaseBy : next, timeZone);
  const agree = (): void => {
    setAsked(false);
    void act('end', async () => {
      await ask(organizer(), letter, action);
      return { key: 'release.act.done' };
    });
  };
  return (
    <div class="release-action">
      <h3>{say(TEXTS[action].title)}</h3>
      <p>{say(TEXTS[action].what, { at, closes: momentIn(closesAt, timeZone) })}</p>
      <p class="small">
        {isMine && say('release.act.mine', { left })}{' '}
        {(by.length > 0 || !isMine) && say('release.act.agreed', { count: by.length, by: listed(by) })}
      </p>
      {!isMine && !isAsked && (
        <div class="actions">
          <Button
            look="quiet"
            onPress={() => {
              setAsked(true);
            }}
          >
            {say('release.act.ask', { action })}
          </Button>
        </div>
      )}
      {!isMine && isAsked && (
        <div class="notice warning">
          <p role="alert">{say('release.act.sure', { left: left - 1 })}</p>
          <div class="actions">
            <Button onPress={agree}>{say('release.act.yes', { action })}</Button>
            <Button
              look="quiet"
              onPress={() => {
                setAsked(false);
              }}
            >
              {say('release.act.no')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
