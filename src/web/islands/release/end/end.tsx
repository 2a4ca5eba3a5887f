// How the letter can end: closed early, cancelled, or called final, each by enough organizers; what is decided of that; its copy.
// protocol.md#states
import type { JSX } from 'preact';
import { Sheet } from '../../organize/parts/sheet.js';
import { useRelease } from '../context.js';
import { Outcome } from '../parts/outcome.js';
import { Action } from './action.js';
import { Decided } from './decided.js';

export function End(): JSX.Element {
  const { say, letter, view, acting } = useRelease();
  const { approvals, organizers } = letter.manifest;
  const isOpen = view.state === 'open';
  return (
    <Sheet heading={say('release.end.heading', { state: view.ended ? 'ended' : view.state })} isFirst>
      <Decided />
      {acting.length > 0 && <p>{say('release.end.takes', { approvals, organizers: organizers.length })}</p>}
      <Outcome at="end">
        {acting.map((one) => (
          <Action key={one.action} acting={one} />
        ))}
      </Outcome>
      <div class="release-action">
        <h3>{say('release.copy.title')}</h3>
        <p>{say('release.copy.what', { open: isOpen ? 'yes' : 'no' })}</p>
        <div class="actions">
          <a class="button quiet" href={`/organize${location.search}#copy=${letter.id}`}>
            {say('release.copy.go')}
          </a>
        </div>
      </div>
    </Sheet>
  );
}
