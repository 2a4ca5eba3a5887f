// Third step: she signs, or keeps her pass to sign later. protocol.md#signing
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Draft } from '../../../../client/kept.js';
import type { Standing } from '../../../../client/sign/standing.js';
import { useSign } from '../context.js';
import { Moment, useNow } from '../moment.js';
import { Appear } from '../parts/appear.js';
import { Button } from '../parts/button.js';
import { ExactText } from '../parts/exact-text.js';
import { Forget } from '../parts/forget.js';
import { Outcome, Sheet } from '../parts/step.js';
import { Said } from '../said.js';

export function Ready(): JSX.Element | null {
  const { flow } = useSign();
  const { standing } = flow;
  if (standing.step === 'sending') return <Sending />;
  return standing.step === 'passed' ? <Passed standing={standing} /> : null;
}

function Passed({ standing }: { readonly standing: Standing & { step: 'passed' } }): JSX.Element {
  const { letter, signing, say, flow } = useSign();
  const { manifest } = letter;
  const { draft, earliest, canWait } = standing;
  const now = useNow();
  const mustWait = manifest.signsFrom !== null && now < new Date(manifest.signsFrom);
  const isLaterFirst = mustWait || (canWait && manifest.signing === 'later');

  const sign = (): void => {
    // A name is worth coming back for: it can be taken out again only with the words.
    if (draft.appear === 'named') flow.go('words-now');
    else void flow.run(() => signing.sign());
  };
  const signNow = (
    <Button key="now" {...(isLaterFirst ? { look: 'quiet' } : {})} onPress={sign}>
      {say(isLaterFirst ? 'sign.ready.nowInstead' : 'sign.ready.sign')}
    </Button>
  );
  const signLater = (
    <Button
      key="later"
      {...(isLaterFirst ? {} : { look: 'quiet' })}
      onPress={() => {
        flow.go('words-later');
      }}
    >
      {say(isLaterFirst ? 'sign.ready.later' : 'sign.ready.laterInstead')}
    </Button>
  );
  const when = { time: <Moment at={earliest} zone={manifest.timeZone} /> };

  return (
    <Sheet heading={say('sign.ready.heading')}>
      <p>{say('sign.ready.notYet')}</p>
      <AppearsAs draft={draft} />
      <h3>{say('sign.exact.summary')}</h3>
      <ExactText />
      {mustWait && (
        <p class="notice">
          <Said text="sign.ready.mustWait" parts={when} />
        </p>
      )}
      <Outcome busy={say('sign.ready.sending')}>
        <div class="actions">
          {isLaterFirst ? signLater : signNow}
          {isLaterFirst ? !mustWait && signNow : canWait && signLater}
        </div>
      </Outcome>
      {!mustWait && (
        <p class="small">
          <strong>{say('sign.ready.nowName')}</strong> {say('sign.ready.nowHides')}
        </p>
      )}
      {canWait && (
        <p class="small">
          <strong>{say('sign.ready.laterName')}</strong> <Said text="sign.ready.laterHides" parts={when} />
        </p>
      )}
      <Forget />
    </Sheet>
  );
}

/** How she appears, to be looked at once more and changed. */
function AppearsAs({ draft }: { readonly draft: Draft }): JSX.Element {
  const { letter, signing, say, flow } = useSign();
  const [isOpen, setOpen] = useState(false);
  const { appear, role, name, title } = draft;
  const isWrong = flow.problem?.field !== undefined;
  const { roles, nameConditions } = letter.manifest;
  const hasChoice = roles.length + nameConditions.length > 0;
  const text = {
    anonymous: () => say('sign.ready.asAnonymous'),
    role: () => say('sign.ready.asRole', { role: role ?? '' }),
    named: () => say('sign.ready.asNamed', { name: [name, title].filter(Boolean).join(', ') }),
  }[appear]();
  return (
    <>
      <p>
        {text}{' '}
        {hasChoice && !isOpen && !isWrong && (
          <Button
            look="link"
            onPress={() => {
              setOpen(true);
            }}
          >
            {say('sign.ready.change')}
          </Button>
        )}
      </p>
      {(isOpen || isWrong) && (
        <Appear
          draft={draft}
          onChange={(next) => {
            flow.keep(() => signing.edit(next));
          }}
        />
      )}
    </>
  );
}

/** Sent, and no answer came: the same is sent again. */
function Sending(): JSX.Element {
  const { signing, say, flow } = useSign();
  return (
    <Sheet heading={say('sign.sending.heading')}>
      <p>{say('sign.sending.what')}</p>
      <Outcome busy={say('sign.ready.sending')}>
        <div class="actions">
          <Button
            onPress={() => {
              void flow.run(() => signing.sign());
            }}
          >
            {say('sign.sending.again')}
          </Button>
        </div>
      </Outcome>
      <Forget />
    </Sheet>
  );
}
