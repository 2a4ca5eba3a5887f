// A sealed draft: each organizer reads what her own browser made of its bytes, and signs that; who has, and who hasn't.
// protocol.md#opening
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { signOpening } from '../../../../client/organize/organize.js';
import { readSealed, type SealedDraft } from '../../../../client/organize/sealed-draft.js';
import { useOrganize } from '../context.js';
import { copyToNew } from '../copied.js';
import { organizer } from '../flow.js';
import { Button } from '../parts/button.js';
import { Moment } from '../parts/moment.js';
import { Outcome, Sheet } from '../parts/sheet.js';
import { problemOf } from '../problem.js';
import type { DraftStageProps } from './desk.js';
import { SealedTerms } from './sealed-terms.js';
import { Preview } from './preview.js';
import { same } from '../../../../client/organize/draft-merge.js';

export function Sealed({ desk }: DraftStageProps): JSX.Element {
  const { say, flow } = useOrganize();
  const { draft } = desk;
  const [sealed, setSealed] = useState<SealedDraft>();
  const [hasRead, setRead] = useState(false);
  useEffect(() => {
    readSealed(organizer(), draft).then(setSealed, (error: unknown) => {
      flow.fail(problemOf(error));
    });
  }, [draft, flow.isOver]);
  if (sealed === undefined) return <Outcome busy={say('organize.draft.loading')} />;

  const { manifest, organizers, content, id } = sealed;
  const own = organizers.find(({ isSelf }) => isSelf);
  const sign = (): void => {
    void flow.run(async () => {
      await signOpening(organizer(), draft.draft, sealed.bytes, content);
      await desk.refresh();
    });
  };
  const unsaved = same(desk.content, draft.content) ? undefined : desk.content;
  return (
    <>
      <Sheet heading={say('organize.sealed.heading')}>
        <p>{say('organize.sealed.what')}</p>
        {unsaved !== undefined && <p class="notice warning">{say('organize.sealed.unsaved')}</p>}
        <h3>{say('organize.sealed.who')}</h3>
        <ul class="organize-people">
          {organizers.map(({ label, isSelf, hasSigned }) => (
            <li key={label}>
              {label} {isSelf && <span class="soft">{say('organize.organizers.you')}</span>}{' '}
              <strong>{say('organize.sealed.signed', { signed: hasSigned ? 'yes' : 'no' })}</strong>
            </li>
          ))}
        </ul>
        {draft.expires !== undefined && (
          <p class="small">
            {say('organize.sealed.until')} <Moment at={draft.expires} zone={manifest.timeZone} />
          </p>
        )}
      </Sheet>
      <Preview content={content} organizers={organizers.map(({ label }) => label)} text={0} />
      <SealedTerms manifest={manifest} id={id} />
      <Sheet heading={say('organize.sealed.signHeading')} isFirst>
        {own?.hasSigned === true ? (
          <p role="status">{say('organize.sealed.waiting')}</p>
        ) : (
          <>
            <p>{say('organize.sealed.signWhat')}</p>
            <label class="check">
              <input
                type="checkbox"
                checked={hasRead}
                onChange={(event) => {
                  setRead(event.currentTarget.checked);
                }}
              />
              <span>{say('organize.sealed.read')}</span>
            </label>
          </>
        )}
        <Outcome busy={say('organize.sealed.signing')}>
          <div class="actions">
            {own?.hasSigned !== true && (
              <Button isOff={!hasRead} onPress={sign}>
                {say('organize.sealed.sign')}
              </Button>
            )}
            <Button
              look="quiet"
              onPress={() => {
                copyToNew(unsaved ?? content);
              }}
            >
              {say('organize.sealed.copy')}
            </Button>
          </div>
        </Outcome>
        <p class="small soft">{say('organize.sealed.copyWhat')}</p>
      </Sheet>
    </>
  );
}
