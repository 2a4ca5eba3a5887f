// One way to end a letter: what happens then, who wants it, and her own word, for which she is asked back. protocol.md#states
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { act as agree } from '../../../../client/organize/organize.js';
import type { Acting } from '../../../../client/release/release-standing.js';
import { nextEpochEnd } from '../../../../client/release/release-times.js';
import { organizer } from '../../organize/flow.js';
import { AskBack } from '../../organize/parts/ask-back.js';
import { momentIn } from '../../organize/parts/moment.js';
import { useRelease } from '../context.js';
import { Fact, listed } from '../parts/said.js';

const TITLES = {
  close: 'release.close.title',
  cancel: 'release.cancel.title',
  final: 'release.final.title',
} as const;
/** What destroys signatures takes more than a second press. */
const WORDS = { close: undefined, cancel: 'release.cancel.word', final: 'release.final.word' } as const;

export interface ActionProps {
  readonly acting: Acting;
}

export function Action({ acting }: ActionProps): JSX.Element {
  const { say, letter, act } = useRelease();
  const { action, isMine, left } = acting;
  const word = WORDS[action];
  const give = (): void => {
    void act('end', async () => {
      const { effective } = await agree(organizer(), letter, action);
      return effective ? { key: 'release.act.decided' } : { key: 'release.act.done' };
    });
  };
  return (
    <div class="release-action">
      <h3>{say(TITLES[action])}</h3>
      <What acting={acting} />
      <Who acting={acting} />
      {!isMine && (
        <AskBack
          id={`release-${action}`}
          look="quiet"
          go={say('release.act.ask', { action })}
          word={
            word && {
              text: say(word),
              label: say('release.act.type', { word: say(word) }),
              wrong: say('release.act.typed', { word: say(word) }),
            }
          }
          yes={say('release.act.yes', { action })}
          no={say('release.act.no')}
          onYes={give}
        >
          <p>
            <strong>{say('release.act.sure', { left: left - 1 })}</strong>
          </p>
          <p>{say('release.act.forGood', { action, left: left - 1 })}</p>
        </AskBack>
      )}
    </div>
  );
}

/** What happens, and when: to the signatures, to what is under way, to what is under embargo. */
function What({ acting: { action } }: ActionProps): JSX.Element {
  const { say, letter, view, standing } = useRelease();
  const { closesAt, releaseBy, timeZone } = letter.manifest;
  const next = nextEpochEnd(letter.manifest, view, letter.http.now()) ?? closesAt;
  const at = momentIn(action === 'final' ? releaseBy : next, timeZone);
  const isUnderWay = standing.proposal !== undefined || view.snapshotAt !== null;
  const published = view.editions.length + view.embargoed.length;
  return (
    <>
      {action === 'close' && (
        <p>
          {say('release.close.what', { at, closes: momentIn(closesAt, timeZone), tally: view.tally.tally })}
        </p>
      )}
      {action === 'cancel' && <p>{say('release.cancel.what', { tally: view.tally.tally, published })}</p>}
      {action === 'final' && <p>{say('release.final.what', { at, published })}</p>}
      {isUnderWay && <p>{say('release.act.underWay', { action })}</p>}
      {action !== 'close' && standing.embargo !== null && (
        <p>{say('release.act.embargo', { at: momentIn(standing.embargo, timeZone) })}</p>
      )}
    </>
  );
}

/** Nothing while nobody wants it. The focus comes here once her word is given. */
function Who({ acting: { by, missing, isMine, left } }: ActionProps): JSX.Element | null {
  const { say, place } = useRelease();
  const found = useRef<HTMLDivElement>(null);
  const was = useRef(isMine);
  useEffect(() => {
    if (isMine && !was.current && place === 'end') found.current?.focus();
    was.current = isMine;
  }, [isMine]);
  if (!isMine && by.length === 0) return null;
  const you = say('release.act.you');
  return (
    <div class="notice" tabIndex={-1} ref={found}>
      <p>
        {isMine
          ? say('release.act.mine', { left })
          : say('release.act.theirs', { by: listed(by), count: by.length })}
      </p>
      <dl class="facts">
        <Fact name={say('release.act.agreed')}>{listed(isMine ? [you, ...by] : by)}</Fact>
        <Fact name={say('release.act.missing')}>
          {say('release.act.missingOf', { left, of: listed(isMine ? missing : [you, ...missing], 'or') })}
        </Fact>
      </dl>
    </div>
  );
}
